package live.newsline.sse;

import io.netty.channel.ChannelOption;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollChannelOption;
import java.time.Duration;
import org.springframework.boot.reactor.netty.NettyServerCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What a connection may cost: how much of a stream lies in buffers, and how long a silent peer is kept. */
@Configuration(proxyBeanMethods = false)
class Sockets {

    /** The kernel would let a stopped reader's send buffer grow to most of a megabyte. */
    private static final int SEND_BUFFER = 64 * 1024;

    private static final WriteBufferWaterMark WRITE_BUFFER = new WriteBufferWaterMark(16 * 1024, 32 * 1024);
    private static final Duration UNACKNOWLEDGED = Duration.ofSeconds(45);
    /** Not a timeout over the whole request: the server's own goes on ticking over a WebSocket, and cuts it. */
    private static final Duration BETWEEN_REQUESTS = Duration.ofSeconds(75);

    @Bean
    NettyServerCustomizer boundedConnections() {
        return server -> {
            var bounded = server.childOption(ChannelOption.SO_SNDBUF, SEND_BUFFER)
                    .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, WRITE_BUFFER)
                    .idleTimeout(BETWEEN_REQUESTS);
            return Epoll.isAvailable()
                    ? bounded.childOption(EpollChannelOption.TCP_USER_TIMEOUT, (int) UNACKNOWLEDGED.toMillis())
                    : bounded;
        };
    }
}
