package live.newsline.people;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import live.newsline.access.Caller;
import live.newsline.access.Secrets;
import live.newsline.access.Tokens;
import live.newsline.answer.Body;
import live.newsline.item.Fields;
import live.newsline.journal.Acts;
import live.newsline.journal.Journal;
import live.newsline.journal.Refusal;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.Parameter;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** The tokens that programs use, made by administrators (docs/desk.md, "People and tokens"). */
@RestController
class TokenEndpoint {

    private final DatabaseClient database;
    private final Acts acts;

    TokenEndpoint(DatabaseClient database, Acts acts) {
        this.database = database;
        this.acts = acts;
    }

    /**
     * A token as it is shown.
     *
     * @param channels absent: every channel
     * @param token the secret itself: once, to who made it
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Shown(
            UUID id,
            String name,
            String role,
            @Nullable List<String> channels,
            String createdAt,
            @Nullable String expiresAt,
            @Nullable String revokedAt,
            @Nullable String token) {

        static Shown of(Readable row, @Nullable String token) {
            return new Shown(
                    Person.value(row, "id", UUID.class),
                    Person.value(row, "name", String.class),
                    Person.value(row, "role", String.class),
                    Person.channels(row),
                    String.valueOf(Person.time(row, "created_at")),
                    Person.time(row, "expires_at"),
                    Person.time(row, "revoked_at"),
                    token);
        }
    }

    @GetMapping("/v1/desk/tokens")
    Mono<Map<String, List<Shown>>> all(@RequestAttribute(Caller.ATTRIBUTE) Caller caller) {
        caller.mustAdministerAll();
        return Journal.asked(database.sql("select * from token order by created_at desc, id")
                .map(row -> Shown.of(row, null))
                .all()
                .collectList()
                .map(all -> Map.of("tokens", all)));
    }

    @PostMapping("/v1/desk/tokens")
    Mono<ResponseEntity<Shown>> make(@RequestAttribute(Caller.ATTRIBUTE) Caller caller, ServerWebExchange exchange) {
        caller.mustAdministerAll();
        return Body.of(exchange).map(Body::fields).flatMap(values -> {
            Fields fields = new Fields(values).only(Set.of("name", "role", "channels", "expiresAt"));
            String name = fields.text("name", Input.LONGEST_NAME, true);
            Grant grant = Grant.of(fields, values, Grant.OF_TOKENS);
            Instant expiresAt = fields.time("expiresAt");
            if (expiresAt != null && !expiresAt.isAfter(Instant.now())) {
                fields.breaks("expiresAt", "past", "must be in the future");
            }
            fields.orThrow();
            return made(name == null ? "" : name, grant, expiresAt, caller)
                    .map(shown -> ResponseEntity.status(HttpStatus.CREATED).body(shown));
        });
    }

    private Mono<Shown> made(String name, Grant grant, @Nullable Instant expiresAt, Caller caller) {
        String token = Tokens.random();
        return Journal.asked(acts.together(database.sql("""
                        insert into token (digest, name, role, channels, expires_at)
                        values (:digest, :name, :role, :channels, :expiresAt) returning *""")
                .bind("digest", Secrets.digest(token))
                .bind("name", name)
                .bind("role", grant.role())
                .bind("channels", Parameter.fromOrEmpty(grant.array(), String[].class))
                .bind(
                        "expiresAt",
                        Parameter.fromOrEmpty(
                                expiresAt == null ? null : expiresAt.atOffset(ZoneOffset.UTC), OffsetDateTime.class))
                .map(row -> Shown.of(row, token))
                .one()
                .flatMap(shown -> keep("token", caller, shown))));
    }

    @DeleteMapping("/v1/desk/tokens/{id}")
    Mono<ResponseEntity<Void>> revoke(@PathVariable String id, @RequestAttribute(Caller.ATTRIBUTE) Caller caller) {
        caller.mustAdministerAll();
        return Journal.asked(acts.together(database.sql("""
                                with was as (select id, revoked_at is not null as revoked from token where id = :id)
                                update token t set revoked_at = coalesce(revoked_at, clock_timestamp())
                                from was where t.id = was.id returning t.*, was.revoked""")
                        .bind("id", Input.id(id, "token"))
                        .map(row -> Map.entry(Shown.of(row, null), Person.value(row, "revoked", Boolean.class)))
                        .one()
                        .flatMap(token -> token.getValue()
                                ? Mono.just(token.getKey())
                                : keep("revoked", caller, token.getKey()))))
                .switchIfEmpty(Mono.error(() -> new Refusal.NotFound("There is no token " + id + ".")))
                .map(done -> ResponseEntity.noContent().build());
    }

    private Mono<Shown> keep(String act, Caller caller, Shown token) {
        return acts.keep(new Acts.Done(
                        act,
                        caller.doer(),
                        Tokens.of(token.id(), token.name(), token.role(), token.channels(), token.expiresAt())))
                .thenReturn(token);
    }
}
