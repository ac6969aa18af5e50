package live.newsline.presence;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import live.newsline.journal.Journal;
import live.newsline.journal.Order;
import live.newsline.wire.PresenceWire;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Who has what open: of each person the last thing that they said, for as long as they go on saying it. */
@Component
class Editing {

    private static final int MOST = 500;
    private static final String OPEN = "e.seen_at > clock_timestamp() - interval '25 seconds'";

    private static final String PUT = """
            insert into editing as e (by_id, by_name, channel, subject, pending, since, seen_at)
            values (:by, :name, :channel, :subject, :pending, clock_timestamp(), clock_timestamp())
            on conflict (by_id) do update set by_name = excluded.by_name, channel = excluded.channel,
                subject = excluded.subject, pending = excluded.pending, seen_at = excluded.seen_at,
                since = case when e.subject = excluded.subject and %s then e.since else excluded.since end""".formatted(OPEN);

    private static final String LIST = """
            select e.* from editing e left join pending p on e.pending and p.id = e.subject
            where e.channel = :channel and %s and (not e.pending or :others or p.by_id = :self)
            order by e.since, e.by_id limit\s""".formatted(OPEN) + MOST;

    private final DatabaseClient database;

    Editing(DatabaseClient database) {
        this.database = database;
    }

    /** They have this open, and nothing else. */
    Mono<Void> put(Order.By by, String channel, UUID subject, boolean pending) {
        return Journal.asked(database.sql(PUT)
                .bind("by", by.id())
                .bind("name", by.name())
                .bind("channel", channel)
                .bind("subject", subject)
                .bind("pending", pending)
                .then());
    }

    /** They have nothing open. */
    Mono<Void> end(UUID by) {
        return Journal.asked(database.sql("delete from editing where by_id = :by")
                .bind("by", by)
                .then());
    }

    /** @param others whether {@code self} sees what others wrote and is not on the line yet */
    Mono<List<PresenceWire.Edited>> list(String channel, UUID self, boolean others) {
        return Journal.asked(database.sql(LIST)
                .bind("channel", channel)
                .bind("self", self)
                .bind("others", others)
                .map(row -> new PresenceWire.Edited(
                        Objects.requireNonNull(row.get("subject", UUID.class)),
                        Objects.requireNonNull(row.get("pending", Boolean.class)),
                        new Order.By(
                                Objects.requireNonNull(row.get("by_id", UUID.class)),
                                Objects.requireNonNull(row.get("by_name", String.class))),
                        Objects.requireNonNull(row.get("since", OffsetDateTime.class))
                                .toInstant()))
                .all()
                .collectList());
    }

    /** Forgets those who went without a word. */
    Mono<Void> forget() {
        return Journal.asked(database.sql("delete from editing where seen_at < clock_timestamp() - interval '1 hour'")
                .then());
    }
}
