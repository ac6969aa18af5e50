package live.newsline.rsocket;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.FastThreadLocal;
import io.rsocket.DuplexConnection;
import io.rsocket.RSocketErrorException;
import io.rsocket.frame.FrameHeaderCodec;
import java.net.SocketAddress;
import java.util.Objects;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The frames of a connection's streams. It says of which stream a frame is that the library hands on, which the library
 * does not; and the frames that the library makes go the way that the streams' own go, so that they stay in order.
 */
final class NumberedFrames implements DuplexConnection {

    private static final FastThreadLocal<@Nullable Integer> STREAM = new FastThreadLocal<>();

    private final DuplexConnection source;
    private final Below below;

    /** While the connection's first frame is read. */
    NumberedFrames(DuplexConnection source) {
        this.source = source;
        this.below = Objects.requireNonNull(Below.current(), "set up outside of its channel");
    }

    /** The stream whose frame this thread is handling now. */
    static int stream() {
        return Objects.requireNonNull(STREAM.getIfExists(), "asked outside of a frame");
    }

    @Override
    public Flux<ByteBuf> receive() {
        return source.receive().doOnNext(frame -> STREAM.set(FrameHeaderCodec.streamId(frame)));
    }

    @Override
    public void sendFrame(int streamId, ByteBuf frame) {
        EventExecutor loop = below.channel().eventLoop();
        if (!below.takesFrames()) {
            source.sendFrame(streamId, frame);
        } else if (loop.inEventLoop()) {
            below.send(frame);
        } else {
            sendSoon(loop, frame);
        }
    }

    private void sendSoon(EventExecutor loop, ByteBuf frame) {
        try {
            loop.execute(() -> below.send(frame));
        } catch (RejectedExecutionException shuttingDown) {
            frame.release();
        }
    }

    @Override
    public void sendErrorAndClose(RSocketErrorException failure) {
        source.sendErrorAndClose(failure);
    }

    @Override
    public ByteBufAllocator alloc() {
        return source.alloc();
    }

    @Override
    public SocketAddress remoteAddress() {
        return source.remoteAddress();
    }

    @Override
    public Mono<Void> onClose() {
        return source.onClose();
    }

    @Override
    public void dispose() {
        source.dispose();
    }

    @Override
    public boolean isDisposed() {
        return source.isDisposed();
    }
}
