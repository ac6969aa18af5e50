package live.newsline.journal;

import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import live.newsline.item.Item;
import live.newsline.item.PubStatus;
import org.jspecify.annotations.Nullable;

/** What is pinned, and until when, as a {@link Ledger} goes on. It knows the channels and items that its orders pin. */
final class Pinboard {

    /** In a channel, of those that readers see. */
    static final int MOST = 3;

    private final Map<String, Set<UUID>> pinned = new HashMap<>();
    private final Map<UUID, Instant> ends;

    /** What is to be written: until when; null: no end is known any more. */
    final Map<UUID, @Nullable Instant> changed = new LinkedHashMap<>();

    /** @param pinned usable items by channel, of the channels that matter */
    Pinboard(Map<String, Set<UUID>> pinned, Map<UUID, Instant> ends) {
        pinned.forEach((channel, items) -> this.pinned.put(channel, new HashSet<>(items)));
        this.ends = new HashMap<>(ends);
    }

    static Pinboard none() {
        return new Pinboard(Map.of(), Map.of());
    }

    @Nullable
    Instant end(UUID item) {
        return ends.get(item);
    }

    /** @throws Refusal.TooManyPins where there is no room for it */
    void mustHaveRoomFor(Item item) {
        Set<UUID> others = pinned.getOrDefault(item.channel(), Set.of());
        if (!item.pinned() && others.size() >= MOST) {
            throw new Refusal.TooManyPins(MOST);
        }
    }

    void end(UUID item, @Nullable Instant until) {
        if (until == null) {
            ends.remove(item);
        } else {
            ends.put(item, until);
        }
        changed.put(item, until);
    }

    /** Whoever takes a pin out takes its end with it, by whatever door: pinned again, it stays. */
    void saw(@Nullable Item before, Item after) {
        if (before != null && before.pinned() && !after.pinned()) {
            end(after.id(), null);
        }
        Set<UUID> items = pinned.get(after.channel());
        if (items != null && after.pinned() && after.pubStatus() == PubStatus.USABLE) {
            items.add(after.id());
        } else if (items != null) {
            items.remove(after.id());
        }
    }
}
