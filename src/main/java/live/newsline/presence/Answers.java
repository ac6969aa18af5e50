package live.newsline.presence;

import java.util.Objects;
import live.newsline.access.Caller;
import live.newsline.answer.Query;
import live.newsline.item.Slug;
import live.newsline.problem.Problem;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/** What the doors of this room have in common. */
final class Answers {

    static final String ONE_CALLERS = "private, no-store";

    private Answers() {}

    static ResponseEntity<byte[]> json(byte[] json) {
        return ResponseEntity.ok()
                .header("Cache-Control", ONE_CALLERS)
                .contentType(MediaType.APPLICATION_JSON)
                .body(json);
    }

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
