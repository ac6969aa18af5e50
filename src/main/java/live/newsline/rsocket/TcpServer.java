package live.newsline.rsocket;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.rsocket.context.RSocketServerBootstrap;
import org.springframework.boot.rsocket.netty.NettyRSocketServerFactory;
import org.springframework.boot.rsocket.server.RSocketServer;
import org.springframework.boot.rsocket.server.RSocketServerCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.client.ReactorResourceFactory;
import org.springframework.messaging.rsocket.annotation.support.RSocketMessageHandler;

/** TCP beside the WebSocket that Spring Boot maps: its own port property would switch the mapping off. */
@Configuration(proxyBeanMethods = false)
class TcpServer {

    /** The library takes no limit below its largest frame; the route itself refuses what is over 64 KiB. */
    private static final int LARGEST_PAYLOAD = 0xFFFFFF;

    @Bean
    RSocketServerBootstrap tcpRSocketServer(
            @Value("${newsline.rsocket.port:7000}") int port,
            RSocketMessageHandler handler,
            ReactorResourceFactory resources,
            ObjectProvider<RSocketServerCustomizer> customizers) {
        NettyRSocketServerFactory factory = new NettyRSocketServerFactory();
        factory.setPort(port);
        factory.setTransport(RSocketServer.Transport.TCP);
        factory.setResourceFactory(resources);
        factory.setRSocketServerCustomizers(customizers.orderedStream().toList());
        return new RSocketServerBootstrap(factory, handler.responder());
    }

    /** Without it, fragments are put together to two gigabytes. */
    @Bean
    RSocketServerCustomizer boundedPayloads() {
        return server -> server.maxInboundPayloadSize(LARGEST_PAYLOAD);
    }
}
