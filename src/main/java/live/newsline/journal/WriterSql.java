package live.newsline.journal;

import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Readable;
import io.r2dbc.spi.Statement;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
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
 * The rows of a batch travel as JSON, one parameter a table, so that the number of round trips does not grow with it.
 */
final class WriterSql {

    private static final String LOCK = """
            select epoch, position, date_trunc('milliseconds', clock_timestamp()) as now
            from head for update""";

    private static final String CHANNELS = """
            select name, language from channel
            where name = any($1) or name in (select channel from item where id = any($2))""";

    private static final String ITEMS =
            "select " + Rows.ITEM + " from item i " + Rows.JOIN_TEXT + " where i.id = any($1)";

    private static final String ANSWERED = """
            select a.token, a.address, a.key, encode(a.body, 'hex') as body, a.status, a.item, a.position
            from answered a
            join json_to_recordset($1::json) as q(token uuid, address text, key text) using (token, address, key)
            where a.at > clock_timestamp() - interval '24 hours'""";

    private static final String WRITE = """
            with items as (
                insert into item
                select * from json_to_recordset($1::json) as x(
                    id uuid, channel text, version int, text_version int, pub_status text, urgency smallint,
                    language text, pinned boolean, advisory text, published_at timestamptz, updated_at timestamptz,
                    expires_at timestamptz)
                on conflict (id) do update set
                    version = excluded.version, text_version = excluded.text_version,
                    pub_status = excluded.pub_status, urgency = excluded.urgency, language = excluded.language,
                    pinned = excluded.pinned, advisory = excluded.advisory, updated_at = excluded.updated_at,
                    expires_at = excluded.expires_at
            ), texts as (
                insert into item_text
                select * from json_to_recordset($2::json) as x(
                    item uuid, version int, headline text, link text, media text, image jsonb, tags jsonb, source text)
            ), entries as (
                insert into entry (position, kind, at, item, version, channel, pub_status, urgency, language,
                    urgency_was, language_was, pinned, advisory, expires_at, text_version, text_digest)
                select position, kind, at, item, version, channel, pub_status, urgency, language,
                    urgency_was, language_was, pinned, advisory, expires_at, text_version, decode(text_digest, 'hex')
                from json_to_recordset($3::json) as x(
                    position bigint, kind text, at timestamptz, item uuid, version int, channel text,
                    pub_status text, urgency smallint, language text, urgency_was smallint, language_was text,
                    pinned boolean, advisory text, expires_at timestamptz, text_version int, text_digest text)
            ), answers as (
                insert into answered
                select token, address, key, decode(body, 'hex'), status, item, position, clock_timestamp()
                from json_to_recordset($4::json) as x(
                    token uuid, address text, key text, body text, status smallint, item uuid, position bigint)
                on conflict (token, address, key) do update set
                    body = excluded.body, status = excluded.status, item = excluded.item,
                    position = excluded.position, at = excluded.at
            )
            update head set position = $5 returning pg_notify('newsline', 'entry')""";

    private final JsonMapper json;
    private final Rows rows;

    WriterSql(JsonMapper json, Rows rows) {
        this.json = json;
        this.rows = rows;
    }

    /** Everything the orders need to be decided; from here to the commit no other writer moves. */
    Mono<Ledger> load(Connection connection, List<Order> orders) {
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
        List<Order.Once.Name> once = orders.stream()
                .map(Order::once)
                .filter(Objects::nonNull)
                .map(Order.Once::name)
                .distinct()
                .toList();
        return one(connection.createStatement(LOCK), this::head)
                .flatMap(head -> answered(connection, once).flatMap(answers -> {
                    // the item of an answer that is repeated may be any, not only the one in the order
                    UUID[] known = Stream.concat(
                                    Arrays.stream(touched),
                                    answers.values().stream().map(Ledger.Answered::item))
                            .distinct()
                            .toArray(UUID[]::new);
                    return items(connection, known)
                            .flatMap(items -> languages(connection, named, known)
                                    .map(languages -> new Ledger(head, languages, items, answers)));
                }));
    }

