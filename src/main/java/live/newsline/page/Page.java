package live.newsline.page;

import java.nio.charset.StandardCharsets;
import live.newsline.answer.Shown;
import live.newsline.journal.Refusal;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * A page that is ready to be sent.
 *
 * @param open whether it is what anybody gets
 */
record Page(HttpStatus status, byte[] html, boolean open) {

    private static final MediaType HTML = new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8);

    static Page of(Templates template, Object content, boolean open) {
        return new Page(HttpStatus.OK, template.fill(content), open);
    }

    static Page notice(HttpStatus status, String why, @Nullable Line line, @Nullable String advisory) {
        boolean open = line == null || line.channel().open();
        return new Page(status, Templates.NOTICE.fill(Notice.of(why, line, advisory)), open);
    }

    static Page missing(@Nullable Line line) {
        return notice(HttpStatus.NOT_FOUND, "missing", line, null);
    }

    /** A page, or one that says why there is none: whoever looks at a page reads no problem JSON. */
    static Mono<Void> show(Mono<Page> page, ServerWebExchange exchange) {
        return page.switchIfEmpty(Mono.fromSupplier(() -> missing(null)))
                .onErrorResume(Refusal.DatabaseAway.class, away -> {
                    exchange.getResponse().getHeaders().set("Retry-After", "2");
                    return Mono.just(notice(HttpStatus.SERVICE_UNAVAILABLE, "failed", null, null));
                })
                .flatMap(ready -> ready.to(exchange));
    }

    private Mono<Void> to(ServerWebExchange exchange) {
        if (status == HttpStatus.OK) {
            return Shown.of(HTML, html).to(exchange, open);
        }
        ServerHttpResponse response = exchange.getResponse();
        response.setStatusCode(status);
        HttpHeaders headers = response.getHeaders();
        headers.setCacheControl("no-store");
        if (!open) {
            Shown.forOneCaller(headers);
        }
        headers.setContentType(HTML);
        headers.setContentLength(html.length);
        return response.writeWith(
                Mono.fromSupplier(() -> response.bufferFactory().wrap(html)));
    }
}
