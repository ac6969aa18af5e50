package live.newsline.publish;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import live.newsline.access.Caller;
import live.newsline.answer.Body;
import live.newsline.answer.Known;
import live.newsline.answer.OneCallers;
import live.newsline.item.Fields;
import live.newsline.item.Ids;
import live.newsline.journal.Act;
import live.newsline.journal.Channels;
import live.newsline.journal.Journal;
import live.newsline.journal.Order;
import live.newsline.journal.Pins;
import live.newsline.problem.Problem;
import live.newsline.wire.DeskWire;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Pins with an end, few of them (docs/desk.md, "Pins"). The protocol's own PATCH pins without either. */
@RestController
class PinEndpoint {

    private final Journal journal;
    private final Channels channels;
    private final Pins pins;

    PinEndpoint(Journal journal, Channels channels, Pins pins) {
        this.journal = journal;
        this.channels = channels;
        this.pins = pins;
    }

    @GetMapping("/v1/desk/channels/{name}/pins")
    Mono<ResponseEntity<byte[]>> pins(@PathVariable String name, @RequestAttribute(Caller.ATTRIBUTE) Caller caller) {
        caller.mustContribute(name);
        return Known.channel(channels, name)
                .flatMap(channel -> pins.in(name))
                .map(pinned -> OneCallers.json(200, DeskWire.pins(pinned)));
    }

    @PutMapping("/v1/desk/items/{id}/pin")
    Mono<ResponseEntity<byte[]>> pin(
            @PathVariable String id, @RequestAttribute(Caller.ATTRIBUTE) Caller caller, ServerWebExchange exchange) {
        caller.mustBeEditor();
        return Body.of(exchange).flatMap(body -> {
            Fields fields = new Fields(body.fields()).only(Set.of("until"));
            Instant until = fields.time("until");
            fields.orThrow();
            UUID item = id(id);
            return done(new Act.Pin(item, until), caller, Conditions.once(exchange, caller, body));
        });
    }

    @DeleteMapping("/v1/desk/items/{id}/pin")
    Mono<ResponseEntity<byte[]>> unpin(@PathVariable String id, @RequestAttribute(Caller.ATTRIBUTE) Caller caller) {
        caller.mustBeEditor();
        return done(new Act.Unpin(id(id), false), caller, null);
    }

    private Mono<ResponseEntity<byte[]>> done(Act act, Caller caller, Order.@Nullable Once once) {
        return PublishEndpoint.answered(journal.item(act.item())
                .filter(known -> caller.mayEdit(known.channel()))
                .switchIfEmpty(Mono.error(() -> noItem(act.item().toString())))
                .then(Mono.defer(() -> journal.append(new Order(act, null, once, Desk.by(caller))))));
    }

    private static UUID id(String id) {
        return Ids.parse(id).orElseThrow(() -> noItem(id));
    }

    private static Problem.Exception noItem(String id) {
        return Problem.notFound("There is no item " + id + ".").exception();
    }
}
