package live.newsline.journal;

import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Readable;
import io.r2dbc.spi.Statement;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import live.newsline.item.Item;
import live.newsline.item.Text;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/**
 * The writer's dialogue with PostgreSQL: take the lock, read what the orders touch, write everything in one statement.
 * The rows of a batch travel as arrays, one parameter a column, so that the number of round trips does not grow with it.
 */
final class WriterSql {

    private static final String BEGIN = """
            begin;
            select epoch, position, (select tag from entry e where e.position = h.position) as tag,
                date_trunc('milliseconds', clock_timestamp()) as now
            from head h for update of h""";

    private static final String CHANNELS = """
            select name, language, (%s) as reason from channel c
            where name = any($1) or name in (select channel from item where id = any($2))
                or name in (select channel from pending where id = any($3))""".formatted(Pauses.reasonIn("c.name"));

    /** Locked: who takes one back meanwhile waits, and finds it told. */
    private static final String PENDING =
            "select id, channel, version, draft::text as draft, due_at, by_id, by_name from pending where id = any($1) for update";

    private static final String ITEMS =
            "select " + Rows.ITEM + " from item i " + Rows.JOIN_TEXT + " where i.id = any($1)";

    private static final String ANSWERED = """
            select a.token, a.address, a.key, encode(a.body, 'hex') as body, a.status, a.item, a.position
            from answered a
            join json_to_recordset($1::json) as q(token uuid, address text, key text) using (token, address, key)
            where a.at > clock_timestamp() - interval '24 hours'""";

    /**
     * A row for each entry; the last of an item is what the item is now. Clocks are rung for what expires before they look
     * again by themselves.
     */
    private static final String WRITE = """
            with entries as materialized (
                select * from unnest($1::bigint[], $2::text[], $3::timestamptz[], $4::uuid[], $5::int[], $6::text[],
                    $7::text[], $8::int[], $9::text[], $10::int[], $11::text[], $12::boolean[], $13::text[],
                    $14::timestamptz[], $15::int[], $16::text[], $17::boolean[], $18::timestamptz[],
                    $19::text[], $20::text[], $21::text[], $22::text[], $23::text[], $24::text[], $25::uuid[],
                    $26::text[], $27::uuid[])
                as e(position, kind, at, item, version, channel,
                    pub_status, urgency, language, urgency_was, language_was, pinned, advisory,
                    expires_at, text_version, text_digest, last, published_at,
                    headline, link, media, image, tags, source, by_id, by_name, tag)
            ), items as (
                insert into item
                select item, channel, version, text_version, pub_status, urgency, language, pinned, advisory,
                    published_at, at, expires_at
                from entries where last
                on conflict (id) do update set
                    version = excluded.version, text_version = excluded.text_version,
                    pub_status = excluded.pub_status, urgency = excluded.urgency, language = excluded.language,
                    pinned = excluded.pinned, advisory = excluded.advisory, updated_at = excluded.updated_at,
                    expires_at = excluded.expires_at
            ), texts as (
                insert into item_text
                select item, version, headline, link, media, image::jsonb, tags::jsonb, source
                from entries where text_version = version
            ), journal as (
                insert into entry (position, kind, at, item, version, channel, pub_status, urgency, language,
                    urgency_was, language_was, pinned, advisory, expires_at, text_version, text_digest, by_id, by_name, tag)
                select position, kind, at, item, version, channel, pub_status, urgency, language,
                    urgency_was, language_was, pinned, advisory, expires_at, text_version, decode(text_digest, 'hex'),
                    by_id, by_name, tag
                from entries
            ), answers as (
                insert into answered
                select token, address, key, decode(body, 'hex'), status, item, position, clock_timestamp()
                from unnest($28::uuid[], $29::text[], $30::text[], $31::text[], $32::int[], $33::uuid[], $34::bigint[])
                    as a(token, address, key, body, status, item, position)
                on conflict (token, address, key) do update set
                    body = excluded.body, status = excluded.status, item = excluded.item,
                    position = excluded.position, at = excluded.at
            ), told as (
                delete from pending where id = any($36)
            )
            update head set position = $35 returning pg_notify('newsline', position::text), (
                select pg_notify('newsline_due', '') from entries
                where last and pub_status = 'usable' and expires_at < clock_timestamp() + interval '2 seconds' limit 1)""";

    private final JsonMapper json;
    private final Rows rows;

