package live.newsline.item;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One short headline with its facts.
 *
 * @param version 1 at first; every entry in the journal adds 1
 * @param text absent where it was erased, and where the one who asks may not see it
 * @param advisory why the item was corrected, withheld or killed
 * @param publishedAt set once, by the database's clock, in whole milliseconds
 */
public record Item(
        UUID id,
        String channel,
        int version,
        PubStatus pubStatus,
        Urgency urgency,
        String language,
        boolean pinned,
        @Nullable Text text,
        @Nullable String advisory,
        Instant publishedAt,
        Instant updatedAt,
        @Nullable Instant expiresAt) {

    /** Whether readers may see it now; an item past its time is out even before the journal says so. */
    public boolean usableAt(Instant now) {
        return pubStatus == PubStatus.USABLE && !expiredAt(now);
    }

    public boolean expiredAt(Instant now) {
        return expiresAt != null && !expiresAt.isAfter(now);
    }

    /** The next version: the same at another step. */
    public Item next(PubStatus step, @Nullable String because, @Nullable Instant expires, Instant now) {
        return new Item(
                id, channel, version + 1, step, urgency, language, pinned, text, because, publishedAt, now, expires);
    }

    /** The next version: at the same step, with what an editor sets. */
    public Item next(Draft draft, String language, @Nullable String because, Instant now) {
        return new Item(
                id,
                channel,
                version + 1,
                pubStatus,
                draft.urgency(),
                language,
                draft.pinned(),
                draft.text(),
                because,
                publishedAt,
                now,
                draft.expiresAt());
    }

    /** The next version: the same, pinned or not. */
    public Item next(boolean pin, Instant now) {
        return new Item(
                id,
                channel,
                version + 1,
                pubStatus,
                urgency,
                language,
                pin,
                text,
                advisory,
                publishedAt,
                now,
                expiresAt);
    }

    public Item withoutText() {
        return withText(null);
    }

    public Item withText(@Nullable Text other) {
        return new Item(
                id,
                channel,
                version,
                pubStatus,
                urgency,
                language,
                pinned,
                other,
                advisory,
                publishedAt,
                updatedAt,
                expiresAt);
    }
}
