package live.newsline.access;

import java.util.List;
import java.util.Set;
import live.newsline.journal.Refusal;
import live.newsline.problem.Problem;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpCookie;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Finds out who asks, before anything is done for them. A token that is not valid is refused even where none is needed; a
 * cookie that is not is nobody's, because a browser sends it without having been told to.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 20)
class CallerFilter implements WebFilter {

    private static final String SCHEME = "bearer ";
    private static final Set<HttpMethod> SAFE = Set.of(HttpMethod.GET, HttpMethod.HEAD);
    /** They use no session but begin one, and a browser's old one must not stand in the way. */
    private static final Set<String> BEGINNINGS = Set.of("/v1/desk/session", "/v1/desk/setup");

    private final Tokens tokens;
    private final Sessions sessions;

    CallerFilter(Tokens tokens, Sessions sessions) {
        this.tokens = tokens;
        this.sessions = sessions;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        ServerHttpRequest request = exchange.getRequest();
        String header = request.getHeaders().getFirst(HttpHeaders.AUTHORIZATION);
        Mono<Caller> caller;
        if (header != null && header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            caller = tokens.caller(header.substring(SCHEME.length()).strip());
        } else {
            HttpCookie cookie = request.getCookies().getFirst(Session.COOKIE);
            caller = cookie == null ? anybody(request) : signedIn(cookie.getValue(), exchange);
        }
        if (request.getPath().value().equals("/v1/stream") && header == null) {
            // native EventSource never returns after a 503: a stream is sent away with a drain, which the feed knows
            // how to
            caller = caller.doOnError(
                            Refusal.DatabaseAway.class,
                            away -> exchange.getAttributes().put(Caller.NOT_KNOWN_NOW, away))
                    .onErrorReturn(Refusal.DatabaseAway.class, Caller.ANYBODY);
        }
        return caller.flatMap(known -> {
            exchange.getAttributes().put(Caller.ATTRIBUTE, known);
            return chain.filter(exchange);
        });
    }

    private Mono<Caller> signedIn(String value, ServerWebExchange exchange) {
        ServerHttpRequest request = exchange.getRequest();
        return sessions.find(value)
                .map(session -> {
                    exchange.getAttributes().put(Session.ATTRIBUTE, session);
                    mustBeOurPage(request, session);
                    return session.caller();
                })
                .switchIfEmpty(Mono.defer(() -> anybody(request)));
    }

    private static Mono<Caller> anybody(ServerHttpRequest request) {
        if (begins(request)) {
            mustBeOurPage(request, null);
        }
        return Mono.just(Caller.ANYBODY);
    }

    /** A request that another site made a browser send is refused, twice over. */
    private static void mustBeOurPage(ServerHttpRequest request, @Nullable Session session) {
        if (SAFE.contains(request.getMethod())) {
            return;
        }
        String site = request.getHeaders().getFirst("Sec-Fetch-Site");
        if (site != null && !site.equals("same-origin") && !site.equals("none")) {
            throw csrf("Another site sent this.");
        }
        String word = request.getHeaders().getFirst("Newsline-Csrf");
        if (session != null && !begins(request) && (word == null || !Secrets.same(word, session.csrf()))) {
            throw csrf("Send Newsline-Csrf with the session's own value.");
        }
    }

    private static boolean begins(ServerHttpRequest request) {
        return request.getMethod() == HttpMethod.POST
                && BEGINNINGS.contains(request.getPath().value());
    }

    private static Problem.Exception csrf(String detail) {
        return new Problem("csrf", "This did not come from the desk", 403, detail, List.of(), null).exception();
    }
}
