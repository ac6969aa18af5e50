package live.newsline.rsocket;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.concurrent.FastThreadLocal;
import io.rsocket.frame.FrameHeaderCodec;
import io.rsocket.frame.FrameLengthCodec;
import io.rsocket.frame.FrameType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The channel below an RSocket connection. The library queues without bound what is told to it, and does not say whether
 * the socket takes it; the channel does. Over TCP it takes the streams' frames itself: what all of them are told in a pass
 * is one buffer and one write, where the library makes four buffers of each frame. All but {@link #current} is for the
 * channel's event loop.
 */
final class Below extends ChannelInboundHandlerAdapter {

    private static final FastThreadLocal<@Nullable Below> READING = new FastThreadLocal<>();
    private static final int HEADER = FrameHeaderCodec.size();
    private static final int NEXT = FrameType.PAYLOAD.getEncodedType() << 10 | FrameHeaderCodec.FLAGS_N;

    /** Then they are the channel's, which counts what its socket does not take; earlier where it takes little more. */
    private static final int MOST_HELD = 32 * 1024;

    private final Channel channel;
    private final boolean takesFrames;
    private final Set<RSocketOutlet> waiting = new HashSet<>();
    private @Nullable ByteBuf held;
    private int heldLast;
    private boolean writesSoon;

    /** @param takesFrames whether frames go over the channel as they are, one after the other */
    Below(Channel channel, boolean takesFrames) {
        this.channel = channel;
        this.takesFrames = takesFrames;
    }

    /** The channel whose frames this thread is reading now; null where it reads none. */
    static @Nullable Below current() {
        return READING.getIfExists();
    }

    Channel channel() {
        return channel;
    }

    /** Whether it sends frames; where it does not, the library does. */
    boolean takesFrames() {
        return takesFrames;
    }

    /** A frame without its length. */
    void send(ByteBuf frame) {
        try {
            int length = frame.readableBytes();
            room(length).writeMedium(length).writeBytes(frame);
            writeSoon();
        } finally {
            frame.release();
        }
    }

    /** An entry or a control frame for a stream: a PAYLOAD frame with NEXT, and without metadata. */
    void sendNext(int stream, byte[] json, int at, int length) {
        room(HEADER + length)
                .writeMedium(HEADER + length)
                .writeInt(stream)
                .writeShort(NEXT)
                .writeBytes(json, at, length);
        writeSoon();
    }

    /** Where there is no memory, the connection ends: its streams come back with what they have seen, and miss nothing. */
    private ByteBuf room(int frame) {
        int size = FrameLengthCodec.FRAME_LENGTH_SIZE + frame;
        ByteBuf open = held;
        try {
            if (open != null && open.readableBytes() + size > Math.min(MOST_HELD, channel.bytesBeforeUnwritable())) {
                held = null;
                channel.write(open);
                open = null;
            }
            if (open == null) {
                open = channel.alloc().directBuffer(Math.max(Math.min(heldLast, MOST_HELD), size));
                held = open;
            }
            return open.ensureWritable(size);
        } catch (Throwable noMemory) {
            channel.close();
            throw noMemory;
        }
    }

    /** After what every stream is told now. */
    private void writeSoon() {
        if (!writesSoon) {
            writesSoon = true;
            channel.eventLoop().execute(() -> {
                writesSoon = false;
                write();
            });
        }
    }

    private void write() {
        ByteBuf open = held;
        if (open != null) {
            held = null;
            heldLast = open.readableBytes();
            channel.writeAndFlush(open);
        }
    }

    boolean takes() {
        return channel.isWritable();
    }

    /** Has it pass when the socket takes more again. */
    void wake(RSocketOutlet outlet) {
        waiting.add(outlet);
    }

    void forget(RSocketOutlet outlet) {
        waiting.remove(outlet);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        READING.set(this);
        try {
            context.fireChannelRead(message);
        } finally {
            READING.remove();
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        context.fireChannelWritabilityChanged();
        if (channel.isWritable() && !waiting.isEmpty()) {
            List<RSocketOutlet> awake = new ArrayList<>(waiting);
            waiting.clear();
            awake.forEach(RSocketOutlet::passSoon);
        }
    }
}
