package live.newsline.feed;

import java.util.Arrays;
import java.util.List;
import java.util.StringJoiner;

/**
 * How many readers were told after how long: counts by delay, in buckets that grow with it. Delays below 8 ms are kept
 * to the millisecond, longer ones to a quarter; where one is asked for, it is the longest that its bucket holds. Not
 * thread-safe.
 */
public final class Delays {

    /** The last holds everything from half an hour on. */
    private static final int BUCKETS = 80;

    private final int[] counts = new int[BUCKETS];

    /** @param counts as {@link #counts()} gave them */
    public static Delays of(List<Integer> counts) {
        Delays delays = new Delays();
        for (int bucket = 0; bucket < Math.min(counts.size(), BUCKETS); bucket++) {
            delays.counts[bucket] = counts.get(bucket);
        }
        return delays;
    }

    /** @param millis what is negative counts as none: clocks differ */
    void add(long millis, int readers) {
        counts[bucket(millis)] += readers;
    }

    public void add(Delays other) {
        for (int bucket = 0; bucket < BUCKETS; bucket++) {
            counts[bucket] += other.counts[bucket];
        }
    }

    void clear() {
        Arrays.fill(counts, 0);
    }

    /** Readers, over all delays. */
    public int told() {
        int told = 0;
        for (int count : counts) {
            told += count;
        }
        return told;
    }

    /**
     * The delay that this part of the readers did not exceed, in milliseconds.
     *
     * @param part from 0 to 1
     */
    public long within(double part) {
        long wanted = Math.max(1, (long) Math.ceil(part * told()));
        long seen = 0;
        for (int bucket = 0; bucket < BUCKETS; bucket++) {
            seen += counts[bucket];
            if (seen >= wanted) {
                return longest(bucket);
            }
        }
        return 0;
    }

    /** By bucket, as PostgreSQL writes an array. */
    public String counts() {
        int end = BUCKETS;
        while (end > 0 && counts[end - 1] == 0) {
            end--;
        }
        StringJoiner words = new StringJoiner(",", "{", "}");
        for (int bucket = 0; bucket < end; bucket++) {
            words.add(Integer.toString(counts[bucket]));
        }
        return words.toString();
    }

    /** Four to each power of two. */
    private static int bucket(long millis) {
        if (millis < 4) {
            return (int) Math.max(0, millis);
        }
        int power = 63 - Long.numberOfLeadingZeros(millis);
        return Math.min(BUCKETS - 1, (power - 1) * 4 + (int) (millis >>> (power - 2) & 3));
    }

    private static long longest(int bucket) {
        return bucket < 4 ? bucket : ((bucket % 4 + 5L) << (bucket / 4 - 1)) - 1;
    }
}
