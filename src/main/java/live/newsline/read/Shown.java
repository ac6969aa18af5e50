package live.newsline.read;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** A JSON text with its ETag, shown to everybody or to one caller. */
record Shown(byte[] json, String tag) {

    static Shown of(byte[] json) {
        return new Shown(json, tag(json));
    }

    static Shown of(byte[] json, String tag) {
        return new Shown(json, tag);
    }

    static String tag(byte[] content) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
            return '"'
                    + Base64.getUrlEncoder()
                            .withoutPadding()
                            .encodeToString(digest)
                            .substring(0, 22)
                    + '"';
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }

    /** @param open whether this is what anybody gets */
    Mono<Void> to(ServerWebExchange exchange, boolean open) {
        ServerHttpResponse response = exchange.getResponse();
        HttpHeaders headers = response.getHeaders();
        if (open) {
            headers.setCacheControl("no-cache");
        } else {
            headers.setCacheControl("private, no-store");
            headers.setVary(List.of(HttpHeaders.AUTHORIZATION));
            SharedHeaders.forOneCaller(headers);
        }
        if (exchange.checkNotModified(tag)) {
            return response.setComplete();
        }
        headers.setContentType(MediaType.APPLICATION_JSON);
        headers.setContentLength(json.length);
        return response.writeWith(
                Mono.fromSupplier(() -> response.bufferFactory().wrap(json)));
    }
}