    WriterSql(JsonMapper json, Rows rows) {
        this.json = json;
        this.rows = rows;
    }

    /** Begins the transaction, and reads all the orders need to be decided; from here to its end no other writer moves. */
    Mono<Ledger> begin(Connection connection, List<Order> orders) {
        UUID[] touched = orders.stream()
                .map(Order::act)
                .filter(act -> !(act instanceof Act.Publish))
                .map(Act::item)
                .distinct()
                .toArray(UUID[]::new);
        String[] named = orders.stream()
                .map(Order::act)
                .filter(Act.Publish.class::isInstance)
                .map(act -> ((Act.Publish) act).channel())
                .distinct()
                .toArray(String[]::new);
        UUID[] told = orders.stream()
                .map(Order::act)
                .filter(Act.Tell.class::isInstance)
                .map(Act::item)
                .distinct()
                .toArray(UUID[]::new);
        List<Order.Once.Name> once = orders.stream()
                .map(Order::once)
                .filter(Objects::nonNull)
                .map(Order.Once::name)
                .distinct()
                .toList();
        // what is read is on its way before the lock is there, and sees what was committed before it
        return Mono.zip(head(connection), answered(connection, once).flatMap(answers -> {
                    // the item of an answer that is repeated may be any, not only the one in the order
                    UUID[] known = Stream.concat(
                                    Arrays.stream(touched),
                                    answers.values().stream().map(Ledger.Answered::item))
                            .distinct()
                            .toArray(UUID[]::new);
                    return Mono.zip(
                                    lines(connection, named, known, told),
                                    items(connection, known),
                                    waiting(connection, told),
                                    WriterAside.pins(connection, orders))
                            .map(read -> new Read(read.getT1(), read.getT2(), read.getT3(), read.getT4(), answers));
                }))
                .map(both -> new Ledger(
                        both.getT1(),
                        both.getT2().lines(),
                        both.getT2().items(),
                        both.getT2().waiting(),
                        both.getT2().pins(),
                        both.getT2().answers()));
    }

    private record Read(
            Map<String, Ledger.Line> lines,
            Map<UUID, Ledger.Kept> items,
            Map<UUID, Ledger.Waiting> waiting,
            Pinboard pins,
            Map<Order.Once.Name, Ledger.Answered> answers) {}

    Mono<Void> write(Connection connection, Ledger ledger) {
        Statement statement = connection.createStatement(WRITE);
        Columns<Ledger.NewEntry> entries = new Columns<>(statement, 1, ledger.entries);
        entries.bind(Long[]::new, Ledger.NewEntry::position);
        entries.bind(String[]::new, entry -> entry.kind().word());
        entries.bind(String[]::new, entry -> entry.item().updatedAt().toString());
        entries.bind(UUID[]::new, entry -> entry.item().id());
        entries.bind(Integer[]::new, entry -> entry.item().version());
        entries.bind(String[]::new, entry -> entry.item().channel());
        entries.bind(String[]::new, entry -> entry.item().pubStatus().word());
        entries.bind(Integer[]::new, entry -> entry.item().urgency().number());
        entries.bind(String[]::new, entry -> entry.item().language());
        entries.bind(
                Integer[]::new,
                entry -> of(entry.before(), before -> before.urgency().number()));
        entries.bind(String[]::new, entry -> of(entry.before(), Item::language));
        entries.bind(Boolean[]::new, entry -> entry.item().pinned());
        entries.bind(String[]::new, entry -> entry.item().advisory());
        entries.bind(String[]::new, entry -> of(entry.item().expiresAt(), Instant::toString));
        entries.bind(Integer[]::new, Ledger.NewEntry::textVersion);
        entries.bind(String[]::new, entry -> Digest.of(entry.item().text()));
        entries.bind(Boolean[]::new, ledger::isLast);
        entries.bind(String[]::new, entry -> entry.item().publishedAt().toString());
        entries.bind(String[]::new, entry -> of(entry.item().text(), Text::headline));
        entries.bind(String[]::new, entry -> of(entry.item().text(), Text::link));
        entries.bind(String[]::new, entry -> of(entry.item().text(), Text::media));
        entries.bind(String[]::new, entry -> of(entry.item().text(), text -> of(text.image(), this::json)));
        entries.bind(
                String[]::new,
                entry -> of(entry.item().text(), text -> text.tags().isEmpty() ? null : json(text.tags())));
        entries.bind(String[]::new, entry -> of(entry.item().text(), Text::source));
        entries.bind(UUID[]::new, entry -> of(entry.by(), Order.By::id));
        entries.bind(String[]::new, entry -> of(entry.by(), Order.By::name));
        entries.bind(UUID[]::new, Ledger.NewEntry::tag);
        Columns<Map.Entry<Order.Once.Name, Ledger.Answered>> answers =
                new Columns<>(statement, entries.next(), ledger.answers.entrySet());
        answers.bind(UUID[]::new, answer -> answer.getKey().token());
        answers.bind(String[]::new, answer -> answer.getKey().address());
        answers.bind(String[]::new, answer -> answer.getKey().key());
        answers.bind(String[]::new, answer -> answer.getValue().body());
        answers.bind(Integer[]::new, answer -> answer.getValue().status());
        answers.bind(UUID[]::new, answer -> answer.getValue().item());
        answers.bind(Long[]::new, answer -> answer.getValue().position());
        statement.bind("$" + answers.next(), ledger.position());
        statement.bind("$" + (answers.next() + 1), ledger.told.toArray(UUID[]::new));
        return Flux.from(statement.execute())
                .concatMap(result -> result.map(row -> 1))
                .then(Mono.defer(() -> WriterAside.write(connection, ledger)));
    }

