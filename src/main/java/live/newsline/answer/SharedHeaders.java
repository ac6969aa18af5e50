package live.newsline.answer;

import java.util.List;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;
import reactor.core.publisher.Mono;

/**
 * The headers that every answer has: public data is for every site (protocol.md, "Reading"), the page for iframes may
 * stand in any of them, our own pages in none. Not Spring's CORS support: that answers only where there is an {@code
 * Origin}, and a cache would keep what it answered to a request without one.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 10)
class SharedHeaders implements WebFilter {

    private static final String PAGE_POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; "
            + "img-src 'self' data: https: http:; connect-src 'self'; base-uri 'none'; form-action 'none'; "
            + "frame-ancestors 'none'; require-trusted-types-for 'script'";
    private static final String FRAME_POLICY = PAGE_POLICY.replace("frame-ancestors 'none'", "frame-ancestors *");

    /** As the handlers match it: whatever is written in another way is still the desk's. */
    private static final PathPattern DESK = PathPatternParser.defaultInstance.parse("/v1/desk/**");

    static void forOneCaller(HttpHeaders headers) {
        headers.remove(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN);
        headers.remove(HttpHeaders.ACCESS_CONTROL_EXPOSE_HEADERS);
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        String path = exchange.getRequest().getPath().value();
        HttpHeaders headers = exchange.getResponse().getHeaders();
        headers.set("X-Content-Type-Options", "nosniff");
        // Netty packs what is long enough, and does not say that it depends on who asks
        headers.setVary(List.of(HttpHeaders.ACCEPT_ENCODING));
        boolean file = path.startsWith("/widget/");
        boolean frame = path.startsWith("/embed/");
        if (file || frame) {
            headers.set("Cross-Origin-Resource-Policy", "cross-origin");
        }
        if (file) {
            headers.set("Timing-Allow-Origin", "*");
        }
        if (DESK.matches(exchange.getRequest().getPath().pathWithinApplication())) {
            // for our own page alone: no other site gets a CORS header, whatever it asks
            headers.setCacheControl("no-store");
            headers.set("Cross-Origin-Resource-Policy", "same-origin");
            return chain.filter(exchange);
        }
        if (file || path.startsWith("/v1/") || path.equals("/oembed")) {
            return forEverySite(exchange, chain);
        }
        headers.set("Content-Security-Policy", frame ? FRAME_POLICY : PAGE_POLICY);
        headers.set("Referrer-Policy", "strict-origin-when-cross-origin");
        return frame || path.startsWith("/line/") ? forEverySite(exchange, chain) : chain.filter(exchange);
    }

    private static Mono<Void> forEverySite(ServerWebExchange exchange, WebFilterChain chain) {
        HttpMethod method = exchange.getRequest().getMethod();
        HttpHeaders headers = exchange.getResponse().getHeaders();
        if (method == HttpMethod.GET || method == HttpMethod.HEAD || method == HttpMethod.OPTIONS) {
            headers.setAccessControlAllowOrigin("*");
            headers.set(HttpHeaders.ACCESS_CONTROL_EXPOSE_HEADERS, "ETag, Link, Retry-After");
        }
        if (method == HttpMethod.OPTIONS) {
            headers.set(HttpHeaders.ACCESS_CONTROL_ALLOW_METHODS, "GET, HEAD, OPTIONS");
            headers.set(HttpHeaders.ACCESS_CONTROL_ALLOW_HEADERS, "Last-Event-ID, If-None-Match");
            headers.set(HttpHeaders.ACCESS_CONTROL_MAX_AGE, "86400");
            headers.set(HttpHeaders.ALLOW, "GET, HEAD, OPTIONS");
            exchange.getResponse().setStatusCode(HttpStatus.NO_CONTENT);
            return exchange.getResponse().setComplete();
        }
        return chain.filter(exchange);
    }
}
