package live.newsline.record;

import java.util.Collection;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;
import live.newsline.item.Folded;
import live.newsline.item.Times;
import live.newsline.journal.Acts;
import live.newsline.journal.Rows;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** The sealer's dialogue with PostgreSQL. */
@Component
class SealerSql {

    static final int LARGEST_BATCH = 250;

    private static final String STANDING = """
            select position, position > coalesce((select max(position) from history), 0) or exists (select from unsealed) as behind
            from head""";

    private static final String END = """
            select coalesce((select max(seq) from history), 0) as seq,
                coalesce((select max(position) from history), 0) as position,
                (select encode(hash, 'hex') from history order by seq desc limit 1) as hash""";

    private static final String TEXT =
            "t.headline, t.link, t.media, t.image::text as image, t.tags::text as tags, t.source";

    /** Each join is limited, and so made by index (docs/rationale.md, "Positions"). */
    private static final String ENTRIES = """
            select e.position, e.kind, e.at, e.item, e.version, e.channel, e.pub_status, e.urgency, e.language, e.pinned,
                e.advisory, e.expires_at, e.text_version, encode(e.text_digest, 'hex') as text_digest, e.by_id, e.by_name,
                i.published_at, b.line as before, %s
            from (select * from entry where position > :sealed order by position limit :most) e
            left join lateral (select published_at from item where id = e.item limit 1) i on true
            left join lateral (
                select line from history where item = e.item and (position is not null or act = 'kept')
                order by seq desc limit 1) b on true
            left join lateral (
                select * from item_text where item = e.item and version = e.text_version limit 1) t on true
            order by e.position""".formatted(TEXT);

    private static final String ACTS = """
            select u.id, u.at, u.act, u.by_id, u.by_name, u.channel, u.item, u.version, u.detail::text as detail,
                i.published_at, %s
            from (select * from unsealed order by at, id limit :most) u
            left join lateral (
                select published_at, text_version from item where id = u.item and u.act = 'kept' limit 1) i on true
            left join lateral (
                select * from item_text where item = u.item and version = (u.detail ->> 'textVersion')::int limit 1) t
                on u.act = 'kept'
            order by u.at, u.id""".formatted(TEXT);

    /** What is known of a text is not written once the text is erased. */
    private static final String WRITE = """
            with lines as (
                insert into history (seq, line, hash, act, at, by_id, channel, item, position, published)
                select seq, line, decode(hash, 'hex'), act, at, by_id, channel, item, position, published
                from unnest(:seqs::bigint[], :lines::text[], :hashes::text[], :acts::text[], :ats::text[], :bys::uuid[],
                    :lineChannels::text[], :lineItems::uuid[], :positions::bigint[], :firsts::text[])
                    as l(seq, line, hash, act, at, by_id, channel, item, position, published)
            ), sealed as (
                delete from unsealed where id = any(:sealed)
            ), advisories as (
                insert into item_advisory
                select item, version, advisory
                from unnest(:advised::uuid[], :versions::int[], :advisories::text[]) as a(item, version, advisory)
                where exists (select from item_text where item = a.item)
                    or exists (select from item i where i.id = a.item and i.version = a.version)
                on conflict do nothing
            )
            insert into searchable
            select item, channel, published_at, words, words_key, headline_key, link
            from unnest(:items::uuid[], :channels::text[], :published::timestamptz[], :words::text[], :wordsKeys::text[],
                :headlineKeys::text[], :links::text[])
                as w(item, channel, published_at, words, words_key, headline_key, link)
            where exists (select from item_text where item = w.item)
            on conflict (item) do update set words = excluded.words, words_key = excluded.words_key,
                headline_key = excluded.headline_key, link = excluded.link""";

    private final DatabaseClient database;
    private final Acts acts;

    SealerSql(DatabaseClient database, Acts acts) {
        this.database = database;
        this.acts = acts;
    }

    /** The journal's head, and whether there is something to seal. */
    record Standing(long head, boolean behind) {}

