package live.newsline.journal;

import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import live.newsline.item.Image;
import live.newsline.item.Item;
import live.newsline.item.PubStatus;
import live.newsline.item.Text;
import live.newsline.item.Urgency;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** How rows become values. The names of columns are those of V1__journal.sql. */
public final class Rows {

    /** An item's columns as they are now, and its text where the join found one. */
    static final String ITEM = """
            i.id, i.channel, i.version, i.text_version, i.pub_status, i.urgency, i.language, i.pinned, i.advisory,
            i.published_at, i.updated_at, i.expires_at,
            t.headline, t.link, t.media, t.image::text as image, t.tags::text as tags, t.source""";

    /**
     * Lateral and limited, because that is looked up by index whatever the planner believes: it takes a limit that is a
     * parameter for a tenth of the table, and reads all texts there are to join ten.
     */
    static final String JOIN_TEXT = """
            left join lateral (
                select * from item_text where item = i.id and version = i.text_version limit 1) t on true""";

    private static final TypeReference<List<String>> STRINGS = new TypeReference<>() {};

    private static final TypeReference<Map<String, @Nullable Object>> OBJECT = new TypeReference<>() {};

    private final JsonMapper json;

    public Rows(JsonMapper json) {
        this.json = json;
    }

    Item item(Readable row) {
        return new Item(
                value(row, "id", UUID.class),
                value(row, "channel", String.class),
                value(row, "version", Integer.class),
                PubStatus.of(value(row, "pub_status", String.class)),
                Urgency.of(value(row, "urgency", Integer.class)),
                value(row, "language", String.class),
                value(row, "pinned", Boolean.class),
                text(row),
                row.get("advisory", String.class),
                time(row, "published_at"),
                time(row, "updated_at"),
                timeOrNull(row, "expires_at"));
    }

    Ledger.Kept kept(Readable row) {
        return new Ledger.Kept(item(row), value(row, "text_version", Integer.class));
    }

    Entry entry(Readable row) {
        Integer urgencyWas = row.get("urgency_was", Integer.class);
        return new Entry(
                value(row, "position", Long.class),
                value(row, "tag", UUID.class),
                Kind.of(value(row, "kind", String.class)),
                time(row, "updated_at"),
                item(row),
                urgencyWas == null ? null : Urgency.of(urgencyWas),
                row.get("language_was", String.class));
    }

    /** What is never absent. */
    public static <T> T value(Readable row, String column, Class<T> type) {
        return Objects.requireNonNull(row.get(column, type), column);
    }

    public static Instant time(Readable row, String column) {
        return value(row, column, OffsetDateTime.class).toInstant();
    }

    Ledger.Waiting waiting(Readable row) {
        return new Ledger.Waiting(
                value(row, "channel", String.class),
                value(row, "version", Integer.class),
                json.readValue(value(row, "draft", String.class), OBJECT),
                timeOrNull(row, "due_at"),
                by(row));
    }

    static Pending pending(Readable row) {
        return new Pending(
                value(row, "id", UUID.class),
                value(row, "channel", String.class),
                Pending.State.valueOf(value(row, "state", String.class).toUpperCase(Locale.ROOT)),
                value(row, "draft", String.class),
                timeOrNull(row, "due_at"),
                by(row),
                time(row, "created_at"),
                value(row, "version", Integer.class));
    }

    /** Who did it, where it is known. */
    public static Order.By by(Readable row) {
        return new Order.By(value(row, "by_id", UUID.class), value(row, "by_name", String.class));
    }

    static @Nullable Instant timeOrNull(Readable row, String column) {
        OffsetDateTime time = row.get(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    /** Null where the text is gone. */
    public @Nullable Text text(Readable row) {
        String headline = row.get("headline", String.class);
        if (headline == null) {
            return null;
        }
        String image = row.get("image", String.class);
        String tags = row.get("tags", String.class);
        return new Text(
                headline,
                row.get("link", String.class),
                row.get("media", String.class),
                image == null ? null : json.readValue(image, Image.class),
                tags == null ? List.of() : json.readValue(tags, STRINGS),
                row.get("source", String.class));
    }
}
