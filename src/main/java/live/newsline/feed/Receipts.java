package live.newsline.feed;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import live.newsline.journal.Entry;
import org.jspecify.annotations.Nullable;

/**
 * The receipts of a node's newest entries: what its loops counted, added up. Asked and given in turns, by one thread after
 * the other; what is kept is bounded.
 */
final class Receipts {

    /** Entries that receipts are kept of; a power of two. */
    static final int KEPT = 512;

    private static final class Sum {
        private final Entry entry;
        private final Delays delays = new Delays();
        private int waiting;
        private int waitingNow;
        private boolean changed;

        Sum(Entry entry) {
            this.entry = entry;
        }
    }

    private final @Nullable Sum[] sums = new Sum[KEPT];
    private @Nullable Life life;

    /** A round begins, in which each loop adds what it knows. */
    void begin(Life current) {
        if (life != current) {
            life = current;
            Arrays.fill(sums, null);
        }
        for (Sum sum : sums) {
            if (sum != null) {
                sum.waitingNow = 0;
            }
        }
    }

    /** @param told since the last round; null: nobody */
    void add(Entry entry, @Nullable Delays told, int waiting) {
        int index = (int) entry.position() & (KEPT - 1);
        Sum sum = sums[index];
        if (sum == null || sum.entry.position() < entry.position()) {
            sum = new Sum(entry);
            sums[index] = sum;
        }
        if (told != null) {
            sum.delays.add(told);
            sum.changed = true;
        }
        sum.waitingNow += waiting;
    }

    /**
     * What has changed since the last round, now that all loops have added to this one, for the positions up to the head.
     * What is older than is kept stays as it was.
     */
    List<Receipt> changed(long head) {
        List<Receipt> changed = new ArrayList<>();
        for (Sum sum : sums) {
            boolean counts = sum != null && sum.entry.position() > head - KEPT;
            if (sum != null && counts && (sum.changed || sum.waiting != sum.waitingNow)) {
                sum.changed = false;
                sum.waiting = sum.waitingNow;
                Delays delays = new Delays();
                delays.add(sum.delays);
                changed.add(new Receipt(sum.entry, delays, sum.waiting));
            }
        }
        return changed;
    }

    /** They could not be kept, and are to be handed out again. */
    void again(List<Receipt> lost) {
        for (Receipt receipt : lost) {
            Sum sum = sums[(int) receipt.entry().position() & (KEPT - 1)];
            if (sum != null && sum.entry.position() == receipt.entry().position()) {
                sum.changed = true;
            }
        }
    }
}
