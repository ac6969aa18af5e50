package live.newsline.journal;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import live.newsline.item.Draft;
import live.newsline.item.Times;
import org.jspecify.annotations.Nullable;

/** What the record says of an item or a draft: everything but its texts, of which it has the SHA-256. */
public final class Facts {

    private static final Set<String> NOT_COMPARED = Set.of("publishedAt", "textVersion", "was");

    private Facts() {}

    /** A draft that waits. */
    static Map<String, @Nullable Object> of(Draft draft, Pending.State state, @Nullable Instant dueAt) {
        Map<String, @Nullable Object> facts = new LinkedHashMap<>();
        facts.put("state", state.word());
        facts.put("dueAt", time(dueAt));
        facts.put("urgency", draft.urgency().word());
        facts.put("language", draft.language());
        facts.put("pinned", draft.pinned() ? true : null);
        facts.put("advisory", draft.advisory() == null ? null : Digest.of(draft.advisory()));
        facts.put("expiresAt", time(draft.expiresAt()));
        facts.put("text", Digest.of(draft.text()));
        facts.values().removeIf(Objects::isNull);
        return facts;
    }

    /** The same facts, and what of them was otherwise before; a null was not set. */
    public static Map<String, @Nullable Object> since(
            @Nullable Map<String, ? extends @Nullable Object> before, Map<String, @Nullable Object> facts) {
        if (before == null) {
            return facts;
        }
        Map<String, @Nullable Object> was = new LinkedHashMap<>();
        facts.forEach((field, value) -> {
            if (!NOT_COMPARED.contains(field) && !Objects.equals(before.get(field), value)) {
                was.put(field, before.get(field));
            }
        });
        before.forEach((field, value) -> {
            if (!NOT_COMPARED.contains(field) && value != null && facts.get(field) == null) {
                was.put(field, value);
            }
        });
        Map<String, @Nullable Object> both = new LinkedHashMap<>(facts);
        if (!was.isEmpty()) {
            both.put("was", was);
        }
        return both;
    }

    /** A pin's end. @param pinned whether it was pinned before */
    static Map<String, @Nullable Object> until(boolean pinned, @Nullable Instant was, @Nullable Instant until) {
        Map<String, @Nullable Object> now = new LinkedHashMap<>();
        if (until != null) {
            now.put("until", Times.text(until));
        }
        return since(pinned ? Collections.singletonMap("until", time(was)) : null, now);
    }

    private static @Nullable String time(@Nullable Instant time) {
        return time == null ? null : Times.text(time);
    }
}
