package live.newsline.feed;

import java.time.Instant;

/**
 * What time it is at the database, as far as its answers tell: an answer's time lies between the question and the answer,
 * and of all answers the quickest is believed until clocks may have drifted apart by as much as another one leaves open.
 * The node's own time of day plays no part. Heard by one thread, read by any; before the first answer it is 1970.
 */
final class DatabaseClock {

    /** Crystals differ by less: a tenth of a millisecond in a second. */
    private static final long DRIFT = 10_000;

    private record Reading(long offset, long doubt, long at) {

        /** How far it may be off at a later moment. */
        long doubt(long now) {
            return doubt + (now - at) / DRIFT;
        }
    }

    private volatile Reading reading = new Reading(0, Long.MAX_VALUE / 4, 0);

    /**
     * @param time what the database said
     * @param asked before, and
     * @param answered after it did, by {@link System#nanoTime()}
     */
    void heard(Instant time, long asked, long answered) {
        long middle = asked + (answered - asked) / 2;
        long nanos = time.getEpochSecond() * 1_000_000_000L + time.getNano();
        Reading next = new Reading(nanos - middle, (answered - asked) / 2, answered);
        Reading known = reading;
        long left = known.doubt(answered);
        // or it cannot be the same clock any more: it was set, or another server has taken over
        if (next.doubt() <= left || Math.abs(next.offset() - known.offset()) > next.doubt() + left) {
            reading = next;
        }
    }

    /** Milliseconds since 1970 at a moment by {@link System#nanoTime()}. */
    long millis(long now) {
        return Math.floorDiv(now + reading.offset(), 1_000_000L);
    }
}
