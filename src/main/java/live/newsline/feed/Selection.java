package live.newsline.feed;

import java.util.concurrent.atomic.AtomicInteger;
import live.newsline.journal.Wanted;
import org.jspecify.annotations.Nullable;

/** What some readers asked for alike: counted together, and on a tape of its own where it is one of the commonest. */
final class Selection {

    private final Wanted wanted;
    private final int mark = System.identityHashCode(this);
    private final AtomicInteger readers = new AtomicInteger();
    private volatile boolean wishing;
    private volatile @Nullable Tape tape;

    Selection(Wanted wanted) {
        this.wanted = wanted;
    }

    Wanted wanted() {
        return wanted;
    }

    /** To find it by: the same for its whole life, and hardly for another. */
    int mark() {
        return mark;
    }

    int readers() {
        return readers.get();
    }

    /** The tape of this life of the journal; null where there is none. */
    @Nullable
    Tape tape(Life life) {
        Tape known = tape;
        return known != null && known.isOf(life) ? known : null;
    }

    // for Selections, which keeps the counts true

    void count(int change) {
        readers.addAndGet(change);
    }

    boolean isWishing() {
        return wishing;
    }

    void wishes(boolean wishes) {
        wishing = wishes;
    }

    boolean hasTape() {
        return tape != null;
    }

    void record(@Nullable Tape next) {
        Tape old = tape;
        tape = next;
        if (old != null) {
            old.drop();
        }
    }
}
