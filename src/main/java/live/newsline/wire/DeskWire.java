package live.newsline.wire;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import live.newsline.item.Item;
import live.newsline.journal.Cursor;
import live.newsline.journal.Order;
import live.newsline.journal.Past;
import live.newsline.journal.Pauses;
import live.newsline.journal.Pending;
import live.newsline.journal.Pins;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** The JSON of the desk's own addresses (docs/desk.md). Thread-safe: there is no state. */
public final class DeskWire {

    private DeskWire() {}

    public static byte[] pending(Pending pending) {
        return Wire.bytes(out -> pending(out, pending));
    }

    public static byte[] pending(List<Pending> all) {
        return Wire.bytes(out -> {
            out.writeStartObject();
            out.writeArrayPropertyStart("pending");
            all.forEach(each -> pending(out, each));
            out.writeEndArray();
            out.writeEndObject();
        });
    }

    /** @param channels those that the caller may know of */
    public static byte[] paused(Map<String, Pauses.Pause> pauses, List<String> channels) {
        return Wire.bytes(out -> {
            out.writeStartObject();
            out.writeName("all");
            pause(out, pauses.get(Pauses.ALL));
            out.writeObjectPropertyStart("channels");
            for (String channel : channels) {
                Pauses.Pause pause = pauses.get(channel);
                if (pause != null) {
                    out.writeName(channel);
                    pause(out, pause);
                }
            }
            out.writeEndObject();
            out.writeEndObject();
        });
    }

    public static byte[] history(List<Past> entries) {
        return Wire.bytes(out -> {
            out.writeStartObject();
            out.writeArrayPropertyStart("entries");
            for (Past past : entries) {
                out.writeStartObject();
                out.writeNumberProperty("position", past.entry().position());
                out.writeStringProperty("kind", past.entry().kind().word());
                out.writeStringProperty("at", Wire.time(past.entry().at()));
                out.writeNumberProperty("version", past.entry().item().version());
                by(out, past.by());
                out.writeName("item");
                Wire.item(out, past.entry().item());
                out.writeEndObject();
            }
            out.writeEndArray();
            out.writeEndObject();
        });
    }

    /**
     * @param line of the record, a JSON object that is not empty
     * @param headline null: the caller may not see it, or there is none
     */
    public record Act(String line, @Nullable String headline) {}

    /** @param next null: these were the last */
    public static byte[] acts(List<Act> acts, @Nullable Long next) {
        return Wire.bytes(out -> {
            out.writeStartObject();
            out.writeArrayPropertyStart("acts");
            acts.forEach(act -> act(out, act));
            out.writeEndArray();
            if (next != null) {
                out.writeNumberProperty("next", next);
            }
            out.writeEndObject();
        });
    }

    /** @param next null: these were the last */
    public static byte[] found(List<Item> items, @Nullable UUID next) {
        return Wire.bytes(out -> {
            out.writeStartObject();
            out.writeArrayPropertyStart("items");
            items.forEach(item -> Wire.item(out, item));
            out.writeEndArray();
            if (next != null) {
                out.writeStringProperty("next", next.toString());
            }
            out.writeEndObject();
        });
    }

    public static byte[] pins(List<Pins.Pinned> pins) {
        return Wire.bytes(out -> {
            out.writeStartObject();
            out.writeArrayPropertyStart("pins");
            for (Pins.Pinned pin : pins) {
                out.writeStartObject();
                out.writeStringProperty("item", pin.item().toString());
                if (pin.until() != null) {
                    out.writeStringProperty("until", Wire.time(pin.until()));
                }
                out.writeEndObject();
            }
            out.writeEndArray();
            out.writeEndObject();
        });
    }

    public static byte[] intact(long acts, long seq, String hash) {
        return Wire.bytes(out -> {
            out.writeStartObject();
            out.writeBooleanProperty("intact", true);
            out.writeNumberProperty("acts", acts);
            out.writeNumberProperty("seq", seq);
            out.writeStringProperty("hash", hash);
            out.writeEndObject();
        });
    }

    public static byte[] broken(long acts, long seq, String why) {
        return Wire.bytes(out -> {
            out.writeStartObject();
            out.writeBooleanProperty("intact", false);
            out.writeNumberProperty("acts", acts);
            out.writeObjectPropertyStart("broken");
            out.writeNumberProperty("seq", seq);
            out.writeStringProperty("why", why);
            out.writeEndObject();
            out.writeEndObject();
        });
    }

    public static byte[] line(Instant at, Cursor cursor, List<Item> items) {
        return Wire.bytes(out -> {
            out.writeStartObject();
            out.writeStringProperty("at", Wire.time(at));
            out.writeStringProperty("cursor", cursor.toString());
            out.writeArrayPropertyStart("items");
            items.forEach(item -> Wire.item(out, item));
            out.writeEndArray();
            out.writeEndObject();
        });
    }

    private static void pending(JsonGenerator out, Pending pending) {
        out.writeStartObject();
        out.writeStringProperty("id", pending.id().toString());
        out.writeStringProperty("channel", pending.channel());
        out.writeStringProperty("state", pending.state().word());
        out.writeName("draft");
        out.writeRawValue(pending.draft());
        if (pending.dueAt() != null) {
            out.writeStringProperty("dueAt", Wire.time(pending.dueAt()));
        }
        by(out, pending.by());
        out.writeStringProperty("createdAt", Wire.time(pending.createdAt()));
        out.writeNumberProperty("version", pending.version());
        out.writeEndObject();
    }

    /** The line as it is chained, byte for byte; the headline behind it is not of the record. */
    private static void act(JsonGenerator out, Act act) {
        String line = act.line();
        String headline = act.headline();
        if (headline == null) {
            out.writeRawValue(line);
        } else {
            String quoted = new String(Wire.bytes(text -> text.writeString(headline)), StandardCharsets.UTF_8);
            out.writeRawValue(line.substring(0, line.length() - 1) + ",\"headline\":" + quoted + "}");
        }
    }

    private static void pause(JsonGenerator out, Pauses.@Nullable Pause pause) {
        out.writeStartObject();
        out.writeBooleanProperty("paused", pause != null);
        if (pause != null) {
            out.writeStringProperty("reason", pause.reason());
            out.writeStringProperty("by", pause.by());
            out.writeStringProperty("at", Wire.time(pause.at()));
        }
        out.writeEndObject();
    }

    static void by(JsonGenerator out, Order.@Nullable By by) {
        if (by != null) {
            out.writeObjectPropertyStart("by");
            out.writeStringProperty("id", by.id().toString());
            out.writeStringProperty("name", by.name());
            out.writeEndObject();
        }
    }
}
