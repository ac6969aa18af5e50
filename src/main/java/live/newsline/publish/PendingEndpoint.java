package live.newsline.publish;

import com.github.f4b6a3.uuid.UuidCreator;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import live.newsline.access.Caller;
import live.newsline.answer.Body;
import live.newsline.answer.OneCallers;
import live.newsline.item.Channel;
import live.newsline.item.Draft;
import live.newsline.item.Fields;
import live.newsline.item.Ids;
import live.newsline.item.RulesBroken;
import live.newsline.item.Slug;
import live.newsline.item.Urgency;
import live.newsline.journal.Act;
import live.newsline.journal.Channels;
import live.newsline.journal.Journal;
import live.newsline.journal.Order;
import live.newsline.journal.Pending;
import live.newsline.journal.Refusal;
import live.newsline.journal.Waitings;
import live.newsline.problem.Problem;
import live.newsline.wire.DeskWire;
import live.newsline.wire.Json;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/** What is not on the line yet (docs/desk.md). */
@RestController
class PendingEndpoint {

    private static final int LONGEST_UNDO = 30;
    private static final Retry LOOK_AGAIN =
            Retry.max(3).filter(Refusal.Stale.class::isInstance).onRetryExhaustedThrow((spec, last) -> last.failure());

    private final Waitings waitings;
    private final Journal journal;
    private final Channels channels;

    PendingEndpoint(Waitings waitings, Journal journal, Channels channels) {
        this.waitings = waitings;
        this.journal = journal;
        this.channels = channels;
    }

    @GetMapping("/v1/desk/pending")
    Mono<ResponseEntity<byte[]>> list(@RequestAttribute(Caller.ATTRIBUTE) Caller caller, ServerWebExchange exchange) {
        UUID self = caller.identity();
        List<@Nullable String> named = exchange.getRequest().getQueryParams().getOrDefault("channel", List.of());
        for (String channel : named) {
            if (channel == null || !Slug.is(channel)) {
                throw Problem.badRequest("channel", "not-a-channel", "must have the form [a-z0-9][a-z0-9-]{0,62}")
                        .exception();
            }
            caller.mustContribute(channel);
        }
        List<String> wanted = named.isEmpty() ? caller.channels() : List.copyOf(named);
        boolean others = caller.role().compareTo(Caller.Role.EDITOR) >= 0;
        return waitings.list(wanted, others ? null : self).map(found -> OneCallers.json(200, DeskWire.pending(found)));
    }

    @PostMapping("/v1/desk/channels/{name}/pending")
    Mono<ResponseEntity<byte[]>> add(
            @PathVariable String name, @RequestAttribute(Caller.ATTRIBUTE) Caller caller, ServerWebExchange exchange) {
        caller.mustContribute(name);
        return Body.of(exchange).flatMap(body -> {
            Fields fields = new Fields(body.fields()).only(Set.of("draft", "dueAt", "undo"));
            Draft draft = draft(body.fields());
            Instant dueAt = fields.time("dueAt");
            Integer undo = body.fields().get("undo") == null ? null : fields.count("undo", LONGEST_UNDO);
            if (undo != null && dueAt != null) {
                fields.breaks("undo", "not-with-due-at", "what has a time is not sent before it");
            }
            if (undo != null && draft.urgency() == Urgency.FLASH) {
                fields.breaks("undo", "not-for-a-flash", "a flash is sent at once");
            }
            fields.orThrow();
            if (undo != null || dueAt != null) {
                mustTell(caller, name, draft.urgency());
            }
            Order.Once once = Conditions.once(exchange, caller, body);
            return channel(name, caller)
                    .then(Mono.defer(() -> waitings.add(
                            UuidCreator.getTimeOrderedEpoch(),
                            name,
                            draft,
                            new Waitings.When(dueAt, undo),
                            Desk.by(caller),
                            once)))
                    .map(pending -> answer(201, pending));
        });
    }

