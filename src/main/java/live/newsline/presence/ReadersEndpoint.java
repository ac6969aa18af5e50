package live.newsline.presence;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import live.newsline.access.Caller;
import live.newsline.answer.OneCallers;
import live.newsline.answer.Query;
import live.newsline.feed.Delays;
import live.newsline.feed.Feed;
import live.newsline.feed.Transport;
import live.newsline.item.Channel;
import live.newsline.item.Ids;
import live.newsline.journal.Channels;
import live.newsline.problem.Problem;
import live.newsline.wire.PresenceWire;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** How many read, and how far an item has come among them (docs/desk.md, "Who is there"). */
@RestController
class ReadersEndpoint {

    private static final int MOST_ITEMS = 100;

    private final Feed feed;
    private final Channels channels;
    private final Reports reports;
    private final Nodes nodes;
    private final Receipts receipts;

    ReadersEndpoint(Feed feed, Channels channels, Reports reports, Nodes nodes, Receipts receipts) {
        this.feed = feed;
        this.channels = channels;
        this.reports = reports;
        this.nodes = nodes;
        this.receipts = receipts;
    }

    /** Of this node as it is now, of the others as they said last. */
    @GetMapping("/v1/desk/readers")
    Mono<ResponseEntity<byte[]>> readers(@RequestAttribute(Caller.ATTRIBUTE) Caller caller) {
        caller.identity();
        return channels.all().zipWith(nodes.others(reports.self()), (directory, others) -> {
            Map<String, PresenceWire.Readers> readers = new TreeMap<>();
            for (Channel channel : directory.values()) {
                String name = channel.name();
                if (caller.mayContribute(name)) {
                    Nodes.Readers all = new Nodes.Readers(
                                    feed.readers(name, Transport.SSE), feed.readers(name, Transport.RSOCKET))
                            .and(others.channels().getOrDefault(name, Nodes.Readers.NONE));
                    readers.put(name, new PresenceWire.Readers(all.sse(), all.rsocket()));
                }
            }
            return OneCallers.json(PresenceWire.readers(readers, 1 + others.nodes()));
        });
    }

    @GetMapping("/v1/desk/receipts")
    Mono<ResponseEntity<byte[]>> receipts(
            @RequestAttribute(Caller.ATTRIBUTE) Caller caller, ServerWebExchange exchange) {
        Query query = Query.of(exchange);
        String channel = Answers.channel(query, caller);
        List<UUID> items = items(Objects.requireNonNullElse(query.one("items"), ""));
        return receipts.find(channel, items).map(found -> {
            Map<UUID, PresenceWire.Told> told = new TreeMap<>();
            found.forEach((item, sum) -> told.put(item, told(sum)));
            return OneCallers.json(PresenceWire.receipts(told));
        });
    }

    private static PresenceWire.Told told(Receipts.Sum sum) {
        Delays delays = sum.delays();
        int told = delays.told();
        return new PresenceWire.Told(
                sum.position(),
                sum.version(),
                told,
                told + sum.waiting(),
                delays.within(0.5),
                delays.within(0.99),
                delays.within(1),
                sum.at());
    }

    private static List<UUID> items(String words) {
        Set<UUID> items = new LinkedHashSet<>();
        for (String word : words.split(",", MOST_ITEMS)) {
            items.add(Ids.parse(word)
                    .orElseThrow(() -> Problem.badRequest(
                                    "items", "not-ids", "must be at most " + MOST_ITEMS + " ids with commas between")
                            .exception()));
        }
        return new ArrayList<>(items);
    }
}
