package live.newsline.socket;

import io.netty.channel.ChannelOption;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollChannelOption;
import java.time.Duration;
import reactor.netty.transport.ServerTransport;

/** What a reader's connection may cost, on every transport: how much of a stream lies in buffers, and for how long. */
public final class Sockets {

    /** The kernel would let a stopped reader's send buffer grow to most of a megabyte. */
    private static final int SEND_BUFFER = 64 * 1024;

    private static final WriteBufferWaterMark WRITE_BUFFER = new WriteBufferWaterMark(16 * 1024, 32 * 1024);
    private static final Duration UNACKNOWLEDGED = Duration.ofSeconds(45);

    private Sockets() {}

    /** The same server with bounded connections. */
    public static <T extends ServerTransport<T, ?>> T bounded(T server) {
        T bounded = server.childOption(ChannelOption.SO_SNDBUF, SEND_BUFFER)
                .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, WRITE_BUFFER);
        return Epoll.isAvailable()
                ? bounded.childOption(EpollChannelOption.TCP_USER_TIMEOUT, (int) UNACKNOWLEDGED.toMillis())
                : bounded;
    }
}
