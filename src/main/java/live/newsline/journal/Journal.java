package live.newsline.journal;

import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.Readable;
import io.r2dbc.spi.Wrapped;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import live.newsline.item.Item;
import live.newsline.item.PubStatus;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import tools.jackson.databind.json.JsonMapper;

/**
 * Appends to the record and reads it. Every read is one statement, and so one snapshot of the database.
 *
 * <p>Safe for any thread. Whatever cannot be asked of the database now fails with {@link Refusal.DatabaseAway}.
 */
@Component
public class Journal implements DisposableBean {

    /** Longer than the server's statement timeout: it speaks only when the server cannot. */
    private static final Duration PATIENCE = Duration.ofSeconds(7);

    private static final String ENTRY_ITEM = """
            e.item as id, e.channel, e.version, e.text_version, e.urgency, e.language, e.pinned, e.advisory,
            e.at as updated_at, e.expires_at, i.published_at,
            case when i.pub_status = 'usable' then e.pub_status else i.pub_status end as pub_status,
            t.headline, t.link, t.media, t.image::text as image, t.tags::text as tags, t.source""";

    /** Each join is limited, and so made by index, one entry at a time: whole tables were joined for each page without. */
    static final String PAGE = """
            select h.epoch, h.position as head, clock_timestamp() as now,
                coalesce((select min(position) from entry), h.position + 1) as oldest,
                (select tag from entry where position = :after) as own_tag,
                e.position, e.tag, e.kind, e.urgency_was, e.language_was, %s
            from head h
            left join lateral (select * from entry where position > :after order by position limit :limit) e on true
            left join lateral (select pub_status, published_at from item where id = e.item limit 1) i on true
            left join lateral (
                select * from item_text where item = e.item and version = e.text_version and i.pub_status = 'usable'
                    and e.pub_status = 'usable' limit 1) t on true
            order by e.position""".formatted(ENTRY_ITEM);

    private static final String SHOWN =
            "i.pub_status = 'usable' and (i.expires_at is null or i.expires_at > clock_timestamp())";

    private static final String SNAPSHOT = """
            select h.epoch, h.position as head, %s
            from head h
            left join lateral (
                (select * from item i where channel = any(:channels) and %s and urgency <= :urgency and %s
                    order by published_at desc, id desc limit :limit)
                union
                (select * from item i where pinned and :limit > 0
                    and channel = any(:channels) and %s and urgency <= :urgency and %s)
            ) i on true %s
            order by i.published_at desc, i.id desc""";

    private static final String EVERY_LANGUAGE = "cardinality(:languages::text[]) = 0";

    private static final String LANGUAGES =
            "(%s or exists (select from unnest(:languages::text[]) r where lower(i.language) = r or lower(i.language) like r || '-%%'))"
                    .formatted(EVERY_LANGUAGE);

    private static final String PAGE_OF_ITEMS = """
            select h.epoch, h.position as head, %s
            from head h
            left join lateral (
                select * from item i where channel = :channel and %s
                    and (published_at, id) < (:beforeTime, :beforeId)
                order by published_at desc, id desc limit :limit) i on true %s
            order by i.published_at desc, i.id desc""";

    private static final String PLACE_AHEAD = """
            select published_at, id from item i where channel = :channel and %s
                and (published_at, id) >= (:fromTime, :fromId)
            order by published_at, id offset :ahead limit 1""".formatted(SHOWN);

    private static final UUID LAST_ID = new UUID(-1, -1);
    private static final Instant LAST_TIME = Instant.parse("9999-12-31T23:59:59.999Z");

    private final DatabaseClient database;
    private final Writer writer;
    private final Rows rows;
    private final AtomicLong committed = new AtomicLong();
    private final Sinks.Many<Committed> commits = Sinks.many().multicast().directBestEffort();
    private final SecureRandom random = new SecureRandom();

    Journal(DatabaseClient database, ConnectionFactory connections) {
        this.database = database;
        JsonMapper json = JsonMapper.builder().build();
        this.rows = new Rows(json);
        this.writer = new Writer(new OwnConnection(connections), new WriterSql(json, rows), commits::tryEmitNext);
    }

    /**
     * Appends what the order means, in one transaction that does not end with its caller.
     *
     * @return the answer, once it is durable; or a {@link Refusal}, or {@link live.newsline.item.RulesBroken}
     */
    public Mono<Written> append(Order order) {
        return writer.submit(order)
                .doOnNext(written -> committed.accumulateAndGet(written.cursor().position(), Math::max));
    }

    /**
     * What this node commits, before its callers are answered, on the writer's thread: whoever follows the journal need
     * not read it. Some may be missing, and what other nodes commit is.
     */
    public Flux<Committed> commits() {
        return commits.asFlux();
    }

    /** Whether {@link #commits} is about to tell of this position, unless the commit fails. */
    public boolean isCommitting(long position) {
        return position <= writer.underWay();
    }

    /** The last position that this node's own writers were told is durable. */
    public long committed() {
        return committed.get();
    }

    /** At most {@code limit} entries after a position, in order, without gaps. */
    public Mono<Page> page(long after, int limit) {
        return asked(database.sql(PAGE)
                .bind("after", after)
                .bind("limit", limit)
                .map(row -> new PageRow(
                        Rows.value(row, "epoch", String.class),
                        Rows.value(row, "head", Long.class),
                        Rows.value(row, "oldest", Long.class),
                        row.get("own_tag", UUID.class),
                        Rows.time(row, "now"),
                        row.get("position") == null ? null : rows.entry(row)))
                .all()
                .collectList()
                .map(PageRow::page));
    }

