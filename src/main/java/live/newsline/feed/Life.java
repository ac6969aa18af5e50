package live.newsline.feed;

import java.util.UUID;
import java.util.concurrent.atomic.AtomicReferenceArray;
import live.newsline.journal.Cursor;
import live.newsline.journal.Entry;
import live.newsline.wire.Frame;
import live.newsline.wire.Wire;
import org.jspecify.annotations.Nullable;

/**
 * One life of the journal, as far as this node has read it, with the newest frames in a ring: positions have no gaps, so
 * a position is an index.
 *
 * <p>One thread writes, the follower's; any thread reads. A frame is in the ring before {@link #head()} says so, and a
 * killed text is out of it before the kill is in.
 */
final class Life {

    private final String epoch;
    private final AtomicReferenceArray<@Nullable Frame> ring;
    private final long mostBytes;

    private long bytes;
    private @Nullable UUID tag;
    private volatile long oldest;
    private volatile long head;
    private volatile long lastCut;

    /**
     * @param position nothing up to here is in the window
     * @param tag of the entry there, where it is known
     */
    Life(String epoch, long position, @Nullable UUID tag, int size, long mostBytes) {
        this.epoch = epoch;
        this.ring = new AtomicReferenceArray<>(Integer.highestOneBit(Math.max(size, 2) - 1) << 1);
        this.mostBytes = mostBytes;
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

    /** The next entry, by the follower. */
    void append(Entry entry) {
        if (entry.kind().cutsText()) {
            cut(entry);
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
        tag = entry.tag();
        head = position;
    }

    private void cut(Entry entry) {
        for (long position = oldest; position <= head; position++) {
            Frame frame = at(position);
            if (frame != null && frame.facts().item().id().equals(entry.item().id())) {
                Frame without =
                        Wire.frame(epoch, frame.facts().withStatus(entry.item().pubStatus()));
                bytes += without.event().length - frame.event().length;
                ring.set(index(position), without);
            }
        }
    }

    private int index(long position) {
        return (int) (position & (ring.length() - 1));
    }
}
