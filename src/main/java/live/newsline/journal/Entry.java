package live.newsline.journal;

import java.time.Instant;
import java.util.UUID;
import live.newsline.item.Item;
import live.newsline.item.PubStatus;
import live.newsline.item.Urgency;
import org.jspecify.annotations.Nullable;

/**
 * One thing that happened to an item.
 *
 * @param tag random: tells this row from another that a rewound history put at the same position
 * @param item as of this entry; where it may not be seen now, without text and with today's status
 * @param urgencyWas before this entry; null for an item's first
 * @param languageWas before this entry; null for an item's first
 */
public record Entry(
        long position,
        UUID tag,
        Kind kind,
        Instant at,
        Item item,
        @Nullable Urgency urgencyWas,
        @Nullable String languageWas) {

    /** The same, told late: without text, and with the status its item has now. */
    public Entry withStatus(PubStatus status) {
        Item now = new Item(
                item.id(),
                item.channel(),
                item.version(),
                status,
                item.urgency(),
                item.language(),
                item.pinned(),
                null,
                item.advisory(),
                item.publishedAt(),
                item.updatedAt(),
                item.expiresAt());
        return new Entry(position, tag, kind, at, now, urgencyWas, languageWas);
    }
}
