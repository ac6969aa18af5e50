package live.newsline.sse;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.handler.codec.http.DefaultHttpContent;
import java.util.List;
import live.newsline.feed.Outlet;
import live.newsline.feed.Reader;
import live.newsline.feed.Transport;
import live.newsline.wire.Control;
import live.newsline.wire.Frame;
import org.jspecify.annotations.Nullable;

/**
 * Writes events to a channel as HTTP content that the codec below frames, while the channel is writable: for HTTP/2,
 * whose DATA frames belong to one stream each, and for HTTP/1.0, which has no chunks. Nothing waits in a queue above the
 * channel's own small buffer.
 */
final class HttpOutlet implements Outlet, ChannelFutureListener {

    private final Channel channel;
    private final Runnable completed;
    private @Nullable Reader reader;
    private int unwritten;

    HttpOutlet(Channel channel, Runnable completed) {
        this.channel = channel;
        this.completed = completed;
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
        return channel.isWritable();
    }

    @Override
    public void tell(Control frame) {
        write(channel.alloc().buffer(frame.event().length).writeBytes(frame.event()));
    }

    @Override
    public void tell(List<Frame> frames) {
        int bytes = 0;
        for (Frame frame : frames) {
            bytes += frame.event().length;
        }
        ByteBuf events = channel.alloc().buffer(bytes);
        for (Frame frame : frames) {
            events.writeBytes(frame.event());
        }
        write(events);
    }

    @Override
    public void flush() {
        channel.flush();
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
        completed.run();
    }

    @Override
    public void abort() {
        channel.close();
    }

    @Override
    public boolean hasHandedOver() {
        return unwritten == 0;
    }

    private void write(ByteBuf bytes) {
        unwritten++;
        channel.write(new DefaultHttpContent(bytes)).addListener(this);
    }

    /** Written, or failed. */
    @Override
    public void operationComplete(ChannelFuture written) {
        unwritten--;
        if (unwritten == 0 && written.isSuccess() && reader != null) {
            reader.pass();
        }
    }
}
