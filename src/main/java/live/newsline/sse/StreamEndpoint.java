package live.newsline.sse;

import io.micrometer.observation.ObservationPredicate;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpVersion;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Supplier;
import live.newsline.access.Caller;
import live.newsline.feed.Admission;
import live.newsline.feed.Feed;
import live.newsline.feed.Outlet;
import live.newsline.feed.Reader;
import live.newsline.feed.Stream;
import live.newsline.socket.Sockets;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.reactor.netty.NettyServerCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;
import org.springframework.http.server.reactive.observation.ServerRequestObservationContext;
import org.springframework.util.function.SingletonSupplier;
import org.springframework.web.server.MethodNotAllowedException;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;
import reactor.netty.Connection;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

/**
 * Begins a stream: reads the query, sends the headers, and leaves the rest to a reader on the channel's event loop. A
 * filter behind the one that finds the caller, because the way through the handlers is work for each of those who all
 * return at once (docs/rationale.md, "Readers are cursors").
 */
@Configuration(proxyBeanMethods = false)
@Order(Ordered.HIGHEST_PRECEDENCE + 30)
class StreamEndpoint implements WebFilter {

    static final String PATH = "/v1/stream";
    static final String LAST_EVENT_ID = "Last-Event-ID";

    private static final Duration BETWEEN_REQUESTS = Duration.ofSeconds(75);

    private final Admission admission;
    private final Feed feed;
    private volatile byte @Nullable [] publicHead;

    StreamEndpoint(Admission admission, Feed feed) {
        this.admission = admission;
        this.feed = feed;
    }

    /** An open stream is no request any more, and its observation would never end. */
    @Bean
    static ObservationPredicate streamsAreNotObserved() {
        return (name, context) -> !(context instanceof ServerRequestObservationContext request
                && isStream(Objects.requireNonNull(request.getCarrier())));
    }

    /** No timeout over a whole request: the server's own goes on ticking over a WebSocket, and cuts it. */
    @Bean
    static NettyServerCustomizer connections(ObjectProvider<StreamEndpoint> endpoint) {
        // asked for when somebody connects: the server is made before what it serves
        Supplier<StreamEndpoint> streams = SingletonSupplier.of(endpoint::getObject);
        return server -> Sockets.bounded(server)
                .idleTimeout(BETWEEN_REQUESTS)
                .doOnChannelInit((observer, channel, address) -> FirstRequest.addTo(channel, streams));
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        ServerHttpRequest request = exchange.getRequest();
        if (!isStream(request)) {
            return chain.filter(exchange);
        }
        if (request.getMethod() != HttpMethod.GET) {
            return Mono.error(new MethodNotAllowedException(request.getMethod(), List.of(HttpMethod.GET)));
        }
        return Mono.defer(() -> {
            Caller caller = exchange.getRequiredAttribute(Caller.ATTRIBUTE);
            Admission.Asked asked = StreamQuery.asked(
                    request.getQueryParams(), request.getHeaders().getFirst(LAST_EVENT_ID));
            Throwable away = exchange.getAttribute(Caller.NOT_KNOWN_NOW);
            Mono<Stream> stream = away == null ? open(asked, caller) : feed.open(Mono.error(away), asked.after());
            return stream.flatMap(opened -> send(exchange, opened));
        });
    }

    /** Fails with a problem where this caller cannot have it. */
    Mono<Stream> open(Admission.Asked asked, Caller caller) {
        return feed.open(admission.admit(asked, caller), asked.after());
    }

    private static boolean isStream(ServerHttpRequest request) {
        return request.getPath().value().equals(PATH);
    }

    private Mono<Void> send(ServerWebExchange exchange, Stream stream) {
        HttpHeaders headers = exchange.getResponse().getHeaders();
        headers.set(HttpHeaders.CONTENT_TYPE, "text/event-stream");
        headers.set(HttpHeaders.CACHE_CONTROL, "no-store, no-transform");
        headers.set("X-Accel-Buffering", "no");
        if (!stream.isForAnybody()) {
            headers.remove(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN);
            headers.remove(HttpHeaders.ACCESS_CONTROL_EXPOSE_HEADERS);
            headers.set(HttpHeaders.CACHE_CONTROL, "private, no-store, no-transform");
        }
        HttpServerRequest request = ServerHttpRequestDecorator.getNativeRequest(exchange.getRequest());
        HttpServerResponse response = ServerHttpResponseDecorator.getNativeResponse(exchange.getResponse());
        Channel channel = ((Connection) request).channel();
        if (request.version().equals(HttpVersion.HTTP_1_0)) {
            // it knows no chunks: the end of the connection ends the stream
            response.chunkedTransfer(false).keepAlive(false);
        }
        if (!Connections.canBeTaken(channel, request, response)) {
            return response.sendHeaders().then().then(inLoop(channel, sink -> {
                HttpOutlet outlet = new HttpOutlet(channel, sink::success);
                Reader reader = attach(stream, channel, outlet);
                outlet.serves(reader);
                sink.onDispose(() -> channel.eventLoop().execute(reader::detach));
                reader.pass();
            }));
        }
        boolean closes = request.requestHeaders().containsValue(HttpHeaders.CONNECTION, HttpHeaderValues.CLOSE, true);
        if (closes) {
            headers.set(HttpHeaders.CONNECTION, "close");
        }
        byte[] head = Connections.head(response);
        if (stream.isForAnybody() && !closes) {
            publicHead = head;
        }
        // never answered: from here on the exchange is nobody's
        return inLoop(channel, sink -> begin(stream, channel, head));
    }

    /** The head that a stream of public channels is answered with, whoever asks; null until there was one. */
    byte @Nullable [] publicHead() {
        return publicHead;
    }

    /** Takes a connection over; on its event loop. */
    void begin(Stream stream, Channel channel, byte[] head) {
        Connections.take(channel);
        SocketOutlet outlet = new SocketOutlet(channel, head);
        Reader reader = attach(stream, channel, outlet);
        outlet.serves(reader);
        reader.pass();
        outlet.flush();
    }

    private static Mono<Void> inLoop(Channel channel, Consumer<MonoSink<Void>> begin) {
        return Mono.create(sink -> channel.eventLoop().execute(() -> begin.accept(sink)));
    }

    private Reader attach(Stream stream, Channel channel, Outlet outlet) {
        Reader reader = feed.attach(stream, channel.eventLoop(), outlet);
        channel.closeFuture().addListener(closed -> reader.detach());
        return reader;
    }
}
