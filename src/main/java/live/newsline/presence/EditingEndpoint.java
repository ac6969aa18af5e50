package live.newsline.presence;

import java.util.Set;
import java.util.UUID;
import live.newsline.access.Caller;
import live.newsline.answer.Body;
import live.newsline.answer.OneCallers;
import live.newsline.answer.Query;
import live.newsline.item.Fields;
import live.newsline.item.Ids;
import live.newsline.item.Item;
import live.newsline.journal.Journal;
import live.newsline.journal.Order;
import live.newsline.journal.Pending;
import live.newsline.journal.Waitings;
import live.newsline.problem.Problem;
import live.newsline.wire.PresenceWire;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Who has what open (docs/desk.md, "Who is there"). */
@RestController
class EditingEndpoint {

    private static final int LENGTH_OF_AN_ID = 36;

    private final Editing editing;
    private final Journal journal;
    private final Waitings waitings;

    EditingEndpoint(Editing editing, Journal journal, Waitings waitings) {
        this.editing = editing;
        this.journal = journal;
        this.waitings = waitings;
    }

    @PutMapping("/v1/desk/editing")
    Mono<ResponseEntity<Void>> put(@RequestAttribute(Caller.ATTRIBUTE) Caller caller, ServerWebExchange exchange) {
        caller.mustBeContributor();
        Order.By by = new Order.By(caller.identity(), caller.by());
        return Body.of(exchange)
                .flatMap(body -> {
                    Fields fields = new Fields(body.fields()).only(Set.of("item", "pending"));
                    UUID item = id(fields, "item");
                    UUID pending = id(fields, "pending");
                    if (item != null && pending != null) {
                        fields.breaks("pending", "not-with-item", "one thing is open at a time");
                    }
                    fields.orThrow();
                    return item != null
                            ? channelOfItem(item, caller).flatMap(channel -> editing.put(by, channel, item, false))
                            : pending != null
                                    ? channelOfPending(pending, caller)
                                            .flatMap(channel -> editing.put(by, channel, pending, true))
                                    : editing.end(by.id());
                })
                .then(Mono.fromSupplier(() -> ResponseEntity.noContent()
                        .header("Cache-Control", OneCallers.CACHE_CONTROL)
                        .build()));
    }

    @GetMapping("/v1/desk/editing")
    Mono<ResponseEntity<byte[]>> list(@RequestAttribute(Caller.ATTRIBUTE) Caller caller, ServerWebExchange exchange) {
        String channel = Answers.channel(Query.of(exchange), caller);
        return editing.list(channel, caller.identity(), caller.mayEdit(channel))
                .map(edited -> OneCallers.json(PresenceWire.editing(edited)));
    }

    private Mono<String> channelOfItem(UUID id, Caller caller) {
        return journal.item(id)
                .map(Item::channel)
                .filter(caller::mayContribute)
                .switchIfEmpty(Mono.error(
                        () -> Problem.notFound("There is no item " + id + ".").exception()));
    }

    private Mono<String> channelOfPending(UUID id, Caller caller) {
        return waitings.find(id)
                .filter(pending -> caller.mayEdit(pending.channel())
                        || (caller.mayContribute(pending.channel())
                                && pending.by().id().equals(caller.identity())))
                .map(Pending::channel)
                .switchIfEmpty(Mono.error(() -> Problem.notFound("Nothing waits by the name " + id + ".")
                        .exception()));
    }

    private static @Nullable UUID id(Fields fields, String field) {
        String word = fields.text(field, LENGTH_OF_AN_ID, false);
        if (word == null) {
            return null;
        }
        UUID id = Ids.parse(word).orElse(null);
        if (id == null) {
            fields.breaks(field, "not-an-id", "must be an id, as the item or what waits has it");
        }
        return id;
    }
}
