package live.newsline.syndication;

import java.nio.charset.StandardCharsets;
import java.time.temporal.ChronoUnit;
import java.util.function.Function;
import live.newsline.access.Caller;
import live.newsline.answer.Shown;
import live.newsline.answer.Sites;
import live.newsline.item.PubStatus;
import live.newsline.journal.Channels;
import live.newsline.journal.Journal;
import live.newsline.problem.Problem;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** A channel's newest items in three forms (protocol.md, "Reading"). */
@RestController
class FeedEndpoint {

    private static final int ITEMS = 50;

    private enum Form {
        RSS("application/rss+xml", Rss::of),
        ATOM("application/atom+xml", Atom::of),
        JSON("application/feed+json", JsonFeed::of);

        private final MediaType type;
        private final Function<Line, byte[]> written;

        Form(String type, Function<Line, byte[]> written) {
            this.type = new MediaType(MediaType.parseMediaType(type), StandardCharsets.UTF_8);
            this.written = written;
        }
    }

    private final Journal journal;
    private final Channels channels;
    private final Sites sites;

    FeedEndpoint(Journal journal, Channels channels, Sites sites) {
        this.journal = journal;
        this.channels = channels;
        this.sites = sites;
    }

    @GetMapping("/v1/channels/{name}/feed.rss")
    Mono<Void> rss(
            @PathVariable String name, @RequestAttribute(Caller.ATTRIBUTE) Caller caller, ServerWebExchange exchange) {
        return feed(Form.RSS, name, caller, exchange);
    }

    @GetMapping("/v1/channels/{name}/feed.atom")
    Mono<Void> atom(
            @PathVariable String name, @RequestAttribute(Caller.ATTRIBUTE) Caller caller, ServerWebExchange exchange) {
        return feed(Form.ATOM, name, caller, exchange);
    }

    @GetMapping("/v1/channels/{name}/feed.json")
    Mono<Void> json(
            @PathVariable String name, @RequestAttribute(Caller.ATTRIBUTE) Caller caller, ServerWebExchange exchange) {
        return feed(Form.JSON, name, caller, exchange);
    }

    private Mono<Void> feed(Form form, String name, Caller caller, ServerWebExchange exchange) {
        return channels.find(name)
                .filter(caller::mayRead)
                .switchIfEmpty(Mono.error(() ->
                        Problem.notFound("There is no channel " + name + ".").exception()))
                .flatMap(channel -> journal.items(name, PubStatus.USABLE, ITEMS, null)
                        .map(found -> new Line(sites.site(exchange), channel, found.items())))
                .flatMap(line -> {
                    // told, and never asked about: whole seconds, and a time that a kill sets back, are no validator
                    line.updated()
                            .ifPresent(time -> exchange.getResponse()
                                    .getHeaders()
                                    .setLastModified(time.truncatedTo(ChronoUnit.SECONDS)));
                    return Shown.of(form.type, form.written.apply(line))
                            .to(exchange, line.channel().open());
                });
    }
}
