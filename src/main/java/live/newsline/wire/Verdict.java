package live.newsline.wire;

import org.jspecify.annotations.Nullable;

/** What a reader got when its stream began: fresh, resumed, or reset and why. */
public sealed interface Verdict {

    record Fresh() implements Verdict {}

    /** @param behind positions from the cursor to the head, over all channels */
    record Resumed(long behind) implements Verdict {}

    /** @param lost where a range is known */
    record Reset(Reason reason, @Nullable Lost lost) implements Verdict {}

    /** Positions, both included. */
    record Lost(long from, long to) {}

    enum Reason {
        /** Older than what is kept. */
        EXPIRED,
        /** Of another life of the journal. */
        EPOCH,
        /** From the future. */
        AHEAD,
        MALFORMED
    }
}
