package live.newsline.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import live.newsline.item.BrokenRule;
import live.newsline.item.Channel;
import live.newsline.item.Image;
import live.newsline.item.Item;
import live.newsline.item.Text;
import live.newsline.item.Times;
import live.newsline.journal.Cursor;
import live.newsline.journal.Entry;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Writes every JSON text that leaves the house. Fields that are not set are absent. Thread-safe: there is no state. */
public final class Wire {

    private static final JsonFactory JSON = JsonFactory.builder().build();
    private static final byte[] EVENT_END = "\n\n".getBytes(US_ASCII);

    private Wire() {}

    /** RFC 3339, UTC, milliseconds. */
    public static String time(Instant time) {
        return Times.text(time);
    }

    public static Frame frame(String epoch, Entry entry) {
        Cursor cursor = new Cursor(epoch, entry.position());
        String head = "id: " + cursor + "\ndata: ";
        byte[] event = event(head, out -> {
            out.writeStringProperty("type", "entry");
            out.writeStringProperty("cursor", cursor.toString());
            out.writeStringProperty("kind", entry.kind().word());
            out.writeStringProperty("channel", entry.item().channel());
            out.writeStringProperty("at", time(entry.at()));
            out.writeName("item");
            item(out, entry.item());
        });
        Entry facts = new Entry(
                entry.position(),
                entry.tag(),
                entry.kind(),
                entry.at(),
                entry.item().withoutText(),
                entry.urgencyWas(),
                entry.languageWas());
        return new Frame(facts, event, head.length(), event.length - head.length() - EVENT_END.length);
    }

    /**
     * @param retry when a client that is cut off should return, in milliseconds
     * @param items a JSON array; for all verdicts but resumed
     */
    public static Control hello(
            Cursor cursor, Instant at, boolean stale, Verdict verdict, int retry, byte @Nullable [] items) {
        return control("hello", cursor.toString(), retry, out -> {
            time(out, at, stale);
            if (verdict instanceof Verdict.Resumed resumed) {
                out.writeStringProperty("verdict", "resumed");
                out.writeNumberProperty("behind", resumed.behind());
            } else if (verdict instanceof Verdict.Reset reset) {
                out.writeStringProperty("verdict", "reset");
                out.writeStringProperty("reason", reset.reason().name().toLowerCase(Locale.ROOT));
                if (reset.lost() != null) {
                    out.writeObjectPropertyStart("lost");
                    out.writeNumberProperty("from", reset.lost().from());
                    out.writeNumberProperty("to", reset.lost().to());
                    out.writeEndObject();
                }
            } else {
                out.writeStringProperty("verdict", "fresh");
            }
            if (items != null) {
                out.writeName("items");
                out.writeRawValue(new String(items, UTF_8));
            }
        });
    }

    public static Control heartbeat(Cursor cursor, Instant at, boolean stale) {
        return control("heartbeat", cursor.toString(), null, out -> time(out, at, stale));
    }

    /**
     * @param cursor to return with; empty for a client that has seen nothing
     * @param retry when to return, in milliseconds
     */
    public static Control drain(String cursor, int retry) {
        return control("drain", cursor, retry, out -> out.writeNumberProperty("retry", retry));
    }

    public static byte[] items(List<Item> items) {
        return bytes(out -> items(out, items));
    }

    public static byte[] pageOfItems(Cursor cursor, List<Item> items) {
        return bytes(out -> {
            out.writeStartObject();
            out.writeStringProperty("cursor", cursor.toString());
            out.writeName("items");
            items(out, items);
            out.writeEndObject();
        });
    }

    public static byte[] item(Item item) {
        return bytes(out -> item(out, item));
    }

    public static byte[] channel(Channel channel) {
        return bytes(out -> channel(out, channel));
    }

    public static byte[] channels(Collection<Channel> channels) {
        return bytes(out -> {
            out.writeStartObject();
            out.writeArrayPropertyStart("channels");
            channels.forEach(channel -> channel(out, channel));
            out.writeEndArray();
            out.writeEndObject();
        });
    }

