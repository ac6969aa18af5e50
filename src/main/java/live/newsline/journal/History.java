package live.newsline.journal;

import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import live.newsline.item.Item;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** What the journal says of the past, as long as it keeps it. Safe for any thread; fails as {@link Journal} does. */
@Component
public class History {

    private static final int MOST = 1000;

    private static final String ENTRY = """
            e.position, e.tag, e.kind, e.urgency_was, e.language_was, e.by_id, e.by_name,
            e.item as id, e.channel, e.version, e.pub_status, e.urgency, e.language, e.pinned, e.advisory,
            i.published_at, e.at as updated_at, e.expires_at,
            t.headline, t.link, t.media, t.image::text as image, t.tags::text as tags, t.source""";

    private static final String ITEM_HISTORY = """
            select %s from entry e join item i on i.id = e.item
            left join item_text t on t.item = e.item and t.version = e.text_version
            where e.item = :item order by e.position desc limit %d""".formatted(ENTRY, MOST);

    /** The last entry of each item until then; and items that nothing has happened to for as long as entries are kept. */
    private static final String LINE = """
            select h.epoch, coalesce((select max(position) from entry where at <= :at), 0) as head,
                (select at from entry where position > 1 order by position limit 1) as since,
                exists (select from entry where position = 1) as whole, clock_timestamp() as now, i.*
            from head h left join lateral (
                select x.*, t.headline, t.link, t.media, t.image::text as image, t.tags::text as tags, t.source
                from (
                    select e.item as id, e.channel, e.version, e.text_version, e.pub_status, e.urgency, e.language,
                        e.pinned, e.advisory, n.published_at, e.at as updated_at, e.expires_at,
                        n.pub_status as status_now
                    from (select distinct on (item) * from entry where channel = :channel and at <= :at
                        order by item, position desc) e join item n on n.id = e.item
                    union all
                    select n.id, n.channel, n.version, n.text_version, n.pub_status, n.urgency, n.language,
                        n.pinned, n.advisory, n.published_at, n.updated_at, n.expires_at, n.pub_status
                    from item n where channel = :channel and published_at <= :at and pub_status = 'usable'
                        and not exists (select from entry where item = n.id)
                ) x
                left join item_text t on t.item = x.id and t.version = x.text_version
                    and (x.status_now <> 'canceled' or :killed)
                where x.pub_status = 'usable' and (x.expires_at is null or x.expires_at > :at)
                order by x.published_at desc, x.id desc limit :limit
            ) i on true
            order by i.published_at desc, i.id desc""";

    private final DatabaseClient database;
    private final Rows rows = new Rows(JsonMapper.builder().build());

    History(DatabaseClient database) {
        this.database = database;
    }

    /** An item's last thousand entries that are kept, oldest first, with the texts as they were. */
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
                .bind("at", at.atOffset(ZoneOffset.UTC))
                .bind("limit", limit)
                .bind("killed", killed)
                .map(row -> new LineRow(
                        new Cursor(Rows.value(row, "epoch", String.class), Rows.value(row, "head", Long.class)),
                        Rows.value(row, "whole", Boolean.class) ? null : Rows.timeOrNull(row, "since"),
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
