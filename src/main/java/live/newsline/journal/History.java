package live.newsline.journal;

import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import live.newsline.item.Item;
import live.newsline.item.Times;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** What the record says of the past (docs/desk.md, "The record"). Safe for any thread; fails as {@link Journal} does. */
@Component
public class History {

    private static final int MOST = 1000;

    /** Nobody asks these for the tag, nor for what a selection saw before: they are not told to readers. */
    private static final String COLUMNS = """
            p.item as id, p.channel, p.version, p.pub_status, p.urgency, p.language, p.pinned, a.advisory, i.published_at,
            p.at::timestamptz as updated_at, p.expires_at,
            t.headline, t.link, t.media, t.image::text as image, t.tags::text as tags, t.source""";

    private static final String ITEM_HISTORY = """
            select p.position, gen_random_uuid() as tag, p.kind, null::smallint as urgency_was, null::text as language_was,
                p.by_id, p.by_name, %s
            from (select * from past where item = :item and position is not null order by seq desc limit %d) p
            join item i on i.id = p.item
            left join item_advisory a on a.item = p.item and a.version = p.version
            left join item_text t on t.item = p.item and t.version = p.text_version
            order by p.seq desc""".formatted(COLUMNS, MOST);

    /** Each item that was told until then, newest first, and of its acts until then the last. */
    private static final String LINE = """
            select h.epoch, r.since, clock_timestamp() as now,
                coalesce((select position from history where position is not null and at <= :at
                    order by at desc limit 1), 0) as head, x.*
            from head h cross join record r left join lateral (
                select %s
                from history first
                cross join lateral (select * from past where item = first.item and at <= :at
                    order by seq desc limit 1) p
                join item i on i.id = p.item
                left join item_advisory a on a.item = p.item and a.version = p.version
                left join item_text t on t.item = p.item and t.version = p.text_version
                    and (i.pub_status <> 'canceled' or :killed)
                where first.channel = :channel and first.published <= :at
                    and p.pub_status = 'usable' and (p.expires_at is null or p.expires_at > :at::timestamptz)
                order by first.published desc, first.item desc limit :limit
            ) x on true
            order by x.published_at desc, x.id desc""".formatted(COLUMNS);

    private final DatabaseClient database;
    private final Rows rows = new Rows(JsonMapper.builder().build());

    History(DatabaseClient database) {
        this.database = database;
    }

    /** An item's last thousand entries, oldest first, with the texts as they were. */
    public Mono<List<Past>> of(UUID item) {
        return Journal.asked(database.sql(ITEM_HISTORY)
                .bind("item", item)
                .map(row -> new Past(rows.entry(row), row.get("by_id") == null ? null : Rows.by(row)))
                .all()
                .collectList()
                .map(entries -> {
                    java.util.Collections.reverse(entries);
                    return entries;
                }));
    }

    /**
     * What a line showed.
     *
     * @param since the moment from which on it can be told; null: from the beginning
     * @param now by the database's clock
     */
    public record Line(Cursor cursor, @Nullable Instant since, Instant now, List<Item> items) {}

    /** @param killed whether texts of items that were killed since are shown */
    public Mono<Line> line(String channel, Instant at, int limit, boolean killed) {
        return Journal.asked(database.sql(LINE)
                .bind("channel", channel)
                .bind("at", Times.text(at))
                .bind("limit", limit)
                .bind("killed", killed)
                .map(row -> new LineRow(
                        new Cursor(Rows.value(row, "epoch", String.class), Rows.value(row, "head", Long.class)),
                        Rows.timeOrNull(row, "since"),
                        Rows.time(row, "now"),
                        item(row)))
                .all()
                .collectList()
                .map(found -> new Line(
                        found.get(0).cursor(),
                        found.get(0).since(),
                        found.get(0).now(),
                        found.stream()
                                .map(LineRow::item)
                                .filter(Objects::nonNull)
                                .toList())));
    }

    private record LineRow(
            Cursor cursor,
            @Nullable Instant since,
            Instant now,
            @Nullable Item item) {}

    private @Nullable Item item(Readable row) {
        return row.get("id") == null ? null : rows.item(row);
    }
}
