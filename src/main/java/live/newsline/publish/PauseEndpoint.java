package live.newsline.publish;

import java.util.Map;
import java.util.Set;
import live.newsline.access.Caller;
import live.newsline.answer.Body;
import live.newsline.answer.Known;
import live.newsline.answer.OneCallers;
import live.newsline.item.Channel;
import live.newsline.item.Fields;
import live.newsline.journal.Channels;
import live.newsline.journal.Pauses;
import live.newsline.wire.DeskWire;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Pausing (docs/desk.md). */
@RestController
class PauseEndpoint {

    private static final int LONGEST_REASON = 280;

    private final Pauses pauses;
    private final Channels channels;

    PauseEndpoint(Pauses pauses, Channels channels) {
        this.pauses = pauses;
        this.channels = channels;
    }

    @GetMapping("/v1/desk/paused")
    Mono<ResponseEntity<byte[]>> paused(@RequestAttribute(Caller.ATTRIBUTE) Caller caller) {
        caller.identity();
        return answer(caller);
    }

    @PutMapping("/v1/desk/paused")
    Mono<ResponseEntity<byte[]>> pauseAll(
            @RequestAttribute(Caller.ATTRIBUTE) Caller caller, ServerWebExchange exchange) {
        caller.mustAdministerAll();
        return put(Pauses.ALL, caller, exchange, Mono.empty());
    }

    @PutMapping("/v1/desk/paused/{name}")
    Mono<ResponseEntity<byte[]>> pause(
            @PathVariable String name, @RequestAttribute(Caller.ATTRIBUTE) Caller caller, ServerWebExchange exchange) {
        caller.mustPause(name);
        Mono<Channel> channel = Known.channel(channels, name);
        return put(name, caller, exchange, channel.then());
    }

    private Mono<ResponseEntity<byte[]>> put(
            String channel, Caller caller, ServerWebExchange exchange, Mono<Void> mustBeThere) {
        return Body.of(exchange).flatMap(body -> {
            String reason = reason(body.fields());
            return mustBeThere
                    .then(Mono.defer(() -> pauses.put(channel, reason, Desk.by(caller))))
                    .then(Mono.defer(() -> answer(caller)));
        });
    }

    private static @Nullable String reason(Map<String, @Nullable Object> body) {
        Fields fields = new Fields(body).only(Set.of("paused", "reason"));
        if (body.get("paused") == null) {
            fields.breaks("paused", "required", "must be set");
        }
        boolean paused = fields.flag("paused");
        String reason = fields.text("reason", LONGEST_REASON, paused);
        fields.orThrow();
        return paused ? reason : null;
    }

    private Mono<ResponseEntity<byte[]>> answer(Caller caller) {
        return pauses.all()
                .zipWith(channels.all())
                .map(both -> OneCallers.json(
                        200,
                        DeskWire.paused(
                                both.getT1(),
                                both.getT2().values().stream()
                                        .filter(caller::mayRead)
                                        .map(Channel::name)
                                        .toList())));
    }
}
