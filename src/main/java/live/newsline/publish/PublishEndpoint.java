package live.newsline.publish;

import com.github.f4b6a3.uuid.UuidCreator;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.BiFunction;
import live.newsline.access.Caller;
import live.newsline.answer.Body;
import live.newsline.item.Change;
import live.newsline.item.Channel;
import live.newsline.item.Draft;
import live.newsline.item.Ids;
import live.newsline.item.Item;
import live.newsline.item.PubStatus;
import live.newsline.item.RulesBroken;
import live.newsline.item.Slug;
import live.newsline.item.Urgency;
import live.newsline.journal.Act;
import live.newsline.journal.Channels;
import live.newsline.journal.Journal;
import live.newsline.journal.Order;
import live.newsline.journal.Written;
import live.newsline.problem.Problem;
import live.newsline.wire.Wire;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * Every write (protocol.md, "Publishing"). In this order: who asks, what the request says, whether it may be done to what
 * is there; the last is decided inside the journal's transaction.
 */
@RestController
class PublishEndpoint {

    private final Journal journal;
    private final Channels channels;

    PublishEndpoint(Journal journal, Channels channels) {
        this.journal = journal;
        this.channels = channels;
    }

    @PutMapping("/v1/channels/{name}")
    Mono<ResponseEntity<byte[]>> putChannel(
            @PathVariable String name, @RequestAttribute(Caller.ATTRIBUTE) Caller caller, ServerWebExchange exchange) {
        caller.mustBeAdministrator();
        if (!Slug.is(name)) {
            throw new RulesBroken("channel", "not-a-channel", "must have the form [a-z0-9][a-z0-9-]{0,62}");
        }
        return Body.of(exchange)
                .doOnNext(body -> Channel.of(name, body.fields(), null))
                .flatMap(body -> channels.put(name, Desk.by(caller), before -> Channel.of(name, body.fields(), before)))
                .map(put -> ResponseEntity.status(put.made() ? 201 : 200)
                        .location(URI.create("/v1/channels/" + name))
                        .contentType(MediaType.APPLICATION_JSON)
                        .body(Wire.channel(put.channel())));
    }

    @PostMapping("/v1/channels/{name}/items")
    Mono<ResponseEntity<byte[]>> publish(
            @PathVariable String name, @RequestAttribute(Caller.ATTRIBUTE) Caller caller, ServerWebExchange exchange) {
        caller.mustEdit(name);
        return Body.of(exchange).flatMap(body -> {
            Draft draft = Draft.of(body.fields());
            if (draft.urgency() == Urgency.FLASH) {
                caller.mustFlash(name);
            }
            Order.Once once = Conditions.once(exchange, caller, body);
            if (!Slug.is(name)) {
                // not a word for the database: it takes no NUL
                throw Problem.notFound("There is no channel of this name.").exception();
            }
            Act act = new Act.Publish(UuidCreator.getTimeOrderedEpoch(), name, draft);
            return answered(journal.append(new Order(act, null, once, Desk.by(caller))));
        });
    }

    @PatchMapping("/v1/items/{id}")
    Mono<ResponseEntity<byte[]>> amend(
            @PathVariable String id, @RequestAttribute(Caller.ATTRIBUTE) Caller caller, ServerWebExchange exchange) {
        return step(id, caller, exchange, true, (item, body) -> new Act.Amend(item, Change.of(body.fields())));
    }

    @PostMapping("/v1/items/{id}/withhold")
    Mono<ResponseEntity<byte[]>> withhold(
            @PathVariable String id, @RequestAttribute(Caller.ATTRIBUTE) Caller caller, ServerWebExchange exchange) {
        return step(
                id,
                caller,
                exchange,
                false,
                (item, body) -> new Act.Withhold(item, Objects.requireNonNull(Draft.advisory(body.fields(), true))));
    }

    @PostMapping("/v1/items/{id}/release")
    Mono<ResponseEntity<byte[]>> release(
            @PathVariable String id, @RequestAttribute(Caller.ATTRIBUTE) Caller caller, ServerWebExchange exchange) {
        return step(
                id,
                caller,
                exchange,
                false,
                (item, body) -> new Act.Release(item, Draft.advisory(body.fields(), false)));
    }

    @PostMapping("/v1/items/{id}/kill")
    Mono<ResponseEntity<byte[]>> kill(
            @PathVariable String id, @RequestAttribute(Caller.ATTRIBUTE) Caller caller, ServerWebExchange exchange) {
        return step(
                id,
                caller,
                exchange,
                false,
                (item, body) -> new Act.Kill(item, Objects.requireNonNull(Draft.advisory(body.fields(), true))));
    }

    private Mono<ResponseEntity<byte[]>> step(
            String id,
            Caller caller,
            ServerWebExchange exchange,
            boolean versionRequired,
            BiFunction<UUID, Body, Act> act) {
        caller.mustBeEditor();
        List<Integer> versions = Conditions.versions(exchange, versionRequired);
        return Body.of(exchange).flatMap(body -> {
            Order.Once once = Conditions.once(exchange, caller, body);
            UUID item = Ids.parse(id)
                    .orElseThrow(() ->
                            Problem.notFound("There is no item " + id + ".").exception());
            Order order = new Order(act.apply(item, body), versions, once, Desk.by(caller));
            return answered(mayEdit(item, caller)
                    .doOnNext(channel -> {
                        if (order.act() instanceof Act.Amend amend
                                && amend.change().makesFlash()) {
                            caller.mustFlash(channel.name());
                        }
                    })
                    .then(Mono.defer(() -> journal.append(order))));
        });
    }

    /** A caller who may not even read the item's channel is told that there is no such item. */
    private Mono<Channel> mayEdit(UUID id, Caller caller) {
        return journal.item(id)
                .flatMap(item -> channels.find(item.channel()))
                .filter(caller::mayRead)
                .switchIfEmpty(Mono.error(
                        () -> Problem.notFound("There is no item " + id + ".").exception()))
                .doOnNext(channel -> caller.mustEdit(channel.name()));
    }

    static Mono<ResponseEntity<byte[]>> answered(Mono<Written> writing) {
        return writing.map(written -> {
            Item item = written.item();
            ResponseEntity.BodyBuilder answer = ResponseEntity.status(written.status())
                    .eTag("\"" + item.version() + "\"")
                    .header("Newsline-Cursor", written.cursor().toString())
                    .header("Cache-Control", "no-store");
            if (written.status() == 201) {
                answer.location(URI.create("/v1/items/" + item.id()));
            }
            // a killed text is shown to nobody who does not ask for it
            Item shown = item.pubStatus() == PubStatus.CANCELED ? item.withoutText() : item;
            return answer.contentType(MediaType.APPLICATION_JSON).body(Wire.item(shown));
        });
    }
}
