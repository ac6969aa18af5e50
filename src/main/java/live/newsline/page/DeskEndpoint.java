package live.newsline.page;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import live.newsline.answer.Shown;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * The page where editors work (docs/desk.md, "The page"). It holds nothing of anybody's: who may what, its script asks.
 * Its policy is narrower than our other pages', and names the one policy for Trusted Types that Lit makes.
 */
@RestController
class DeskEndpoint {

    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
            + "img-src 'self' https: data:; frame-ancestors 'none'; base-uri 'none'; form-action 'self'; "
            + "require-trusted-types-for 'script'; trusted-types lit-html";
    private static final MediaType HTML = new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8);

    private final byte[] html;

    DeskEndpoint() throws IOException {
        byte[] script = new ClassPathResource("widget/desk.js").getContentAsByteArray();
        html = Templates.DESK.fill(new Script(Shown.tag(script).replace("\"", "")));
    }

    /** @param tag makes another script another address: a cached one of another release would not fit this server */
    private record Script(String tag) {}

    @GetMapping("/desk")
    Mono<Void> desk(ServerWebExchange exchange) {
        ServerHttpResponse response = exchange.getResponse();
        HttpHeaders headers = response.getHeaders();
        headers.set("Content-Security-Policy", POLICY);
        headers.set("X-Frame-Options", "DENY");
        headers.set("Referrer-Policy", "same-origin");
        headers.setCacheControl("no-store");
        headers.setContentType(HTML);
        headers.setContentLength(html.length);
        return response.writeWith(
                Mono.fromSupplier(() -> response.bufferFactory().wrap(html)));
    }
}
