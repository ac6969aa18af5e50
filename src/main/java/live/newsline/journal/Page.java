package live.newsline.journal;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A run of entries in order, and the journal's state in the same snapshot.
 *
 * @param head the journal's last position
 * @param oldest the first position that is still kept; {@code head + 1} where none is
 * @param ownTag the tag of the row at the position that was read after; null where that row is not there
 */
public record Page(
        String epoch, long head, long oldest, @Nullable UUID ownTag, Instant now, List<Entry> entries) {

    public Cursor cursor() {
        return new Cursor(epoch, head);
    }
}
