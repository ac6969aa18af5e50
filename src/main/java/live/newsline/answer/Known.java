package live.newsline.answer;

import live.newsline.item.Channel;
import live.newsline.item.Slug;
import live.newsline.journal.Channels;
import live.newsline.problem.Problem;
import reactor.core.publisher.Mono;

/** What an address names, or a problem (404). */
public final class Known {

    private Known() {}

    public static Mono<Channel> channel(Channels channels, String name) {
        return Mono.just(name)
                .filter(Slug::is)
                .flatMap(channels::find)
                .switchIfEmpty(Mono.error(() ->
                        Problem.notFound("There is no channel of this name.").exception()));
    }
}
