package live.newsline.stream;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads server-sent events as the standard says, and accepts only the part of it that protocol.md promises: lines end by
 * LF; fields are event, id, retry, data, each at most once and in this order; every event has an id and data.
 */
final class EventParser {

    private static final List<String> FIELDS = List.of("event", "id", "retry", "data");

    /** @param name null where the event has no {@code event} field, so that {@code es.onmessage} gets it */
    record Event(@Nullable String name, String id, @Nullable Integer retry, String data) {}

    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private final @Nullable String[] values = new String[FIELDS.size()];
    private int last = -1;

    void feed(byte[] bytes, int length, Consumer<Event> events) {
        for (int i = 0; i < length; i++) {
            if (bytes[i] == '\r') {
                throw new IllegalStateException("a CR in the stream");
            } else if (bytes[i] == '\n') {
                end(decoded(), events);
            } else {
                line.write(bytes[i]);
            }
        }
    }

    /** Whether the stream would lose something if it ended here. */
    boolean isInsideEvent() {
        return line.size() > 0 || last >= 0;
    }

    private String decoded() {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(line.toByteArray()))
                    .toString();
        } catch (CharacterCodingException notUtf8) {
            throw new IllegalStateException(notUtf8);
        } finally {
            line.reset();
        }
    }

    private void end(String whole, Consumer<Event> events) {
        if (whole.isEmpty()) {
            String id = values[1];
            String data = values[3];
            if (id == null || data == null) {
                throw new IllegalStateException("an event without id or data");
            }
            events.accept(new Event(values[0], id, values[2] == null ? null : Integer.valueOf(values[2]), data));
            Arrays.fill(values, null);
            last = -1;
            return;
        }
        int colon = whole.indexOf(": ");
        int field = colon < 0 ? -1 : FIELDS.indexOf(whole.substring(0, colon));
        if (field <= last) {
            throw new IllegalStateException("not a field, or not in its place: " + whole);
        }
        values[field] = whole.substring(colon + 2);
        last = field;
    }
}
