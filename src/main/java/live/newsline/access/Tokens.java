package live.newsline.access;

import io.r2dbc.spi.Readable;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import live.newsline.journal.Acts;
import live.newsline.journal.OwnConnection;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The tokens that are valid. Only their SHA-256 is known here. */
@Component
public class Tokens implements DisposableBean {

    private static final String PREFIX = "nlt_";
    private static final int LONGEST = 128;

    private static final String HOLDERS = """
            select encode(digest, 'hex') as digest, id, name, role, channels from token
            where digest in (select decode(hex, 'hex') from unnest($1) as hex) and revoked_at is null
                and (expires_at is null or expires_at > clock_timestamp())""";

    private final DatabaseClient database;
    private final Acts acts;
    private final OwnConnection own;
    /** A busy newsroom's posts come with few tokens, many at a time. */
    private final Together<String, Caller> valid = new Together<>(this::holders);

    Tokens(DatabaseClient database, Acts acts) {
        this.database = database;
        this.acts = acts;
        this.own = new OwnConnection(database.getConnectionFactory());
    }

    /** Who holds a token; fails with a problem (401) where it is not valid. */
    public Mono<Caller> caller(String token) {
        if (!token.startsWith(PREFIX) || token.length() > LONGEST) {
            return Mono.error(Caller.unauthorized());
        }
        return valid.ask(hex(Secrets.digest(token))).switchIfEmpty(Mono.error(Caller::unauthorized));
    }

    private Mono<Map<String, Caller>> holders(Set<String> digests) {
        return own.ask(connection -> Flux.from(connection
                        .createStatement(HOLDERS)
                        .bind("$1", digests.toArray(String[]::new))
                        .execute())
                .concatMap(result -> result.map((Readable row) ->
                        Map.entry(Objects.requireNonNull(row.get("digest", String.class)), holder(row))))
                .collectMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    @Override
    public void destroy() {
        own.close().subscribe(nothing -> {}, alreadyGone -> {});
    }

    /** A new token; it is valid once it is stored. */
    public static String random() {
        return PREFIX + Secrets.random();
    }

    /** Makes this token an administrator's, if there is none yet. */
    Mono<Boolean> addFirst(String token) {
        return acts.together(database.sql("""
                        insert into token (digest, name, role)
                        select :digest, 'first start', 'administrator'
                        where not exists (select from token where role = 'administrator') returning id""")
                .bind("digest", Secrets.digest(token))
                .map(row -> Objects.requireNonNull(row.get("id", UUID.class)))
                .one()
                .flatMap(id -> acts.keep(
                                new Acts.Done("token", null, of(id, "first start", "administrator", null, null)))
                        .thenReturn(true))
                .defaultIfEmpty(false));
    }

    /** What the record says of a token. */
    public static Map<String, @Nullable Object> of(
            UUID id, String name, String role, @Nullable List<String> channels, @Nullable String expiresAt) {
        Map<String, @Nullable Object> facts = new LinkedHashMap<>();
        facts.put("token", id.toString());
        facts.put("name", name);
        facts.put("role", role);
        facts.put("channels", channels);
        facts.put("expiresAt", expiresAt);
        return facts;
    }

    Mono<Boolean> hasAdministrator() {
        return database.sql("select exists (select from token where role = 'administrator') as has")
                .map(row -> Objects.requireNonNull(row.get("has", Boolean.class)))
                .one();
    }

    private static Caller holder(Readable row) {
        return Caller.token(
                Objects.requireNonNull(row.get("id", UUID.class)),
                Objects.requireNonNull(row.get("name", String.class)),
                role(row),
                channels(row));
    }

    private static String hex(ByteBuffer digest) {
        return HexFormat.of().formatHex(digest.array());
    }

    static Caller.Role role(Readable row) {
        return Caller.Role.valueOf(
                Objects.requireNonNull(row.get("role", String.class)).toUpperCase(Locale.ROOT));
    }

    static @Nullable List<String> channels(Readable row) {
        String[] channels = row.get("channels", String[].class);
        return channels == null ? null : List.of(channels);
    }
}
