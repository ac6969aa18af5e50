package live.newsline.feed;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import live.newsline.wire.Frame;
import org.jspecify.annotations.Nullable;

/**
 * The newest events of one selection as bytes that are ready to be sent: appended once, read by every reader that asked
 * for it. A reader needs nothing of it but its own position.
 *
 * <p>The follower writes; any event loop reads, and looks its segment up anew for every write, so that a text that was
 * cut cannot be found any more. Positions without bytes count as told.
 */
final class Tape {

    private final Life life;
    private final Buffers buffers;
    private final int most;
    private volatile Segment[] segments;
    private volatile long head;

    /**
     * @param position the tape begins behind it
     * @param most segments that are kept
     */
    Tape(Life life, long position, Buffers buffers, int most) {
        this.life = life;
        this.buffers = buffers;
        this.most = most;
        this.head = position;
        this.segments = new Segment[] {new Segment(position + 1, buffers.take())};
    }

    boolean isOf(Life other) {
        return life == other;
    }

    long head() {
        return head;
    }

    /** The segment that holds a position up to the head; null where the tape begins later. */
    @Nullable
    Segment at(long position) {
        Segment[] known = segments;
        for (int i = known.length - 1; i >= 0; i--) {
            if (position >= known[i].first()) {
                return known[i];
            }
        }
        return null;
    }

    /** @param frame null where the selection skips the position */
    void append(long position, @Nullable Frame frame) {
        Segment last = segments[segments.length - 1];
        if (!last.append(frame)) {
            Segment next = new Segment(position, buffers.take());
            next.append(frame);
            roll(next);
        }
        head = position;
    }

    private void roll(Segment next) {
        Segment[] known = segments;
        boolean full = known.length == most;
        Segment[] rolled = Arrays.copyOfRange(known, full ? 1 : 0, known.length + 1);
        rolled[rolled.length - 1] = next;
        segments = rolled;
        if (full) {
            buffers.giveBack(known[0].bytes());
        }
    }

    /** @param cut gives a frame without its text, or the same where it keeps it */
    void cut(UnaryOperator<Frame> cut) {
        Segment[] known = segments.clone();
        List<Segment> replaced = new ArrayList<>();
        for (int i = 0; i < known.length; i++) {
            if (known[i].isCutBy(cut)) {
                replaced.add(known[i]);
                known[i] = known[i].without(cut, buffers.take());
            }
        }
        segments = known;
        replaced.forEach(segment -> buffers.giveBack(segment.bytes()));
    }

    /** Nobody reads it any more. */
    void drop() {
        for (Segment segment : segments) {
            buffers.giveBack(segment.bytes());
        }
    }
}
