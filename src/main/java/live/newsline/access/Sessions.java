package live.newsline.access;

import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import live.newsline.journal.Journal;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Who is signed in. They end by the database's clock: after 12 hours without a request, and after 7 days. Safe for any
 * thread.
 */
@Component
public class Sessions {

    private static final String LIVES =
            "s.ends_at > clock_timestamp() and s.seen_at > clock_timestamp() - interval '12 hours'";

    /** A request a minute is enough to know when somebody was seen: reading must not cost a write. */
    private static final String FIND = """
            with found as (
                select s.id, s.seen_at, p.id as person, p.login, p.name, p.role, p.channels
                from session s join person p on p.id = s.person
                where s.digest = :digest and p.ended_at is null and %s
            ), seen as (
                update session set seen_at = clock_timestamp()
                where id = (select id from found where seen_at < clock_timestamp() - interval '1 minute')
            )
            select * from found""".formatted(LIVES);

    /** The lock keeps a password from being changed, with all sessions ended, between its check and this. */
    private static final String BEGIN = """
            with dead as (
                delete from session s where digest = :before or not (%s) or id in (
                    select id from session where person = :person order by seen_at desc offset 49)
            ), known as (
                select id from person where id = :person and password = :password and ended_at is null for share
            )
            insert into session (digest, person, agent) select :digest, id, :agent from known""".formatted(LIVES);

    private final DatabaseClient database;

    Sessions(DatabaseClient database) {
        this.database = database;
    }

    /** Whose session has this value; empty where it has none, or none any more. */
    public Mono<Session> find(String value) {
        if (!Secrets.isOne(value)) {
            return Mono.empty();
        }
        return Journal.asked(database.sql(FIND)
                .bind("digest", Secrets.digest(value))
                .map(row -> new Session(
                        value(row, "id", UUID.class),
                        value(row, "person", UUID.class),
                        value(row, "login", String.class),
                        value(row, "name", String.class),
                        Tokens.role(row),
                        Tokens.channels(row),
                        Secrets.derived(value, "csrf")))
                .one());
    }

    /**
     * Begins a session, and ends the one before it.
     *
     * @param password as it is kept: it must still be the person's
     * @param before the value that the browser had, or anything
     * @return the new value; empty where the password was changed meanwhile, or the person ended
     */
    public Mono<String> begin(UUID person, String password, String agent, String before) {
        String value = Secrets.random();
        return Journal.asked(database.sql(BEGIN)
                        .bind("before", Secrets.digest(before))
                        .bind("person", person)
                        .bind("password", password)
                        .bind("digest", Secrets.digest(value))
                        .bind("agent", agent)
                        .fetch()
                        .rowsUpdated())
                .filter(begun -> begun == 1)
                .map(begun -> value);
    }

    /** One of a person's sessions, to be shown. */
    public record Open(UUID id, Instant createdAt, Instant seenAt, Instant endsAt, String agent) {}

    public Flux<Open> of(UUID person) {
        return Journal.asked(database.sql("""
                        select *, least(ends_at, seen_at + interval '12 hours') as ends from session s
                        where person = :person and %s order by seen_at desc, id""".formatted(LIVES))
                        .bind("person", person)
                        .map(row -> new Open(
                                value(row, "id", UUID.class),
                                time(row, "created_at"),
                                time(row, "seen_at"),
                                time(row, "ends"),
                                value(row, "agent", String.class)))
                        .all()
                        .collectList())
                .flatMapIterable(List::copyOf);
    }

    /** Ends one of a person's sessions; false where it is nobody's, or another's. */
    public Mono<Boolean> end(UUID session, UUID person) {
        return Journal.asked(database.sql("delete from session where id = :id and person = :person")
                .bind("id", session)
                .bind("person", person)
                .fetch()
                .rowsUpdated()
                .map(gone -> gone == 1));
    }

    private static Instant time(Readable row, String column) {
        return value(row, column, OffsetDateTime.class).toInstant();
    }

    private static <T> T value(Readable row, String column, Class<T> type) {
        return Objects.requireNonNull(row.get(column, type), column);
    }
}
