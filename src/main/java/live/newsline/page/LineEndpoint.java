package live.newsline.page;

import java.time.Instant;
import java.util.List;
import live.newsline.access.Caller;
import live.newsline.answer.Places;
import live.newsline.answer.Query;
import live.newsline.answer.Sites;
import live.newsline.item.Ids;
import live.newsline.item.Item;
import live.newsline.item.PubStatus;
import live.newsline.item.Urgency;
import live.newsline.journal.Channels;
import live.newsline.journal.Items;
import live.newsline.journal.Journal;
import live.newsline.journal.Wanted;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** A channel's page ("All"), and its items' own pages (protocol.md, "Reading"). */
@RestController
class LineEndpoint {

    private final Journal journal;
    private final Channels channels;
    private final Sites sites;

    LineEndpoint(Journal journal, Channels channels, Sites sites) {
        this.journal = journal;
        this.channels = channels;
        this.sites = sites;
        // both read files when they are first touched, which an event loop must not
        Templates.values();
        Words.in("en");
    }

    @GetMapping("/line/{name}")
    Mono<Void> line(
            @PathVariable String name, @RequestAttribute(Caller.ATTRIBUTE) Caller caller, ServerWebExchange exchange) {
        String word = Query.of(exchange).one("before");
        Journal.Place before = word == null ? null : Places.parse(word);
        return Page.show(
                readable(name, caller, exchange)
                        .flatMap(line -> (before == null ? first(line) : further(line, before))
                                .map(page -> Page.of(
                                        Templates.LINE, page, line.channel().open()))),
                exchange);
    }

    @GetMapping("/line/{name}/{id}")
    Mono<Void> item(
            @PathVariable String name,
            @PathVariable String id,
            @RequestAttribute(Caller.ATTRIBUTE) Caller caller,
            ServerWebExchange exchange) {
        return Page.show(
                readable(name, caller, exchange)
                        .flatMap(line -> Mono.justOrEmpty(Ids.parse(id))
                                .flatMap(journal::item)
                                .filter(item -> item.channel().equals(name))
                                .map(item -> page(line, item))
                                .switchIfEmpty(Mono.fromSupplier(() -> Page.missing(line)))),
                exchange);
    }

    private static Page page(Line line, Item item) {
        if (item.usableAt(Instant.now())) {
            return Page.of(
                    Templates.ITEM,
                    ItemPage.of(line, line.story(item)),
                    line.channel().open());
        }
        return item.pubStatus() == PubStatus.CANCELED
                ? Page.notice(HttpStatus.GONE, "withdrawn", line, item.advisory())
                // it may come back
                : Page.notice(HttpStatus.NOT_FOUND, "held", line, null);
    }

    private Mono<LinePage> first(Line line) {
        Wanted everything = new Wanted(List.of(line.channel().name()), Urgency.ROUTINE, List.of());
        return journal.snapshot(everything, LinePage.ROWS + 1).map(found -> LinePage.first(line, found.items()));
    }

    private Mono<LinePage> further(Line line, Journal.Place before) {
        String channel = line.channel().name();
        return journal.items(channel, PubStatus.USABLE, LinePage.ROWS + 1, before)
                .map(Items::items)
                .flatMap(items -> journal.ahead(channel, before, LinePage.ROWS)
                        .map(newer -> LinePage.further(line, items, newer))
                        .switchIfEmpty(Mono.fromSupplier(() -> LinePage.further(line, items, null))));
    }

    /** A channel that the caller may read; else nothing, whether it is there or not. */
    private Mono<Line> readable(String name, Caller caller, ServerWebExchange exchange) {
        return channels.find(name).filter(caller::mayRead).map(channel -> Line.of(channel, sites.site(exchange)));
    }
}
