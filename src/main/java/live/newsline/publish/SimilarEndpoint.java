package live.newsline.publish;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import live.newsline.access.Caller;
import live.newsline.answer.Body;
import live.newsline.answer.Known;
import live.newsline.answer.OneCallers;
import live.newsline.item.Fields;
import live.newsline.item.Ids;
import live.newsline.journal.Channels;
import live.newsline.record.Sealer;
import live.newsline.record.Similar;
import live.newsline.wire.Wire;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Warns of what was said already, and never blocks (docs/desk.md, "Finding"). */
@RestController
class SimilarEndpoint {

    private static final int LONGEST_HEADLINE = 280;

    private final Similar similar;
    private final Channels channels;
    private final Sealer sealer;

    SimilarEndpoint(Similar similar, Channels channels, Sealer sealer) {
        this.similar = similar;
        this.channels = channels;
        this.sealer = sealer;
    }

    @PostMapping("/v1/desk/channels/{name}/similar")
    Mono<ResponseEntity<Map<String, List<Shown>>>> similar(
            @PathVariable String name, @RequestAttribute(Caller.ATTRIBUTE) Caller caller, ServerWebExchange exchange) {
        caller.mustContribute(name);
        return Body.of(exchange).flatMap(body -> {
            Fields fields = new Fields(body.fields()).only(Set.of("headline", "link", "except"));
            String headline = fields.text("headline", LONGEST_HEADLINE, false);
            String link = fields.webAddress("link", false);
            UUID except = id(body.fields().get("except"), fields);
            fields.orThrow();
            Similar.Asked asked = new Similar.Asked(
                    name,
                    Objects.requireNonNullElse(headline, ""),
                    link,
                    except,
                    caller.mayEdit(name),
                    caller.identity());
            return Known.channel(channels, name)
                    .flatMap(channel -> sealer.caughtUp())
                    .then(Mono.defer(() -> similar.to(asked)))
                    .map(found -> ResponseEntity.ok()
                            .header("Cache-Control", OneCallers.CACHE_CONTROL)
                            .body(Map.of(
                                    "similar", found.stream().map(Shown::of).toList())));
        });
    }

    /** One that is like the draft, as it is answered. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Shown(UUID id, String headline, @Nullable String link, String at, String state, String why) {

        static Shown of(Similar.Found found) {
            return new Shown(
                    found.id(),
                    found.headline(),
                    found.link(),
                    Wire.time(found.at()),
                    found.told() ? "told" : "waiting",
                    found.byLink() ? "link" : "text");
        }
    }

    private static @Nullable UUID id(@Nullable Object word, Fields fields) {
        if (word == null) {
            return null;
        }
        UUID id = word instanceof String text ? Ids.parse(text).orElse(null) : null;
        if (id == null) {
            fields.breaks("except", "not-an-id", "must be an id, as it was answered");
        }
        return id;
    }
}
