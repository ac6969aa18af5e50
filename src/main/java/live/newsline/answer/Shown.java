package live.newsline.answer;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** A text with its ETag, shown to everybody or to one caller. */
public record Shown(MediaType type, byte[] bytes, String tag) {

    public static Shown json(byte[] json) {
        return of(MediaType.APPLICATION_JSON, json);
    }

    public static Shown json(byte[] json, String tag) {
        return new Shown(MediaType.APPLICATION_JSON, json, tag);
    }

    public static Shown of(MediaType type, byte[] bytes) {
        return new Shown(type, bytes, tag(bytes));
    }

    /** An entity tag of 22 characters, in quotes. */
    public static String tag(byte[] content) {
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
    public Mono<Void> to(ServerWebExchange exchange, boolean open) {
        ServerHttpResponse response = exchange.getResponse();
        HttpHeaders headers = response.getHeaders();
        if (open) {
            headers.setCacheControl("no-cache");
        } else {
            forOneCaller(headers);
        }
        if (exchange.checkNotModified(tag)) {
            return response.setComplete();
        }
        headers.setContentType(type);
        headers.setContentLength(bytes.length);
        return response.writeWith(
                Mono.fromSupplier(() -> response.bufferFactory().wrap(bytes)));
    }

    /** For no cache and no other site. */
    public static void forOneCaller(HttpHeaders headers) {
        headers.setCacheControl(OneCallers.CACHE_CONTROL);
        headers.setVary(List.of(HttpHeaders.AUTHORIZATION, HttpHeaders.COOKIE, HttpHeaders.ACCEPT_ENCODING));
        SharedHeaders.forOneCaller(headers);
    }
}
