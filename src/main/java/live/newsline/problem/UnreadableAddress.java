package live.newsline.problem;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import org.springframework.boot.reactor.netty.NettyRouteProvider;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;
import reactor.netty.http.server.HttpServerRoutes;

/**
 * An address that is no URI, such as one with a lone percent sign. Spring answers it before any filter, with nothing that a
 * program could read and a browser would show to its page.
 */
@Component
class UnreadableAddress implements NettyRouteProvider {

    private static final byte[] PROBLEM = new Problem(
                    "bad-request", "The request cannot be read", 400, "The address is not a URI.", List.of(), null)
            .json();

    @Override
    public HttpServerRoutes apply(HttpServerRoutes routes) {
        return routes.route(request -> !isAddress(request.uri()), UnreadableAddress::refuse);
    }

    private static boolean isAddress(String uri) {
        try {
            new URI(uri);
            return true;
        } catch (URISyntaxException refused) {
            return false;
        }
    }

    private static Mono<Void> refuse(HttpServerRequest request, HttpServerResponse response) {
        response.status(400)
                .header(HttpHeaderNames.CONTENT_TYPE, MediaType.APPLICATION_PROBLEM_JSON_VALUE)
                .header(HttpHeaderNames.CONTENT_LENGTH, Integer.toString(PROBLEM.length))
                .header(HttpHeaderNames.CACHE_CONTROL, "no-store");
        if (request.method().equals(HttpMethod.GET) || request.method().equals(HttpMethod.HEAD)) {
            response.header(HttpHeaderNames.ACCESS_CONTROL_ALLOW_ORIGIN, "*");
        }
        return response.sendByteArray(Mono.just(PROBLEM)).then();
    }
}