    /** The newest items of a selection that readers may see, and older pinned ones with them. */
    public Mono<Items> snapshot(Wanted wanted, int limit) {
        String languages = wanted.languages().isEmpty() ? EVERY_LANGUAGE : LANGUAGES;
        return asked(database.sql(SNAPSHOT.formatted(Rows.ITEM, SHOWN, languages, SHOWN, languages, Rows.JOIN_TEXT))
                .bind("channels", wanted.channels().toArray(String[]::new))
                .bind("urgency", wanted.least().number())
                .bind("languages", wanted.languages().toArray(String[]::new))
                .bind("limit", limit)
                .map(this::itemRow)
                .all()
                .collectList()
                .map(Journal::items));
    }

    /**
     * A channel's items with one status, newest first.
     *
     * @param before the last item of the page before; null for the first page
     */
    public Mono<Items> items(String channel, PubStatus status, int limit, @Nullable Place before) {
        Place place = before == null ? new Place(LAST_TIME, LAST_ID) : before;
        String shown = status == PubStatus.USABLE ? SHOWN : "i.pub_status = '" + status.word() + "'";
        return asked(database.sql(PAGE_OF_ITEMS.formatted(Rows.ITEM, shown, Rows.JOIN_TEXT))
                .bind("channel", channel)
                .bind("beforeTime", place.publishedAt().atOffset(ZoneOffset.UTC))
                .bind("beforeId", place.id())
                .bind("limit", limit)
                .map(this::itemRow)
                .all()
                .collectList()
                .map(Journal::items));
    }

    /** Where an item stands in the order "newest first". */
    public record Place(Instant publishedAt, UUID id) {

        public static Place of(Item item) {
            return new Place(item.publishedAt(), item.id());
        }
    }

    /** The place so many of a channel's items newer than another, counting those that readers may see; empty beyond the newest. */
    public Mono<Place> ahead(String channel, Place from, int items) {
        return asked(database.sql(PLACE_AHEAD)
                .bind("channel", channel)
                .bind("fromTime", from.publishedAt().atOffset(ZoneOffset.UTC))
                .bind("fromId", from.id())
                .bind("ahead", items)
                .map(row -> new Place(Rows.time(row, "published_at"), Rows.value(row, "id", UUID.class)))
                .one());
    }

    /** One item, with its text unless it was erased; empty where there is none. */
    public Mono<Item> item(UUID id) {
        return asked(database.sql("select " + Rows.ITEM + " from item i " + Rows.JOIN_TEXT + " where i.id = :id")
                .bind("id", id)
                .map(rows::item)
                .one());
    }

    /** Begins another life of the journal, unless another node has seen the same and begun it. */
    public Mono<Void> beginEpoch(String old) {
        String next = Long.toString(random.nextLong(1L << 40, 1L << 41), 36);
        return asked(database.sql("update head set epoch = :next where epoch = :old")
                .bind("next", next)
                .bind("old", old)
                .fetch()
                .rowsUpdated()
                .then());
    }

    /** Forgets entries older than what is kept, never the last, nor one that is not in the record; and old answers. */
    Mono<Void> forget(Duration kept) {
        return asked(database.sql("""
                        delete from entry where position < (select position from head) and position in (
                            select position from entry where at < clock_timestamp() - :kept * interval '1 second'
                                and position <= (select max(position) from history)
                            order by position limit 10000)""").bind("kept", kept.toSeconds()).fetch().rowsUpdated())
                .repeat()
                .takeUntil(gone -> gone < 10_000)
                .then(asked(database.sql("delete from answered where at < clock_timestamp() - interval '24 hours'")
                        .fetch()
                        .rowsUpdated()))
                .then();
    }

    /** A question to the database: bounded in time, and {@link Refusal.DatabaseAway} where it cannot be asked. */
    public static <T> Mono<T> asked(Mono<T> question) {
        return question.timeout(PATIENCE).onErrorMap(Failures::translated);
    }

    /** The factory below the pool: for connections that are kept, or listened on. */
    static ConnectionFactory unpooled(ConnectionFactory connections) {
        return connections instanceof Wrapped<?> wrapped && wrapped.unwrap() instanceof ConnectionFactory inner
                ? unpooled(inner)
                : connections;
    }

    @Override
    public void destroy() {
        writer.close().onErrorComplete().block(Duration.ofSeconds(2));
    }

    private record PageRow(
            String epoch,
            long head,
            long oldest,
            @Nullable UUID ownTag,
            Instant now,
            @Nullable Entry entry) {

        static Page page(List<PageRow> rows) {
            PageRow any = rows.get(0);
            List<Entry> entries =
                    rows.stream().map(PageRow::entry).filter(Objects::nonNull).toList();
            return new Page(any.epoch, any.head, any.oldest, any.ownTag, any.now, entries);
        }
    }

    private record ItemRow(Cursor cursor, @Nullable Item item) {}

    private ItemRow itemRow(Readable row) {
        Cursor cursor = new Cursor(Rows.value(row, "epoch", String.class), Rows.value(row, "head", Long.class));
        return new ItemRow(cursor, row.get("id") == null ? null : rows.item(row));
    }

    private static Items items(List<ItemRow> rows) {
        return new Items(
                rows.get(0).cursor(),
                rows.stream().map(ItemRow::item).filter(Objects::nonNull).toList());
    }
}
