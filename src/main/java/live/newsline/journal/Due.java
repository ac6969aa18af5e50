package live.newsline.journal;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** What is due by the database's clock, and when the next will be. Safe for any thread. */
@Component
class Due {

    /** What is due while its channel is paused waits, and so does a draft that would be past its time. */
    private static final String ASK = """
            with waits as not materialized (
                select p.id, p.due_at as at, true as pending from pending p
                where p.due_at is not null
                    and not exists (select from pause where channel in (p.channel, '*'))
                    and coalesce((draft ->> 'expiresAt')::timestamptz > clock_timestamp(), true)
            ), ends as not materialized (
                select n.item as id, n.until as at, false as pending from pin n join item i on i.id = n.item
                where not exists (select from pause where channel in (i.channel, '*'))
            )
            select id, pending, 0 as millis from (
                (select * from waits where at <= statement_timestamp() order by at, id limit 256)
                union all (select * from ends where at <= statement_timestamp() order by at, id limit 256)) due
            union all
            select null, true, ceil(extract(epoch from min(at) - clock_timestamp()) * 1000)::bigint from (
                (select at from waits where at > statement_timestamp() order by at limit 1)
                union all (select at from ends where at > statement_timestamp() order by at limit 1)) later""";

    /** Two who change something at once are not told of one after the other for longer than this. */
    private static final Duration TOGETHER = Duration.ofMillis(100);

    private final DatabaseClient database;
    private final Bell bell;
    private final AtomicLong changes = new AtomicLong();
    private final Sinks.Many<Long> nudges = Sinks.many().multicast().directBestEffort();

    Due(DatabaseClient database, Bell bell) {
        this.database = database;
        this.bell = bell;
    }

    /**
     * What is due.
     *
     * @param pending to be told
     * @param pins that end
     * @param next until the next is; null: nothing else waits for a time
     */
    record Found(
            List<UUID> pending, List<UUID> pins, @Nullable Duration next) {

        boolean isNothing() {
            return pending.isEmpty() && pins.isEmpty();
        }
    }

    Mono<Found> ask() {
        record Row(
                @Nullable UUID id,
                boolean pending,
                @Nullable Long millis) {}
        return database.sql(ASK)
                .map(row -> new Row(
                        row.get("id", UUID.class),
                        Rows.value(row, "pending", Boolean.class),
                        row.get("millis", Long.class)))
                .all()
                .collectList()
                .map(rows -> new Found(
                        rows.stream()
                                .filter(Row::pending)
                                .map(Row::id)
                                .filter(Objects::nonNull)
                                .toList(),
                        rows.stream()
                                .filter(row -> !row.pending())
                                .map(Row::id)
                                .filter(Objects::nonNull)
                                .toList(),
                        rows.stream()
                                .filter(row -> row.id() == null)
                                .map(Row::millis)
                                .filter(Objects::nonNull)
                                .map(millis -> Duration.ofMillis(Math.max(millis, 0)))
                                .findFirst()
                                .orElse(null)));
    }

    /** This node has changed what is due, or when: nobody has to ring. */
    void changed() {
        nudges.emitNext(changes.incrementAndGet(), Sinks.EmitFailureHandler.busyLooping(TOGETHER));
    }

    /** How often what is due has changed, as far as this node knows. */
    long changes() {
        return changes.get();
    }

    /** Listens on the database for what other nodes change, until it is cancelled. */
    Mono<Void> listen() {
        return bell.dueRings().doOnNext(ring -> changed()).then();
    }

    /** Completes with the next change after {@code seen} of them. */
    Mono<Long> changeAfter(long seen) {
        return Flux.merge(nudges.asFlux(), Mono.fromSupplier(changes::get))
                .filter(count -> count > seen)
                .next();
    }
}