    /** RFC 9457. */
    public static byte[] problem(
            String type, String title, int status, @Nullable String detail, List<BrokenRule> errors) {
        return bytes(out -> {
            out.writeStartObject();
            out.writeStringProperty("type", type);
            out.writeStringProperty("title", title);
            out.writeNumberProperty("status", status);
            string(out, "detail", detail);
            if (!errors.isEmpty()) {
                out.writeArrayPropertyStart("errors");
                for (BrokenRule error : errors) {
                    out.writeStartObject();
                    // a client's own word: a lone surrogate in it could not be written
                    out.writeStringProperty("field", new String(error.field().getBytes(UTF_8), UTF_8));
                    out.writeStringProperty("rule", error.rule());
                    out.writeStringProperty("detail", error.detail());
                    out.writeEndObject();
                }
                out.writeEndArray();
            }
            out.writeEndObject();
        });
    }

    /** Fields in this order: event, id, retry, data (protocol.md, "Server-sent events"). */
    private static Control control(
            String type, String cursor, @Nullable Integer retry, Consumer<JsonGenerator> properties) {
        String head = "event: " + type + "\nid: " + cursor + (retry == null ? "" : "\nretry: " + retry) + "\ndata: ";
        byte[] event = event(head, out -> {
            out.writeStringProperty("type", type);
            out.writeStringProperty("cursor", cursor);
            properties.accept(out);
        });
        return new Control(event, head.length(), event.length - head.length() - EVENT_END.length);
    }

    /** A server-sent event: what stands before the JSON, in ASCII, an object with these properties, and the end. */
    private static byte[] event(String head, Consumer<JsonGenerator> properties) {
        ByteArrayOutputStream event = new ByteArrayOutputStream(512);
        event.writeBytes(head.getBytes(US_ASCII));
        json(event, out -> {
            out.writeStartObject();
            properties.accept(out);
            out.writeEndObject();
        });
        event.writeBytes(EVENT_END);
        return event.toByteArray();
    }

    private static void time(JsonGenerator out, Instant at, boolean stale) {
        out.writeStringProperty("at", time(at));
        if (stale) {
            out.writeBooleanProperty("stale", true);
        }
    }

    private static void items(JsonGenerator out, List<Item> items) {
        out.writeStartArray();
        items.forEach(item -> item(out, item));
        out.writeEndArray();
    }

    static void item(JsonGenerator out, Item item) {
        Text text = item.text();
        out.writeStartObject();
        out.writeStringProperty("id", item.id().toString());
        out.writeStringProperty("channel", item.channel());
        out.writeNumberProperty("version", item.version());
        out.writeStringProperty("pubStatus", item.pubStatus().word());
        // without its text an item is only its place, its status and the reason
        if (text != null) {
            out.writeStringProperty("urgency", item.urgency().word());
            out.writeStringProperty("headline", text.headline());
            out.writeStringProperty("language", item.language());
            text(out, text);
            if (item.pinned()) {
                out.writeBooleanProperty("pinned", true);
            }
        }
        string(out, "advisory", item.advisory());
        out.writeStringProperty("publishedAt", time(item.publishedAt()));
        out.writeStringProperty("updatedAt", time(item.updatedAt()));
        string(out, "expiresAt", item.expiresAt() == null ? null : time(item.expiresAt()));
        out.writeEndObject();
    }

    private static void text(JsonGenerator out, Text text) {
        string(out, "link", text.link());
        string(out, "media", text.media());
        Image image = text.image();
        if (image != null) {
            out.writeObjectPropertyStart("image");
            out.writeStringProperty("href", image.href());
            out.writeStringProperty("alt", image.alt());
            out.writeNumberProperty("width", image.width());
            out.writeNumberProperty("height", image.height());
            out.writeEndObject();
        }
        if (!text.tags().isEmpty()) {
            out.writeArrayPropertyStart("tags");
            text.tags().forEach(out::writeString);
            out.writeEndArray();
        }
        string(out, "source", text.source());
    }

    private static void channel(JsonGenerator out, Channel channel) {
        out.writeStartObject();
        out.writeStringProperty("channel", channel.name());
        out.writeStringProperty("title", channel.title());
        out.writeStringProperty("language", channel.language());
        out.writeStringProperty("timeZone", channel.timeZone());
        out.writeStringProperty("visibility", channel.visibility());
        out.writeEndObject();
    }

    private static void string(JsonGenerator out, String name, @Nullable String value) {
        if (value != null) {
            out.writeStringProperty(name, value);
        }
    }

    static byte[] bytes(Consumer<JsonGenerator> body) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
        json(bytes, body);
        return bytes.toByteArray();
    }

    private static void json(ByteArrayOutputStream bytes, Consumer<JsonGenerator> body) {
        try (JsonGenerator out = JSON.createGenerator(ObjectWriteContext.empty(), bytes)) {
            body.accept(out);
        }
    }
}
