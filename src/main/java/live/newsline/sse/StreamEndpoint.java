package live.newsline.sse;

import io.micrometer.observation.ObservationPredicate;
import io.netty.channel.Channel;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import live.newsline.access.Caller;
import live.newsline.feed.Admission;
import live.newsline.feed.Feed;
import live.newsline.feed.Outlet;
import live.newsline.feed.Reader;
import live.newsline.feed.Request;
import live.newsline.feed.Stream;
import live.newsline.problem.Problem;
import live.newsline.socket.Sockets;
import org.jspecify.annotations.Nullable;
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
import org.springframework.util.MultiValueMap;
import org.springframework.web.server.MethodNotAllowedException;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;
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

    private static final Duration BETWEEN_REQUESTS = Duration.ofSeconds(75);

    private final Admission admission;
    private final Feed feed;

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
    static NettyServerCustomizer boundedConnections() {
        return server -> Sockets.bounded(server).idleTimeout(BETWEEN_REQUESTS);
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
            Admission.Asked asked = asked(exchange);
            Throwable away = exchange.getAttribute(Caller.NOT_KNOWN_NOW);
            Mono<Request> admitted = away == null ? admission.admit(asked, caller) : Mono.error(away);
            return feed.open(admitted, asked.after()).flatMap(stream -> send(exchange, stream));
        });
    }

    private static boolean isStream(ServerHttpRequest request) {
        return request.getPath().value().equals("/v1/stream");
    }

    private static Admission.Asked asked(ServerWebExchange exchange) {
        MultiValueMap<String, String> query = exchange.getRequest().getQueryParams();
        String lastEventId = exchange.getRequest().getHeaders().getFirst("Last-Event-ID");
        return new Admission.Asked(
                all(query, "channel"),
                one(query, "urgency"),
                all(query, "language"),
                number(query, "limit"),
                lastEventId != null ? lastEventId : one(query, "after"));
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
        return response.sendHeaders()
                .then()
                .then(Mono.create(sink -> channel.eventLoop().execute(() -> {
                    if (Connections.canBeTaken(request, response)) {
                        // never answered: from here on the exchange is nobody's
                        Connections.take(channel);
                        SocketOutlet outlet = new SocketOutlet(channel);
                        Reader reader = attach(stream, channel, outlet);
                        outlet.serves(reader);
                        reader.pass();
                    } else {
                        HttpOutlet outlet = new HttpOutlet(channel, sink::success);
                        Reader reader = attach(stream, channel, outlet);
                        outlet.serves(reader);
                        sink.onDispose(() -> channel.eventLoop().execute(reader::detach));
                        reader.pass();
                    }
                })));
    }

    private Reader attach(Stream stream, Channel channel, Outlet outlet) {
        Reader reader = feed.attach(stream, channel.eventLoop(), outlet);
        channel.closeFuture().addListener(closed -> reader.detach());
        return reader;
    }

    private static @Nullable Integer number(MultiValueMap<String, String> query, String name) {
        String value = one(query, name);
        if (value == null) {
            return null;
        }
        if (!value.matches("[0-9]{1,9}")) {
            throw Problem.badRequest(name, "not-a-number", "must be a whole number")
                    .exception();
        }
        return Integer.valueOf(value);
    }

    /** A name without a value ({@code ?channel}) has a null in its list, which says as little as an empty value. */
    private static List<String> all(MultiValueMap<String, String> query, String name) {
        return query.getOrDefault(name, List.of()).stream()
                .map(value -> Objects.requireNonNullElse(value, ""))
                .toList();
    }

    private static @Nullable String one(MultiValueMap<String, String> query, String name) {
        List<String> values = query.getOrDefault(name, List.of());
        if (values.size() > 1) {
            throw Problem.badRequest(name, "repeated", "can be given once").exception();
        }
        return values.isEmpty() ? null : values.get(0);
    }
}
