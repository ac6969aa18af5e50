package live.newsline.answer;

import io.netty.channel.ChannelException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import live.newsline.problem.Problem;
import live.newsline.wire.Json;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import reactor.netty.channel.AbortedException;
import reactor.netty.http.server.HttpServerResponse;

/** What a request's body says, and the digest that two bodies are compared by. */
public record Body(Map<String, @Nullable Object> fields, String digest) {

    private static final int LARGEST = 64 * 1024;
    /** Of one that is too large. */
    private static final int MOST_READ = 4 * 1024 * 1024;

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration PATIENCE_WITH_TOO_LARGE = Duration.ofSeconds(2);
    private static final MediaType MERGE_PATCH = new MediaType("application", "merge-patch+json");

    /**
     * A JSON object; nothing at all is an empty one where that is enough for the caller. One that is too large is read to
     * its end before it is refused, within reason: who still sends when the connection is closed may lose the answer. Empty
     * where nothing may be done any more, because the server has refused the request by itself.
     */
    public static Mono<Body> of(ServerWebExchange exchange) {
        HttpHeaders headers = exchange.getRequest().getHeaders();
        long announced = headers.getContentLength();
        if (announced > MOST_READ || announced > LARGEST && headers.containsHeader(HttpHeaders.EXPECT)) {
            return Mono.error(tooLarge());
        }
        return Mono.defer(() -> {
                    Read read = new Read();
                    return exchange.getRequest()
                            .getBody()
                            .collect(() -> read, Read::add)
                            .map(Read::bytes)
                            .timeout(announced > LARGEST ? PATIENCE_WITH_TOO_LARGE : PATIENCE)
                            .onErrorMap(
                                    Body::isInterrupted,
                                    interrupted -> Math.max(announced, read.length) > LARGEST
                                            ? tooLarge()
                                            : didNotCome(interrupted));
                })
                .filter(bytes -> !isAnswered(exchange))
                .map(bytes -> {
                    if (bytes.length > 0) {
                        mustBeJson(headers);
                    }
                    return new Body(bytes.length == 0 ? Map.of() : Json.object(bytes), digest(bytes));
                });
    }

    /** What has come of a body so far, and is kept of it. */
    private static final class Read {

        private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
        private int length;

        void add(DataBuffer buffer) {
            byte[] more = Body.bytes(buffer);
            length += more.length;
            if (length > MOST_READ) {
                throw tooLarge();
            }
            if (length <= LARGEST) {
                kept.writeBytes(more);
            }
        }

        byte[] bytes() {
            if (length > LARGEST) {
                throw tooLarge();
            }
            return kept.toByteArray();
        }
    }

    private static DataBufferLimitException tooLarge() {
        return new DataBufferLimitException("A body has at most " + LARGEST + " bytes");
    }

    /** A chunk that is none is answered with 400 by the server, and what came before it ends as if it were the whole body. */
    private static boolean isAnswered(ServerWebExchange exchange) {
        HttpServerResponse response = ServerHttpResponseDecorator.getNativeResponse(exchange.getResponse());
        return response.hasSentHeaders();
    }

    /** Too slow, or gone: in neither case a fault of ours. */
    private static boolean isInterrupted(Throwable failure) {
        return failure instanceof TimeoutException
                || failure instanceof ChannelException
                || failure instanceof AbortedException
                || failure instanceof IOException;
    }

    private static Problem.Exception didNotCome(Throwable interrupted) {
        return new Problem(
                        "request-timeout",
                        "The body did not come",
                        408,
                        "Nothing was stored; send the whole request again.",
                        List.of(),
                        null)
                .exception();
    }

    private static byte[] bytes(DataBuffer buffer) {
        byte[] bytes = new byte[buffer.readableByteCount()];
        buffer.read(bytes);
        DataBufferUtils.release(buffer);
        return bytes;
    }

    private static void mustBeJson(HttpHeaders headers) {
        String coding = headers.getFirst(HttpHeaders.CONTENT_ENCODING);
        if (!isJson(headers.getFirst(HttpHeaders.CONTENT_TYPE))
                || (coding != null && !coding.equalsIgnoreCase("identity"))) {
            throw new Problem(
                            "unsupported-media-type",
                            "The body is not JSON",
                            415,
                            "Send application/json in UTF-8, not compressed.",
                            List.of(),
                            null)
                    .exception();
        }
    }

    private static boolean isJson(@Nullable String contentType) {
        if (contentType == null) {
            return false;
        }
        try {
            MediaType type = MediaType.parseMediaType(contentType);
            String charset = type.getParameter("charset");
            return (type.equalsTypeAndSubtype(MediaType.APPLICATION_JSON) || type.equalsTypeAndSubtype(MERGE_PATCH))
                    && (charset == null || charset.equalsIgnoreCase("utf-8"));
        } catch (IllegalArgumentException notAType) {
            return false;
        }
    }

    private static String digest(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }
}
