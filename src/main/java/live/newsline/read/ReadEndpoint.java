package live.newsline.read;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import live.newsline.access.Caller;
import live.newsline.answer.Places;
import live.newsline.answer.Query;
import live.newsline.answer.Shown;
import live.newsline.item.Channel;
import live.newsline.item.Ids;
import live.newsline.item.Item;
import live.newsline.item.PubStatus;
import live.newsline.journal.Channels;
import live.newsline.journal.Items;
import live.newsline.journal.Journal;
import live.newsline.problem.Problem;
import live.newsline.wire.Wire;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** What is there now (protocol.md, "Reading"). */
@RestController
class ReadEndpoint {

    private static final int USUAL_LIMIT = 20;
    private static final int LARGEST_LIMIT = 200;
    private static final List<String> STATUSES =
            Stream.of(PubStatus.values()).map(PubStatus::word).toList();

    private final Journal journal;
    private final Channels channels;

    ReadEndpoint(Journal journal, Channels channels) {
        this.journal = journal;
        this.channels = channels;
    }

    @GetMapping("/v1/channels")
    Mono<Void> channels(@RequestAttribute(Caller.ATTRIBUTE) Caller caller, ServerWebExchange exchange) {
        return channels.all().map(Map::values).flatMap(all -> {
            Collection<Channel> readable = all.stream().filter(caller::mayRead).toList();
            boolean open = readable.stream().allMatch(Channel::open);
            return Shown.json(Wire.channels(readable)).to(exchange, open);
        });
    }

    @GetMapping("/v1/channels/{name}")
    Mono<Void> channel(
            @PathVariable String name, @RequestAttribute(Caller.ATTRIBUTE) Caller caller, ServerWebExchange exchange) {
        return readable(name, caller)
                .flatMap(channel -> Shown.json(Wire.channel(channel)).to(exchange, channel.open()));
    }

    @GetMapping("/v1/channels/{name}/items")
    Mono<Void> items(
            @PathVariable String name, @RequestAttribute(Caller.ATTRIBUTE) Caller caller, ServerWebExchange exchange) {
        Query query = Query.of(exchange);
        int limit = query.number("limit", USUAL_LIMIT, 1, LARGEST_LIMIT);
        String beforeWord = query.one("before");
        Journal.Place before = beforeWord == null ? null : Places.parse(beforeWord);
        PubStatus status = PubStatus.of(query.oneOf("status", PubStatus.USABLE.word(), STATUSES));
        mayList(status, name, caller);
        // one more than asked for tells whether there is another page
        return readable(name, caller)
                .flatMap(channel -> journal.items(name, status, limit + 1, before)
                        .flatMap(found -> page(found, limit, status, exchange)
                                .to(exchange, channel.open() && status == PubStatus.USABLE)));
    }

    @GetMapping("/v1/items/{id}")
    Mono<Void> item(
            @PathVariable String id, @RequestAttribute(Caller.ATTRIBUTE) Caller caller, ServerWebExchange exchange) {
        return Mono.justOrEmpty(Ids.parse(id))
                .flatMap(journal::item)
                .flatMap(item -> channels.find(item.channel())
                        .filter(caller::mayRead)
                        .flatMap(channel -> Shown.json(Wire.item(seenBy(caller, item)), "\"" + item.version() + "\"")
                                .to(exchange, channel.open() && !caller.mayEdit(item.channel()))
                                .thenReturn(item)))
                .switchIfEmpty(Mono.error(
                        () -> Problem.notFound("There is no item " + id + ".").exception()))
                .then();
    }

    private static Shown page(Items found, int limit, PubStatus status, ServerWebExchange exchange) {
        boolean more = found.items().size() > limit;
        List<Item> items = more ? found.items().subList(0, limit) : found.items();
        if (more) {
            Item last = items.get(items.size() - 1);
            String next = exchange.getRequest().getPath().value() + "?limit=" + limit
                    + (status == PubStatus.USABLE ? "" : "&status=" + status.word()) + "&before="
                    + Places.word(Journal.Place.of(last));
            exchange.getResponse().getHeaders().set(HttpHeaders.LINK, "<" + next + ">; rel=\"next\"");
        }
        // over what is shown: after a 304 the old cursor still holds
        return Shown.json(Wire.pageOfItems(found.cursor(), items), Shown.tag(Wire.items(items)));
    }

    private static Item seenBy(Caller caller, Item item) {
        return caller.maySeeTextOf(item) ? item : item.withoutText();
    }

    private static void mayList(PubStatus status, String channel, Caller caller) {
        if (status == PubStatus.WITHHELD) {
            caller.mustEdit(channel);
        } else if (status == PubStatus.CANCELED) {
            caller.mustSeeKilled(channel);
        }
    }

    private Mono<Channel> readable(String name, Caller caller) {
        return channels.find(name)
                .filter(caller::mayRead)
                .switchIfEmpty(Mono.error(() ->
                        Problem.notFound("There is no channel " + name + ".").exception()));
    }
}