    Mono<Void> write(Connection connection, Ledger ledger) {
        Statement statement = connection
                .createStatement(WRITE)
                .bind(
                        "$1",
                        rows(ledger.changedItems.values().stream()
                                .map(this::itemRow)
                                .toList()))
                .bind(
                        "$2",
                        rows(ledger.entries.stream()
                                .filter(Ledger.NewEntry::hasNewText)
                                .map(entry -> textRow(entry.item()))
                                .toList()))
                .bind("$3", rows(ledger.entries.stream().map(this::entryRow).toList()))
                .bind(
                        "$4",
                        rows(ledger.answers.entrySet().stream()
                                .map(answer -> answerRow(answer.getKey(), answer.getValue()))
                                .toList()))
                .bind("$5", ledger.position());
        return Flux.from(statement.execute())
                .concatMap(result -> result.map(row -> 1))
                .then();
    }

    private Ledger.Head head(Readable row) {
        return new Ledger.Head(
                Rows.value(row, "epoch", String.class), Rows.value(row, "position", Long.class), Rows.time(row, "now"));
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

    private Mono<Map<String, String>> languages(Connection connection, String[] named, UUID[] items) {
        return Flux.from(connection
                        .createStatement(CHANNELS)
                        .bind("$1", named)
                        .bind("$2", items)
                        .execute())
                .concatMap(result -> result.map((Readable row) ->
                        Map.entry(Rows.value(row, "name", String.class), Rows.value(row, "language", String.class))))
                .collectMap(Map.Entry::getKey, Map.Entry::getValue);
    }

    private static <T> Mono<T> one(Statement statement, Function<Readable, T> mapping) {
        return Flux.from(statement.execute())
                .concatMap(result -> result.map(mapping))
                .single();
    }

    private String rows(List<Map<String, @Nullable Object>> rows) {
        return json.writeValueAsString(rows);
    }

    private Map<String, @Nullable Object> itemRow(Ledger.Kept kept) {
        Item item = kept.item();
        Map<String, @Nullable Object> row = shared(item, kept.textVersion());
        row.put("id", item.id());
        row.put("published_at", item.publishedAt().toString());
        row.put("updated_at", item.updatedAt().toString());
        return row;
    }

    private Map<String, @Nullable Object> entryRow(Ledger.NewEntry entry) {
        Item item = entry.item();
        Item before = entry.before();
        Map<String, @Nullable Object> row = shared(item, entry.textVersion());
        row.put("item", item.id());
        row.put("position", entry.position());
        row.put("kind", entry.kind().word());
        row.put("at", item.updatedAt().toString());
        row.put("urgency_was", before == null ? null : before.urgency().number());
        row.put("language_was", before == null ? null : before.language());
        row.put("text_digest", digest(item.text()));
        return row;
    }

    private static Map<String, @Nullable Object> shared(Item item, int textVersion) {
        Map<String, @Nullable Object> row = new HashMap<>();
        row.put("channel", item.channel());
        row.put("version", item.version());
        row.put("text_version", textVersion);
        row.put("pub_status", item.pubStatus().word());
        row.put("urgency", item.urgency().number());
        row.put("language", item.language());
        row.put("pinned", item.pinned());
        row.put("advisory", item.advisory());
        row.put("expires_at", item.expiresAt() == null ? null : item.expiresAt().toString());
        return row;
    }

    private Map<String, @Nullable Object> textRow(Item item) {
        Text text = Objects.requireNonNull(item.text());
        Map<String, @Nullable Object> row = new HashMap<>();
        row.put("item", item.id());
        row.put("version", item.version());
        row.put("headline", text.headline());
        row.put("link", text.link());
        row.put("media", text.media());
        row.put("image", text.image());
        row.put("tags", text.tags().isEmpty() ? null : text.tags());
        row.put("source", text.source());
        return row;
    }

    private static Map<String, @Nullable Object> answerRow(Order.Once.Name name, Ledger.Answered answered) {
        Map<String, @Nullable Object> row = new HashMap<>();
        row.put("token", name.token());
        row.put("address", name.address());
        row.put("key", name.key());
        row.put("body", answered.body());
        row.put("status", answered.status());
        row.put("item", answered.item());
        row.put("position", answered.position());
        return row;
    }

    /** SHA-256 over the text as JSON, fields in the order of {@link Text}: what remains when the text is erased. */
    private String digest(@Nullable Text text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(json.writeValueAsBytes(text)));
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }
}