    Mono<Standing> standing() {
        return database.sql(STANDING)
                .map(row ->
                        new Standing(Rows.value(row, "position", Long.class), Rows.value(row, "behind", Boolean.class)))
                .one();
    }

    private record End(long seq, long position, String hash) {}

    /**
     * Seals a batch, under the lock that one sealer of all nodes has.
     *
     * @param most entries, and acts
     * @return whether there may be more
     */
    Mono<Boolean> seal(int most) {
        return acts.together(database.sql("select pg_advisory_xact_lock(hashtext('newsline.sealer'))")
                .then()
                .then(database.sql(END)
                        .map(row -> new End(
                                Rows.value(row, "seq", Long.class),
                                Rows.value(row, "position", Long.class),
                                row.get("hash", String.class) == null
                                        ? Chain.BEGINNING
                                        : Rows.value(row, "hash", String.class)))
                        .one())
                .flatMap(end -> after(end, most)));
    }

    private Mono<Boolean> after(End end, int most) {
        Batch batch = new Batch(end.seq(), end.hash());
        return database.sql(ENTRIES)
                .bind("sealed", end.position())
                .bind("most", most)
                .map(batch::entry)
                .all()
                .collectList()
                .zipWhen(entries -> database.sql(ACTS)
                        .bind("most", most)
                        .map(batch::act)
                        .all()
                        .collectList())
                .flatMap(both -> {
                    batch.add(both.getT1(), both.getT2());
                    boolean more = Math.max(both.getT1().size(), both.getT2().size()) == most;
                    return batch.lines.isEmpty()
                            ? Mono.just(false)
                            : write(batch).thenReturn(more);
                });
    }

    private Mono<Void> write(Batch batch) {
        Collection<Batch.Words> words = batch.words.values();
        return database.sql(WRITE)
                .bind("seqs", column(batch.lines, Long[]::new, Batch.Line::seq))
                .bind("lines", column(batch.lines, String[]::new, Batch.Line::line))
                .bind("hashes", column(batch.lines, String[]::new, Batch.Line::hash))
                .bind(
                        "acts",
                        column(batch.lines, String[]::new, each -> each.act().act()))
                .bind(
                        "ats",
                        column(
                                batch.lines,
                                String[]::new,
                                each -> Times.text(each.act().at())))
                .bind("bys", column(batch.lines, UUID[]::new, each -> each.act().byId()))
                .bind(
                        "lineChannels",
                        column(batch.lines, String[]::new, each -> each.act().channel()))
                .bind(
                        "lineItems",
                        column(batch.lines, UUID[]::new, each -> each.act().item()))
                .bind(
                        "positions",
                        column(batch.lines, Long[]::new, each -> each.act().position()))
                .bind(
                        "firsts",
                        column(batch.lines, String[]::new, each -> each.act().published()))
                .bind("sealed", batch.sealed.toArray(Long[]::new))
                .bind(
                        "advised",
                        column(batch.advised, UUID[]::new, each -> each.act().item()))
                .bind(
                        "versions",
                        column(batch.advised, Integer[]::new, each -> each.act().version()))
                .bind("advisories", column(batch.advised, String[]::new, Batch.Unsealed::advisory))
                .bind("items", column(words, UUID[]::new, Batch.Words::item))
                .bind("channels", column(words, String[]::new, Batch.Words::channel))
                .bind(
                        "published",
                        column(words, String[]::new, each -> each.publishedAt().toString()))
                .bind("words", column(words, String[]::new, Batch.Words::words))
                .bind("wordsKeys", column(words, String[]::new, each -> Folded.key(each.words())))
                .bind("headlineKeys", column(words, String[]::new, each -> Folded.key(each.headline())))
                .bind("links", column(words, String[]::new, each -> each.text().link()))
                .then();
    }

    private static <R, T> T[] column(Collection<R> rows, IntFunction<T[]> array, Function<R, @Nullable T> value) {
        return rows.stream().map(value).toArray(array);
    }
}
