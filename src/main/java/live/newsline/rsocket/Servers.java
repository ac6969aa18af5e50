package live.newsline.rsocket;

import io.rsocket.core.RSocketServer;
import io.rsocket.frame.decoder.PayloadDecoder;
import io.rsocket.plugins.DuplexConnectionInterceptor.Type;
import io.rsocket.transport.netty.server.TcpServerTransport;
import java.time.Duration;
import live.newsline.socket.Sockets;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.reactor.netty.NettyServerCustomizer;
import org.springframework.boot.rsocket.context.RSocketServerBootstrap;
import org.springframework.boot.rsocket.netty.NettyRSocketServer;
import org.springframework.boot.rsocket.server.RSocketServerCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.client.ReactorResourceFactory;
import org.springframework.messaging.rsocket.annotation.support.RSocketMessageHandler;
import reactor.core.publisher.Mono;
import reactor.netty.Connection;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.tcp.TcpServer;

/**
 * TCP beside the WebSocket that Spring Boot maps: its own port property would switch the mapping off, and its own factory
 * leaves the sockets' buffers to the kernel.
 */
@Configuration(proxyBeanMethods = false)
class Servers {

    /** The library takes no limit below its largest frame; the route itself refuses what is over 64 KiB. */
    private static final int LARGEST_PAYLOAD = 0xFFFFFF;

    private static final Duration TO_BIND = Duration.ofSeconds(10);

    @Bean
    RSocketServerBootstrap tcpRSocketServer(
            @Value("${newsline.rsocket.port:7000}") int port,
            RSocketMessageHandler handler,
            ReactorResourceFactory resources,
            ObjectProvider<RSocketServerCustomizer> customizers) {
        return new RSocketServerBootstrap(
                acceptor -> {
                    RSocketServer server = RSocketServer.create(acceptor).payloadDecoder(PayloadDecoder.ZERO_COPY);
                    customizers.orderedStream().forEach(customizer -> customizer.customize(server));
                    TcpServerTransport transport = TcpServerTransport.create(Sockets.bounded(TcpServer.create())
                            .runOn(resources.getLoopResources())
                            .doOnConnection(connection -> watch(connection, true))
                            .port(port));
                    return new NettyRSocketServer(server.bind(transport), TO_BIND);
                },
                handler.responder());
    }

    /**
     * For the WebSocket, which begins as a request like any other. No other request is watched: the server keeps a request
     * that a handler was added for until its connection closes, and a stream's does not for long.
     */
    @Bean
    NettyServerCustomizer watchedConnections(@Value("${spring.rsocket.server.mapping-path}") String path) {
        return server -> server.doOnConnection(connection -> {
            if (connection instanceof HttpServerRequest request && request.uri().startsWith(path)) {
                watch(connection, false);
            }
        });
    }

    private static void watch(Connection connection, boolean takesFrames) {
        connection.addHandlerLast(new Below(connection.channel(), takesFrames));
    }

    /**
     * Without a bound, fragments are put together to two gigabytes, and a connection opens streams without end. Who sets up
     * resumption, leases or fragments here must have {@link Below} know them: frames go past the library.
     */
    @Bean
    RSocketServerCustomizer boundedRSockets() {
        return server -> server.maxInboundPayloadSize(LARGEST_PAYLOAD)
                .interceptors(interceptors -> interceptors
                        .forConnection(
                                (type, connection) -> type == Type.CLIENT ? new NumberedFrames(connection) : connection)
                        // what Spring throws at metadata is to be a refusal that the client is told
                        .forSocketAcceptor(
                                acceptor -> (setup, client) -> Mono.defer(() -> acceptor.accept(setup, client)))
                        .forResponder(BoundedStreams::new));
    }
}
