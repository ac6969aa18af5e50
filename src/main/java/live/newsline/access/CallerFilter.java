package live.newsline.access;

import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/** Finds out who asks, before anything is done for them. A token that is not valid is refused even where none is needed. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 20)
class CallerFilter implements WebFilter {

    private static final String SCHEME = "bearer ";

    private final Tokens tokens;

    CallerFilter(Tokens tokens) {
        this.tokens = tokens;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        String header = exchange.getRequest().getHeaders().getFirst(HttpHeaders.AUTHORIZATION);
        if (header == null || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            exchange.getAttributes().put(Caller.ATTRIBUTE, Caller.ANYBODY);
            return chain.filter(exchange);
        }
        return tokens.caller(header.substring(SCHEME.length()).strip()).flatMap(caller -> {
            exchange.getAttributes().put(Caller.ATTRIBUTE, caller);
            return chain.filter(exchange);
        });
    }
}
