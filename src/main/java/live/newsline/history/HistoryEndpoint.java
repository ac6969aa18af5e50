package live.newsline.history;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import live.newsline.access.Caller;
import live.newsline.answer.Known;
import live.newsline.answer.OneCallers;
import live.newsline.answer.Query;
import live.newsline.item.Ids;
import live.newsline.item.Item;
import live.newsline.journal.Channels;
import live.newsline.journal.Entry;
import live.newsline.journal.History;
import live.newsline.journal.Journal;
import live.newsline.journal.Past;
import live.newsline.problem.Problem;
import live.newsline.record.Sealer;
import live.newsline.wire.DeskWire;
import live.newsline.wire.Wire;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** What happened (docs/desk.md). */
@RestController
class HistoryEndpoint {

    private static final int USUAL_LIMIT = 50;
    private static final int LARGEST_LIMIT = 200;

    private final History history;
    private final Journal journal;
    private final Channels channels;
    private final Sealer sealer;

    HistoryEndpoint(History history, Journal journal, Channels channels, Sealer sealer) {
        this.history = history;
        this.journal = journal;
        this.channels = channels;
        this.sealer = sealer;
    }

    @GetMapping("/v1/desk/items/{id}/history")
    Mono<ResponseEntity<byte[]>> item(@PathVariable String id, @RequestAttribute(Caller.ATTRIBUTE) Caller caller) {
        caller.mustBeEditor();
        UUID item = Ids.parse(id).orElseThrow(() -> noItem(id));
        return journal.item(item)
                .filter(known -> caller.mayEdit(known.channel()))
                .switchIfEmpty(Mono.error(() -> noItem(id)))
                .flatMap(known -> sealer.caughtUp()
                        .then(Mono.defer(() -> history.of(item)))
                        .map(entries -> entries.stream()
                                .map(past -> caller.maySeeTextOf(known) ? past : withoutText(past))
                                .toList()))
                .map(entries -> OneCallers.json(DeskWire.history(entries)));
    }

    @GetMapping("/v1/desk/line/{name}")
    Mono<ResponseEntity<byte[]>> line(
            @PathVariable String name, @RequestAttribute(Caller.ATTRIBUTE) Caller caller, ServerWebExchange exchange) {
        caller.mustEdit(name);
        Query query = Query.of(exchange);
        int limit = query.number("limit", USUAL_LIMIT, 1, LARGEST_LIMIT);
        Instant at = query.time("at");
        if (at == null) {
            throw Problem.badRequest("at", "not-a-time", "must be a time").exception();
        }
        return Known.channel(channels, name)
                .flatMap(channel -> sealer.caughtUp()
                        .then(Mono.defer(() -> history.line(name, at, limit, caller.maySeeKilled(name)))))
                .map(line -> {
                    if (at.isAfter(line.now())) {
                        throw Problem.badRequest("at", "future", "must not be in the future")
                                .exception();
                    }
                    if (line.since() != null && at.isBefore(line.since())) {
                        throw new Problem(
                                        "forgotten",
                                        "The record does not say",
                                        410,
                                        "It can be told from " + Wire.time(line.since()) + " on.",
                                        List.of(),
                                        null)
                                .exception();
                    }
                    return OneCallers.json(DeskWire.line(at, line.cursor(), line.items()));
                });
    }

    private static Past withoutText(Past past) {
        Entry entry = past.entry();
        Item item = entry.item().withoutText();
        return new Past(
                new Entry(
                        entry.position(),
                        entry.tag(),
                        entry.kind(),
                        entry.at(),
                        item,
                        entry.urgencyWas(),
                        entry.languageWas()),
                past.by());
    }

    private static Problem.Exception noItem(String id) {
        return Problem.notFound("There is no item " + id + ".").exception();
    }
}
