package live.newsline.feed;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;

/**
 * The direct memory of the tapes, used again and again: left to the garbage collector, to which it belongs, it would come
 * back only with a collection of the old generation. A buffer that is given back is used again when every event loop has
 * finished what it was doing, and so can hold no segment over it any more.
 */
final class Buffers {

    private static final int MOST_SPARE = 16;

    private final Loops loops;
    private final Queue<ByteBuf> spare = new ArrayBlockingQueue<>(MOST_SPARE);

    Buffers(Loops loops) {
        this.loops = loops;
    }

    ByteBuf take() {
        ByteBuf buffer = spare.poll();
        return buffer != null ? buffer : Unpooled.wrappedBuffer(ByteBuffer.allocateDirect(Segment.BYTES));
    }

    void giveBack(ByteBuf buffer) {
        loops.afterThisPass(() -> spare.offer(buffer));
    }
}
