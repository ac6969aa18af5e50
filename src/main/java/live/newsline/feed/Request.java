package live.newsline.feed;

import java.util.List;
import live.newsline.item.Urgency;
import live.newsline.journal.Wanted;
import org.jspecify.annotations.Nullable;

/**
 * What a reader asks a stream for.
 *
 * @param limit items in a snapshot, over all channels
 * @param after the cursor, as the client sent it; null or empty: none
 * @param mayReadPrivate whether its channels may be private ones
 */
public record Request(Wanted wanted, int limit, @Nullable String after, boolean mayReadPrivate) {

    /** Of a stream that ends as soon as it begins. */
    static final Request NOBODYS = new Request(new Wanted(List.of(), Urgency.FLASH, List.of()), 0, null, false);
}
