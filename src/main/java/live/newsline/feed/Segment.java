package live.newsline.feed;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.ByteBuf;
import java.util.Arrays;
import java.util.function.UnaryOperator;
import live.newsline.wire.Frame;
import org.jspecify.annotations.Nullable;

/**
 * A stretch of a {@link Tape}: the events of consecutive positions, ready to be sent, each in an HTTP chunk of its own
 * (RFC 9112, section 7.1). A position that the tape's selection skips has no bytes.
 *
 * <p>The follower appends; any event loop reads. The bytes below {@link #end()} never change.
 */
final class Segment {

    static final int BYTES = 256 * 1024;
    private static final int POSITIONS = 4096;
    private static final byte[] CRLF = {'\r', '\n'};

    private final long first;
    private final ByteBuf bytes;
    private @Nullable Frame[] frames = new Frame[64];
    /** Where the bytes of each position end. */
    private volatile int[] ends = new int[64];

    private volatile int count;

    /** @param bytes nobody else's, of {@link #BYTES} */
    Segment(long first, ByteBuf bytes) {
        this.first = first;
        this.bytes = bytes;
    }

    long first() {
        return first;
    }

    /** The last position there is; one before the first where there is none. */
    long last() {
        return first + count - 1;
    }

    /** For absolute reading alone. */
    ByteBuf bytes() {
        return bytes;
    }

    /** Where the bytes after a position begin; the position before the first has none. */
    int after(long position) {
        int index = (int) (position - first);
        return index < 0 ? 0 : ends[index];
    }

    /** The first position whose bytes end behind this place. */
    long positionAcross(int place) {
        int[] known = ends;
        int low = 0;
        int high = count - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (known[middle] > place) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return first + low;
    }

    /**
     * The next position's event; null for none.
     *
     * @return false where there is no room for it
     */
    boolean append(@Nullable Frame frame) {
        int index = count;
        int end = index == 0 ? 0 : ends[index - 1];
        if (index == POSITIONS) {
            return false;
        }
        if (frame != null) {
            byte[] head = (Integer.toHexString(frame.event().length) + "\r\n").getBytes(US_ASCII);
            int size = head.length + frame.event().length + CRLF.length;
            if (end + size > BYTES) {
                return false;
            }
            bytes.setBytes(end, head);
            bytes.setBytes(end + head.length, frame.event());
            bytes.setBytes(end + size - CRLF.length, CRLF);
            end += size;
        }
        if (index == ends.length) {
            frames = Arrays.copyOf(frames, index * 2);
            ends = Arrays.copyOf(ends, index * 2);
        }
        frames[index] = frame;
        ends[index] = end;
        // publishes the bytes and the end to whoever reads the count
        count = index + 1;
        return true;
    }

    /** Whether a cut changes anything here. */
    boolean isCutBy(UnaryOperator<Frame> cut) {
        for (int index = 0; index < count; index++) {
            Frame frame = frames[index];
            if (frame != null && cut.apply(frame) != frame) {
                return true;
            }
        }
        return false;
    }

    /** The same positions without what is cut; a text that is taken away leaves a shorter event. */
    Segment without(UnaryOperator<Frame> cut, ByteBuf other) {
        Segment segment = new Segment(first, other);
        for (int index = 0; index < count; index++) {
            Frame frame = frames[index];
            if (!segment.append(frame == null ? null : cut.apply(frame))) {
                throw new IllegalStateException("A cut made an event longer");
            }
        }
        return segment;
    }
}
