package live.newsline.feed;

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

    Request after(String cursor) {
        return new Request(wanted, limit, cursor, mayReadPrivate);
    }
}
