package live.newsline.journal;

import io.r2dbc.spi.Readable;
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

    /**
     * What is due while its channel is paused waits, and so does a draft that would be past its time; what is past its time
     * is taken away in any case. Each part is one look into an index.
     */
    private static final String ASK = """
            with waits as not materialized (
                select p.id, p.due_at as at, 'tell' as act from pending p
                where p.due_at is not null
                    and not exists (select from pause where channel in (p.channel, '*'))
                    and coalesce((draft ->> 'expiresAt')::timestamptz > clock_timestamp(), true)
            ), ends as not materialized (
                select n.item as id, n.until as at, 'unpin' as act from pin n join item i on i.id = n.item
                where not exists (select from pause where channel in (i.channel, '*'))
            ), expires as not materialized (
                select id, expires_at as at, 'expire' as act from item
                where expires_at is not null and pub_status = 'usable'
            )
            select id, act, 0 as millis from (
                (select * from waits where at <= statement_timestamp() order by at, id limit 256)
                union all (select * from ends where at <= statement_timestamp() order by at, id limit 256)
                union all (select * from expires where at <= statement_timestamp() order by at, id limit 256)) due
            union all
            select null, null, ceil(extract(epoch from min(at) - clock_timestamp()) * 1000)::bigint from (
                (select at from waits where at > statement_timestamp() order by at limit 1)
                union all (select at from ends where at > statement_timestamp() order by at limit 1)
                union all (select at from expires where at > statement_timestamp() order by at limit 1)) later""";

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
     * @param acts that do it, unless another node was faster
     * @param next until the next is; null: nothing else waits for a time
     */
    record Found(List<Act> acts, @Nullable Duration next) {}

    Mono<Found> ask() {
        record Row(@Nullable Act act, @Nullable Long millis) {}
        return Journal.asked(database.sql(ASK)
                .map(row -> new Row(act(row), row.get("millis", Long.class)))
                .all()
                .collectList()
                .map(rows -> new Found(
                        rows.stream().map(Row::act).filter(Objects::nonNull).toList(),
                        rows.stream()
                                .filter(row -> row.act() == null)
                                .map(Row::millis)
                                .filter(Objects::nonNull)
                                .map(millis -> Duration.ofMillis(Math.max(millis, 0)))
                                .findFirst()
                                .orElse(null))));
    }

    private static @Nullable Act act(Readable row) {
        UUID id = row.get("id", UUID.class);
        if (id == null) {
            return null;
        }
        return switch (Rows.value(row, "act", String.class)) {
            case "tell" -> new Act.Tell(id, true);
            case "unpin" -> new Act.Unpin(id, true);
            default -> new Act.Expire(id);
        };
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
