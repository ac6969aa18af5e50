package live.newsline.sse;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.unix.Errors;
import io.netty.channel.unix.Socket;
import java.io.IOException;
import java.util.List;
import live.newsline.feed.ByteOutlet;
import live.newsline.feed.Reader;
import live.newsline.feed.Transport;
import live.newsline.wire.Control;
import live.newsline.wire.Frame;
import org.jspecify.annotations.Nullable;

/**
 * Writes a chunked body of HTTP/1.1 to a connection that nothing else writes to any more ({@link Connections}). What lies
 * on a tape goes from there to the file descriptor, without a copy, while nothing waits in the channel; everything else,
 * and everything over TLS or without epoll, is copied into one small buffer for each pass.
 */
final class SocketOutlet implements ByteOutlet, ChannelFutureListener {

    /** What is copied cannot be recalled when its text is killed: so it is little. */
    private static final int MOST_COPIED = 32 * 1024;

    private static final int HELLO = 256;
    private static final byte[] LAST_CHUNK = "0\r\n\r\n".getBytes(US_ASCII);
    private static final int CRLF = '\r' << 8 | '\n';

    private final Channel channel;
    private final @Nullable Socket socket;
    private @Nullable Reader reader;
    private @Nullable ByteBuf copied;
    private int unwritten;

    /** @param head goes before the first event */
    SocketOutlet(Channel channel, byte[] head) {
        this.channel = channel;
        this.socket = channel instanceof EpollSocketChannel epoll
                        && epoll.fd() instanceof Socket plain
                        && Connections.isPlain(channel)
                ? plain
                : null;
        buffer(head.length + HELLO).writeBytes(head);
    }

    void serves(Reader served) {
        reader = served;
    }

    @Override
    public Transport transport() {
        return Transport.SSE;
    }

    @Override
    public boolean takes() {
        return unwritten == 0 && (copied == null || copied.readableBytes() < MOST_COPIED);
    }

    @Override
    public void tell(Control frame) {
        chunk(frame.event().length).writeBytes(frame.event());
        endChunk();
    }

    @Override
    public void tell(List<Frame> frames) {
        int bytes = 0;
        for (Frame frame : frames) {
            bytes += frame.event().length;
        }
        ByteBuf chunk = chunk(bytes);
        for (Frame frame : frames) {
            chunk.writeBytes(frame.event());
        }
        endChunk();
    }

    @Override
    public int write(ByteBuf bytes, int from, int to) {
        if (socket == null || copied != null) {
            int most = Math.min(to - from, MOST_COPIED);
            copy(bytes, from, from + most);
            return most;
        }
        try {
            // not the channel, which is memory that this pass does not touch otherwise
            return socket.isOpen() ? sent(socket, bytes, from, to) : to - from;
        } catch (IOException gone) {
            channel.close();
            return to - from;
        }
    }

    @Override
    public int descriptor() {
        return socket != null && copied == null && unwritten == 0 && socket.isOpen() ? socket.intValue() : -1;
    }

    @Override
    public int answered(int result, int wanted) {
        if (result >= 0 || result == Errors.ERRNO_EAGAIN_NEGATIVE) {
            return Math.max(result, 0);
        }
        channel.close();
        return wanted;
    }

    @Override
    public void finish(ByteBuf bytes, int from, int to) {
        copy(bytes, from, to);
    }

    @Override
    public void flush() {
        ByteBuf sending = copied;
        if (sending != null) {
            copied = null;
            if (!isSent(sending)) {
                unwritten++;
                channel.writeAndFlush(sending).addListener(this);
            }
        }
    }

    /**
     * Whether the socket took it all, where nothing waits before it and the reader does not wait to go on behind it. What is
     * left goes through the channel, which knows when the socket takes more.
     */
    private boolean isSent(ByteBuf sending) {
        if (socket == null || !socket.isOpen() || unwritten > 0 || sending.readableBytes() >= MOST_COPIED) {
            return false;
        }
        try {
            sending.skipBytes(sent(socket, sending, sending.readerIndex(), sending.writerIndex()));
        } catch (IOException gone) {
            sending.skipBytes(sending.readableBytes());
            channel.close();
        }
        if (sending.isReadable()) {
            return false;
        }
        sending.release();
        return true;
    }

    @Override
    public boolean hasHandedOver() {
        return unwritten == 0;
    }

    /** Written, or failed. */
    @Override
    public void operationComplete(ChannelFuture written) {
        unwritten--;
        if (written.isSuccess() && reader != null) {
            reader.pass();
        }
    }

    @Override
    public int most() {
        return Integer.MAX_VALUE;
    }

    @Override
    public boolean breaksWhenStalled() {
        return true;
    }

    @Override
    public void complete() {
        if (channel.isActive()) {
            channel.writeAndFlush(channel.alloc().buffer(LAST_CHUNK.length).writeBytes(LAST_CHUNK))
                    .addListener(CLOSE);
        }
    }

    @Override
    public void abort() {
        channel.close();
    }

    /** By send(2), which costs less than write(2) (docs/performance.md). @return how much was taken; 0 where the socket is full */
    private static int sent(Socket socket, ByteBuf bytes, int from, int to) throws IOException {
        return bytes.hasMemoryAddress()
                ? socket.sendAddress(bytes.memoryAddress(), from, to)
                : socket.send(bytes.nioBuffer(from, to - from), 0, to - from);
    }

    private ByteBuf chunk(int length) {
        ByteBuf chunk = buffer(length + 12);
        chunk.writeCharSequence(Integer.toHexString(length), US_ASCII);
        return ByteBufUtil.writeShortBE(chunk, CRLF);
    }

    private void endChunk() {
        ByteBufUtil.writeShortBE(buffer(2), CRLF);
    }

    private void copy(ByteBuf bytes, int from, int to) {
        buffer(to - from).writeBytes(bytes, from, to - from);
    }

    private ByteBuf buffer(int more) {
        ByteBuf open = copied;
        if (open == null) {
            open = channel.alloc().buffer(more);
            copied = open;
        }
        return open;
    }
}
