package live.newsline.presence;

import java.util.Objects;
import live.newsline.access.Caller;
import live.newsline.answer.Query;
import live.newsline.item.Slug;
import live.newsline.problem.Problem;

/** What the doors of this room have in common. */
final class Answers {

    private Answers() {}

    /** The channel that is asked about, of which the caller is at least a contributor. */
    static String channel(Query query, Caller caller) {
        caller.identity();
        String channel = Objects.requireNonNullElse(query.one("channel"), "");
        if (!Slug.is(channel)) {
            throw Problem.badRequest("channel", "not-a-channel", "must have the form [a-z0-9][a-z0-9-]{0,62}")
                    .exception();
        }
        caller.mustContribute(channel);
        return channel;
    }
}
