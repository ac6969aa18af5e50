package live.newsline.feed;

import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.UnaryOperator;
import live.newsline.journal.Cursor;
import live.newsline.journal.Entry;
import live.newsline.journal.Wanted;
import live.newsline.wire.Frame;
import live.newsline.wire.Wire;
import org.jspecify.annotations.Nullable;

/**
 * One life of the journal, as far as this node has read it, with the newest frames in a ring: positions have no gaps, so
 * a position is an index.
 *
 * <p>One thread writes, the follower's; any thread reads. A frame is in the ring and on the tapes before
 * {@link #head()} says so, and a killed text is out of both before the kill is in.
 */
final class Life {

    private final String epoch;
    private final AtomicReferenceArray<@Nullable Frame> ring;
    private final long mostBytes;
    private final Buffers buffers;
    private final int mostSegments;

    private long bytes;
    private @Nullable UUID tag;
    private volatile long oldest;
    private volatile long head;
    private volatile long lastCut;

    /**
     * @param position nothing up to here is in the window
     * @param tag of the entry there, where it is known
     */
    Life(String epoch, long position, @Nullable UUID tag, FeedSettings settings, Buffers buffers) {
        this.epoch = epoch;
        this.ring = new AtomicReferenceArray<>(Integer.highestOneBit(Math.max(settings.window(), 2) - 1) << 1);
        this.mostBytes = settings.windowBytes().toBytes();
        this.mostSegments = (int) Math.max(2, settings.tapeBytes().toBytes() / Segment.BYTES);
        this.buffers = buffers;
        this.head = position;
        this.oldest = position + 1;
        this.tag = tag;
    }

    String epoch() {
        return epoch;
    }

    /** The last position that readers may be told. */
    long head() {
        return head;
    }

    /** The first position that the window holds; one past the head where it holds none. */
    long oldest() {
        return oldest;
    }

    /** The position of the last entry that took a text away: what was read before it may hold that text. */
    long lastCut() {
        return lastCut;
    }

    /** Of the entry at the head; null where it is not known. For the follower alone. */
    @Nullable
    UUID tag() {
        return tag;
    }

    Cursor cursor() {
        return new Cursor(epoch, head);
    }

    /** The frame at a position up to the head; null where it has left the window. */
    @Nullable
    Frame at(long position) {
        Frame frame = ring.get(index(position));
        return frame != null && frame.position() == position ? frame : null;
    }

    /** A tape for a selection, with what the window still holds of it. By the follower. */
    Tape tape(Wanted wanted) {
        Tape tape = new Tape(this, oldest - 1, buffers, mostSegments);
        for (long position = oldest; position <= head; position++) {
            record(tape, wanted, position, at(position));
        }
        return tape;
    }

    /** The next entry, by the follower. */
    void append(Entry entry, List<Selection> taped) {
        if (entry.kind().cutsText()) {
            cut(entry, taped);
            lastCut = entry.position();
        }
        Frame frame = Wire.frame(epoch, entry);
        long position = entry.position();
        bytes += frame.event().length;
        while (position - oldest >= ring.length() || bytes > mostBytes && oldest < position) {
            Frame leaving = ring.getAndSet(index(oldest), null);
            bytes -= leaving == null ? 0 : leaving.event().length;
            oldest++;
        }
        ring.set(index(position), frame);
        for (Selection selection : taped) {
            Tape tape = selection.tape(this);
            if (tape != null) {
                record(tape, selection.wanted(), position, frame);
            }
        }
        tag = entry.tag();
        head = position;
    }

    private static void record(Tape tape, Wanted wanted, long position, @Nullable Frame frame) {
        tape.append(position, frame != null && wanted.takes(frame.facts()) ? frame : null);
    }

    private void cut(Entry entry, List<Selection> taped) {
        UnaryOperator<Frame> cut =
                frame -> frame.facts().item().id().equals(entry.item().id())
                        ? Wire.frame(
                                epoch, frame.facts().withStatus(entry.item().pubStatus()))
                        : frame;
        for (long position = oldest; position <= head; position++) {
            Frame frame = at(position);
            Frame without = frame == null ? null : cut.apply(frame);
            if (without != frame && without != null && frame != null) {
                bytes += without.event().length - frame.event().length;
                ring.set(index(position), without);
            }
        }
        for (Selection selection : taped) {
            Tape tape = selection.tape(this);
            if (tape != null) {
                tape.cut(cut);
            }
        }
    }

    private int index(long position) {
        return (int) (position & (ring.length() - 1));
    }
}
