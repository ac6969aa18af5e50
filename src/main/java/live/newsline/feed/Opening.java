package live.newsline.feed;

import live.newsline.wire.Control;
import org.jspecify.annotations.Nullable;

/**
 * How a stream begins.
 *
 * @param first {@code hello}; or {@code drain}, where the stream cannot be served now
 * @param life null for a {@code drain}
 * @param position everything up to here is in {@code first}, or was seen by the client before
 * @param replays whether it resumes, and so is told when the replay is done
 */
record Opening(Control first, @Nullable Life life, long position, boolean replays) {

    static Opening refused(Control drain) {
        return new Opening(drain, null, 0, false);
    }

    /** Whether its snapshot may hold a text that was taken away since. */
    boolean isOutdated() {
        return life != null && !replays && life.lastCut() > position;
    }
}
