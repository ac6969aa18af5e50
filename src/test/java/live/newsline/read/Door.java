package live.newsline.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import live.newsline.Node;
import live.newsline.Sql;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The readers' door of one node, and what is asked there again and again. */
final class Door {

    static final HttpClient HTTP = HttpClient.newHttpClient();

    private static @Nullable Node node;
    private static @Nullable Sql sql;
    private static @Nullable String secretItem;

    private Door() {}

    static void start() {
        node = Node.onNewDatabase("read_it");
        sql = new Sql("read_it");
        node.send("PUT", "/v1/channels/secret", "{\"visibility\":\"private\"}");
        secretItem = node.publish("secret", "A secret headline").get("id").asString();
    }

    static void stop() {
        sql().close();
        node().close();
    }

    static Node node() {
        return Objects.requireNonNull(node);
    }

    static Sql sql() {
        return Objects.requireNonNull(sql);
    }

    /** The one item of the private channel, secret. */
    static String secretItem() {
        return Objects.requireNonNull(secretItem);
    }

    static HttpResponse<String> get(String path, String token) {
        return node().get(path, "Authorization", "Bearer " + token);
    }

    static JsonNode json(HttpResponse<String> answer) {
        return Node.mustBe(200, answer);
    }

    static List<String> ids(JsonNode page) {
        return page.get("items")
                .valueStream()
                .map(item -> item.get("id").asString())
                .toList();
    }

    /** A stream's beginning, up to the data of the event that is named. */
    static String hello(String path, String until, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(node().uri(path));
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        HttpResponse<InputStream> stream = HTTP.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        assertThat(stream.statusCode()).isEqualTo(200);
        StringBuilder read = new StringBuilder();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(stream.body(), StandardCharsets.UTF_8))) {
            boolean reached = false;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                read.append(line).append('\n');
                reached |= line.equals(until);
                if (reached && line.isEmpty()) {
                    return read.toString();
                }
            }
        }
        throw new AssertionError("the stream ended before " + until + ": " + read);
    }

    static void assertForOneCaller(HttpResponse<String> answer) {
        assertThat(answer.headers().firstValue("Cache-Control")).hasValue("private, no-store");
        assertThat(answer.headers().allValues("Vary").toString()).contains("Authorization");
        assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
        assertThat(answer.headers().firstValue("Access-Control-Expose-Headers")).isEmpty();
    }
}
