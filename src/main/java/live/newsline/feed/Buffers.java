package live.newsline.feed;

import java.nio.ByteBuffer;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;

/**
 * The direct memory of the tapes, used again and again: left to the garbage collector, it would come back only with a
 * collection of the old generation. A buffer that is given back is used again when every event loop has finished what
 * it was doing, and so can hold no segment over it any more.
 */
final class Buffers {

    private static final int MOST_SPARE = 16;

    private final Loops loops;
    private final Queue<ByteBuffer> spare = new ArrayBlockingQueue<>(MOST_SPARE);

    Buffers(Loops loops) {
        this.loops = loops;
    }

    ByteBuffer take() {
        ByteBuffer buffer = spare.poll();
        return buffer != null ? buffer : ByteBuffer.allocateDirect(Segment.BYTES);
    }

    void giveBack(ByteBuffer buffer) {
        loops.afterThisPass(() -> spare.offer(buffer));
    }
}
