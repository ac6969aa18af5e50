package live.newsline.journal;

import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A draft that waits (docs/desk.md, "What is not on the line yet").
 *
 * @param draft as JSON
 * @param dueAt null: for an editor, for as long as it takes
 */
public record Pending(
        UUID id,
        String channel,
        State state,
        String draft,
        @Nullable Instant dueAt,
        Order.By by,
        Instant createdAt,
        int version) {

    public enum State {
        CONTRIBUTED,
        SCHEDULED,
        SENDING;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