    @PutMapping("/v1/desk/pending/{id}")
    Mono<ResponseEntity<byte[]>> change(
            @PathVariable String id, @RequestAttribute(Caller.ATTRIBUTE) Caller caller, ServerWebExchange exchange) {
        caller.identity();
        List<Integer> versions = Conditions.versions(exchange, true);
        return Body.of(exchange).flatMap(body -> {
            Fields fields = new Fields(body.fields()).only(Set.of("draft", "dueAt"));
            Draft changed = body.fields().get("draft") == null ? null : draft(body.fields());
            Instant time = fields.time("dueAt");
            fields.orThrow();
            return own(id, caller)
                    .flatMap(was -> {
                        Draft draft = changed == null ? draft(was) : changed;
                        boolean moves = body.fields().containsKey("dueAt");
                        Instant dueAt = moves ? time : was.dueAt();
                        Pending.State state = !moves
                                ? was.state()
                                : dueAt == null ? Pending.State.CONTRIBUTED : Pending.State.SCHEDULED;
                        if (state != Pending.State.CONTRIBUTED || was.state() != Pending.State.CONTRIBUTED) {
                            mustTell(caller, was.channel(), draft.urgency());
                        }
                        if (state == Pending.State.SENDING && draft.urgency() == Urgency.FLASH) {
                            throw new RulesBroken("draft", "not-for-a-flash", "a flash does not wait to be taken back");
                        }
                        return waitings.change(was, versions, draft, state, dueAt, Desk.by(caller));
                    })
                    .map(pending -> answer(200, pending));
        });
    }

    @PostMapping("/v1/desk/pending/{id}/approve")
    Mono<ResponseEntity<byte[]>> approve(
            @PathVariable String id, @RequestAttribute(Caller.ATTRIBUTE) Caller caller, ServerWebExchange exchange) {
        caller.mustBeEditor();
        UUID item = id(id);
        return Body.of(exchange).flatMap(body -> {
            new Fields(body.fields()).only(Set.of()).orThrow();
            Order.Once once = Conditions.once(exchange, caller, body);
            Mono<List<Integer>> judged = own(id, caller)
                    .map(pending -> {
                        mustTell(caller, pending.channel(), draft(pending).urgency());
                        return List.of(pending.version());
                    })
                    .onErrorResume(
                            Refusal.Told.class,
                            told -> journal.item(item)
                                    .doOnNext(known -> caller.mustEdit(known.channel()))
                                    .thenReturn(List.of()));
            // only the version that was judged is told: one that was made a flash meanwhile is judged again
            return PublishEndpoint.answered(judged.flatMap(versions ->
                            journal.append(new Order(new Act.Tell(item, false), versions, once, Desk.by(caller))))
                    .retryWhen(LOOK_AGAIN));
        });
    }

    @DeleteMapping("/v1/desk/pending/{id}")
    Mono<ResponseEntity<Void>> takeBack(@PathVariable String id, @RequestAttribute(Caller.ATTRIBUTE) Caller caller) {
        caller.identity();
        return own(id, caller)
                .flatMap(pending -> waitings.takeBack(pending.id(), Desk.by(caller)))
                .then(Mono.fromSupplier(() -> ResponseEntity.noContent()
                        .header("Cache-Control", OneCallers.CACHE_CONTROL)
                        .build()));
    }

    // who may

    private static void mustTell(Caller caller, String channel, Urgency urgency) {
        caller.mustEdit(channel);
        if (urgency == Urgency.FLASH) {
            caller.mustFlash(channel);
        }
    }

    /** One that the caller sees: an editor of its channel, or who wrote it. */
    private Mono<Pending> own(String id, Caller caller) {
        return Mono.defer(() -> waitings.find(id(id)))
                .filter(pending -> caller.mayEdit(pending.channel())
                        || (caller.mayContribute(pending.channel())
                                && pending.by().id().equals(caller.identity())))
                .switchIfEmpty(Mono.error(() -> Problem.notFound("Nothing waits by the name " + id + ".")
                        .exception()));
    }

    private Mono<Channel> channel(String name, Caller caller) {
        return Mono.just(name)
                .filter(Slug::is)
                .flatMap(channels::find)
                .filter(caller::mayRead)
                .switchIfEmpty(Mono.error(() ->
                        Problem.notFound("There is no channel of this name.").exception()));
    }

    @SuppressWarnings("unchecked")
    private static Draft draft(Map<String, @Nullable Object> body) {
        if (body.get("draft") instanceof Map<?, ?> draft) {
            return Draft.of((Map<String, @Nullable Object>) draft);
        }
        throw new RulesBroken("draft", "required", "must be an object");
    }

    private static Draft draft(Pending pending) {
        return Draft.of(Json.object(Desk.utf8(pending.draft())));
    }

    private static UUID id(String id) {
        return Ids.parse(id)
                .orElseThrow(() -> Problem.notFound("Nothing waits by the name " + id + ".")
                        .exception());
    }

    private static ResponseEntity<byte[]> answer(int status, Pending pending) {
        ResponseEntity.BodyBuilder answer = ResponseEntity.status(status)
                .eTag("\"" + pending.version() + "\"")
                .header("Cache-Control", OneCallers.CACHE_CONTROL);
        if (status == 201) {
            answer.location(URI.create("/v1/desk/pending/" + pending.id()));
        }
        return answer.contentType(MediaType.APPLICATION_JSON).body(DeskWire.pending(pending));
    }
}