    private static <A, B> @Nullable B of(@Nullable A value, Function<A, @Nullable B> part) {
        return value == null ? null : part.apply(value);
    }

    private String json(Object value) {
        return json.writeValueAsString(value);
    }

    private static Mono<Ledger.Head> head(Connection connection) {
        return Flux.from(connection.createStatement(BEGIN).execute())
                .concatMap(result -> result.map((Readable row) -> new Ledger.Head(
                        Rows.value(row, "epoch", String.class),
                        Rows.value(row, "position", Long.class),
                        row.get("tag", UUID.class),
                        Rows.time(row, "now"))))
                .single();
    }

    private Mono<Map<Order.Once.Name, Ledger.Answered>> answered(Connection connection, List<Order.Once.Name> once) {
        if (once.isEmpty()) {
            return Mono.just(Map.of());
        }
        return Flux.from(connection
                        .createStatement(ANSWERED)
                        .bind("$1", json.writeValueAsString(once))
                        .execute())
                .concatMap(result -> result.map((Readable row) -> Map.entry(name(row), answer(row))))
                .collectMap(Map.Entry::getKey, Map.Entry::getValue);
    }

    private static Order.Once.Name name(Readable row) {
        return new Order.Once.Name(
                Rows.value(row, "token", UUID.class),
                Rows.value(row, "address", String.class),
                Rows.value(row, "key", String.class));
    }

    private static Ledger.Answered answer(Readable row) {
        return new Ledger.Answered(
                Rows.value(row, "body", String.class),
                Rows.value(row, "status", Integer.class),
                Rows.value(row, "item", UUID.class),
                Rows.value(row, "position", Long.class));
    }

    private Mono<Map<UUID, Ledger.Kept>> items(Connection connection, UUID[] ids) {
        if (ids.length == 0) {
            return Mono.just(Map.of());
        }
        return Flux.from(connection.createStatement(ITEMS).bind("$1", ids).execute())
                .concatMap(result -> result.map((Readable row) -> rows.kept(row)))
                .collectMap(kept -> kept.item().id());
    }

    private Mono<Map<UUID, Ledger.Waiting>> waiting(Connection connection, UUID[] ids) {
        if (ids.length == 0) {
            return Mono.just(Map.of());
        }
        return Flux.from(connection.createStatement(PENDING).bind("$1", ids).execute())
                .concatMap(result ->
                        result.map((Readable row) -> Map.entry(Rows.value(row, "id", UUID.class), rows.waiting(row))))
                .collectMap(Map.Entry::getKey, Map.Entry::getValue);
    }

    private Mono<Map<String, Ledger.Line>> lines(Connection connection, String[] named, UUID[] items, UUID[] told) {
        return Flux.from(connection
                        .createStatement(CHANNELS)
                        .bind("$1", named)
                        .bind("$2", items)
                        .bind("$3", told)
                        .execute())
                .concatMap(result -> result.map((Readable row) -> Map.entry(
                        Rows.value(row, "name", String.class),
                        new Ledger.Line(Rows.value(row, "language", String.class), row.get("reason", String.class)))))
                .collectMap(Map.Entry::getKey, Map.Entry::getValue);
    }
}
