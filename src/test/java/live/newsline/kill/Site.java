package live.newsline.kill;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import live.newsline.Node;
import org.jspecify.annotations.Nullable;

/** Where a server is, for clients that expect it to vanish. */
record Site(int port, String token) {

    private static final Executor THREADS = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "site");
        thread.setDaemon(true);
        return thread;
    });

    static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .executor(THREADS)
            .build();

    static Site of(Node node) {
        return new Site(node.port(), node.token());
    }

    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    /** @param key the Idempotency-Key; null: none */
    HttpResponse<String> publish(String headline, @Nullable String key) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri("/v1/channels/main/items"))
                .timeout(Duration.ofSeconds(40))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"headline\":\"" + headline + "\"}"));
        if (key != null) {
            request.header("Idempotency-Key", key);
        }
        return send(request.build());
    }

    boolean isReady() {
        try {
            return send(HttpRequest.newBuilder(uri("/actuator/health/readiness"))
                                    .timeout(Duration.ofSeconds(5))
                                    .build())
                            .statusCode()
                    == 200;
        } catch (IOException notThere) {
            return false;
        }
    }

    static long position(HttpResponse<String> answer) {
        String cursor = answer.headers().firstValue("Newsline-Cursor").orElseThrow();
        return Long.parseLong(cursor.substring(cursor.indexOf('-') + 1));
    }

    private static HttpResponse<String> send(HttpRequest request) throws IOException {
        try {
            return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new IOException(stop);
        }
    }
}
