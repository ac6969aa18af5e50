package live.newsline.soak;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import live.newsline.Node;
import tools.jackson.databind.JsonNode;

/** Publishes, corrects and kills, without pause. */
final class Editor {

    private static final int REMEMBERED = 200;

    private record Item(String id, String etag) {}

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Subject subject;
    private final Duration pace;
    private final Random random = new Random(7);
    private final Deque<Item> items = new ArrayDeque<>();
    private final AtomicLong position = new AtomicLong();
    private volatile boolean stopped;

    Editor(Subject subject, Duration pace) {
        this.subject = subject;
        this.pace = pace;
    }

    /** Of the last entry that was answered. */
    long position() {
        return position.get();
    }

    void stop() {
        stopped = true;
    }

    void live() {
        try {
            for (int i = 0; !stopped; i++) {
                int what = random.nextInt(20);
                Item old = items.peek();
                if (what < 3 && old != null) {
                    correct(items.remove(), i);
                } else if (what == 3 && old != null) {
                    Item item = items.remove();
                    send("POST", "/v1/items/" + item.id() + "/kill", "{\"advisory\":\"not true\"}", item.etag());
                } else {
                    keep(send("POST", "/v1/channels/main/items", headline(i), ""));
                }
                LockSupport.parkNanos(pace.toNanos());
            }
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    private void correct(Item item, int i) throws IOException, InterruptedException {
        keep(send("PATCH", "/v1/items/" + item.id(), headline(i), item.etag()));
    }

    private String headline(int i) {
        String more = "and the first tram is free for all ".repeat(random.nextInt(7));
        return Node.JSON.writeValueAsString(
                Map.of("headline", "The harbour bridge opens at noon, says note " + i + ", " + more));
    }

    private void keep(HttpResponse<String> answer) {
        JsonNode item = Node.JSON.readTree(answer.body());
        items.add(new Item(
                item.get("id").asString(), answer.headers().firstValue("ETag").orElseThrow()));
        if (items.size() > REMEMBERED) {
            items.remove();
        }
    }

    private HttpResponse<String> send(String method, String path, String body, String etag)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + subject.port() + path))
                .header("Authorization", "Bearer " + subject.token())
                .header("Content-Type", method.equals("PATCH") ? "application/merge-patch+json" : "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body));
        if (!etag.isEmpty()) {
            request.header("If-Match", etag);
        }
        HttpResponse<String> answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() / 100 != 2) {
            throw new IOException(method + " " + path + ": " + answer.statusCode() + " " + answer.body());
        }
        String cursor = answer.headers().firstValue("Newsline-Cursor").orElseThrow();
        position.set(Long.parseLong(cursor.substring(cursor.indexOf('-') + 1)));
        return answer;
    }
}
