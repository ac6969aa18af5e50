package live.newsline.rsocket;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.concurrent.FastThreadLocal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The channel below an RSocket connection. The library queues without bound what is told to it, and does not say whether
 * the socket takes it; the channel does. All but {@link #current} is for the channel's event loop.
 */
final class Below extends ChannelInboundHandlerAdapter {

    private static final FastThreadLocal<@Nullable Below> READING = new FastThreadLocal<>();

    private final Channel channel;
    private final Set<RSocketOutlet> waiting = new HashSet<>();

    Below(Channel channel) {
        this.channel = channel;
    }

    /** The channel whose frames this thread is reading now; null where it reads none. */
    static @Nullable Below current() {
        return READING.getIfExists();
    }

    Channel channel() {
        return channel;
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
