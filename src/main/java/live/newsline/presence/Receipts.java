package live.newsline.presence;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;
import live.newsline.feed.Delays;
import live.newsline.feed.Receipt;
import live.newsline.journal.Journal;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** The receipts of all nodes, for a day. Fails as {@link Journal} does. */
@Component
class Receipts {

    private static final int FORGOTTEN_AT_ONCE = 10_000;

    /** Readers that wait on a node that is gone do not wait any more. */
    private static final String FIND = """
            select r.item, r.version, r.position, r.at, r.told,
                case when exists (select from node where id = r.node and %s) then r.waiting else 0 end as waiting
            from item i join receipt r on r.item = i.id and r.version = i.version
            where i.id = any(:items) and i.channel = :channel and r.at > clock_timestamp() - interval '24 hours'""".formatted(Nodes.HEARD);

    private final DatabaseClient database;

    Receipts(DatabaseClient database) {
        this.database = database;
    }

    /** Of an item's newest entry, over all nodes. */
    record Sum(int version, long position, Instant at, int waiting, Delays delays) {

        private Sum and(Sum more) {
            Delays both = new Delays();
            both.add(delays);
            both.add(more.delays);
            return new Sum(version, position, at, waiting + more.waiting, both);
        }
    }

    /** What a node counted since it began, in one statement. */
    Mono<Void> put(UUID node, List<Receipt> receipts) {
        return Journal.asked(database.sql("""
                        insert into receipt (item, version, node, position, at, waiting, told)
                        select item, version, :node, position, at::timestamptz, waiting, told::int[]
                        from unnest(:items::uuid[], :versions::int[], :positions::bigint[], :ats::text[], :waiting::int[],
                            :told::text[]) as r (item, version, position, at, waiting, told)
                        on conflict (item, version, node) do update set
                            position = excluded.position, at = excluded.at, waiting = excluded.waiting, told = excluded.told""")
                .bind("node", node)
                .bind("items", column(receipts, UUID[]::new, Receipt::item))
                .bind("versions", column(receipts, Integer[]::new, Receipt::version))
                .bind(
                        "positions",
                        column(receipts, Long[]::new, each -> each.entry().position()))
                .bind(
                        "ats",
                        column(
                                receipts,
                                String[]::new,
                                each -> each.entry().at().toString()))
                .bind("waiting", column(receipts, Integer[]::new, Receipt::waiting))
                .bind(
                        "told",
                        column(receipts, String[]::new, each -> each.delays().counts()))
                .then());
    }

    private static <T> T[] column(List<Receipt> receipts, IntFunction<T[]> array, Function<Receipt, T> value) {
        return receipts.stream().map(value).toArray(array);
    }

    /** By item; items of other channels, and those that no reader was told of or waits for, are not there. */
    Mono<Map<UUID, Sum>> find(String channel, List<UUID> items) {
        return Journal.asked(database.sql(FIND)
                        .bind("channel", channel)
                        .bind("items", items.toArray(UUID[]::new))
                        .map(row -> Map.entry(
                                Objects.requireNonNull(row.get("item", UUID.class)),
                                new Sum(
                                        Objects.requireNonNull(row.get("version", Integer.class)),
                                        Objects.requireNonNull(row.get("position", Long.class)),
                                        Objects.requireNonNull(row.get("at", OffsetDateTime.class))
                                                .toInstant(),
                                        Objects.requireNonNull(row.get("waiting", Integer.class)),
                                        Delays.of(Arrays.asList(
                                                Objects.requireNonNull(row.get("told", Integer[].class)))))))
                        .all()
                        .collectList())
                .map(rows -> {
                    Map<UUID, Sum> sums = new HashMap<>();
                    rows.forEach(row -> sums.merge(row.getKey(), row.getValue(), Sum::and));
                    return sums;
                });
    }

    /** Forgets what is older than a day, some at a time. */
    Mono<Void> forget() {
        return Journal.asked(database.sql("""
                        delete from receipt where ctid = any(array(
                            select ctid from receipt where at < clock_timestamp() - interval '24 hours' limit :most))""")
                        .bind("most", FORGOTTEN_AT_ONCE)
                        .fetch()
                        .rowsUpdated())
                .repeat()
                .takeUntil(gone -> gone < FORGOTTEN_AT_ONCE)
                .then();
    }
}
