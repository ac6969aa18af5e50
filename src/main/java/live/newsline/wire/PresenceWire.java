package live.newsline.wire;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import live.newsline.journal.Order;

/** The JSON about who is there (docs/desk.md, "Who is there"). Thread-safe: there is no state. */
public final class PresenceWire {

    /** How many read a channel. */
    public record Readers(int sse, int rsocket) {}

    /**
     * How far an item's newest entry has come; delays in milliseconds.
     *
     * @param told so many readers
     * @param of so many who asked for it
     */
    public record Told(long position, int version, int told, int of, long p50, long p99, long most, Instant at) {}

    /** @param pending whether it waits, or is an item */
    public record Edited(UUID subject, boolean pending, Order.By by, Instant since) {}

    private PresenceWire() {}

    public static byte[] readers(Map<String, Readers> channels, int nodes) {
        return Wire.bytes(out -> {
            out.writeStartObject();
            out.writeObjectPropertyStart("channels");
            channels.forEach((channel, readers) -> {
                out.writeObjectPropertyStart(channel);
                out.writeNumberProperty("readers", readers.sse() + readers.rsocket());
                out.writeNumberProperty("sse", readers.sse());
                out.writeNumberProperty("rsocket", readers.rsocket());
                out.writeEndObject();
            });
            out.writeEndObject();
            out.writeNumberProperty("nodes", nodes);
            out.writeEndObject();
        });
    }

    /** By item. */
    public static byte[] receipts(Map<UUID, Told> receipts) {
        return Wire.bytes(out -> {
            out.writeStartObject();
            out.writeObjectPropertyStart("receipts");
            receipts.forEach((item, told) -> {
                out.writeObjectPropertyStart(item.toString());
                out.writeNumberProperty("position", told.position());
                out.writeNumberProperty("version", told.version());
                out.writeNumberProperty("told", told.told());
                out.writeNumberProperty("of", told.of());
                if (told.told() > 0) {
                    out.writeNumberProperty("p50", told.p50());
                    out.writeNumberProperty("p99", told.p99());
                    out.writeNumberProperty("most", told.most());
                }
                out.writeStringProperty("at", Wire.time(told.at()));
                out.writeEndObject();
            });
            out.writeEndObject();
            out.writeEndObject();
        });
    }

    public static byte[] editing(List<Edited> all) {
        return Wire.bytes(out -> {
            out.writeStartObject();
            out.writeArrayPropertyStart("editing");
            for (Edited edited : all) {
                out.writeStartObject();
                out.writeStringProperty(
                        edited.pending() ? "pending" : "item", edited.subject().toString());
                DeskWire.by(out, edited.by());
                out.writeStringProperty("since", Wire.time(edited.since()));
                out.writeEndObject();
            }
            out.writeEndArray();
            out.writeEndObject();
        });
    }
}
