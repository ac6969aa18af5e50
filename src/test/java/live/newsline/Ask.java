package live.newsline;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** One request to a node, by whom and with what the test says: {@link Node#send} is always the administrator's. */
public final class Ask {

    private final Node node;
    private final String method;
    private final HttpRequest.Builder request;
    private BodyPublisher body = BodyPublishers.noBody();

    public Ask(Node node, String method, String path) {
        this.node = node;
        this.method = method;
        this.request = HttpRequest.newBuilder(node.uri(path));
    }

    public Ask token(String token) {
        return header("Authorization", "Bearer " + token);
    }

    public Ask header(String name, String value) {
        request.header(name, value);
        return this;
    }

    public Ask json(String json) {
        return body("application/json", json.getBytes(StandardCharsets.UTF_8));
    }

    public Ask body(String contentType, byte[] bytes) {
        request.header("Content-Type", contentType);
        body = BodyPublishers.ofByteArray(bytes);
        return this;
    }

    public HttpResponse<String> send() {
        return node.send(request.method(method, body).build());
    }

    /** RFC 9457, with the status twice; the problem. */
    public static JsonNode assertProblem(HttpResponse<String> answer, int status, String type) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(answer.headers().firstValue("Cache-Control")).hasValue("no-store");
        JsonNode problem = Node.JSON.readTree(answer.body());
        assertThat(problem.get("type").asString()).isEqualTo(type);
        assertThat(problem.get("status").asInt()).isEqualTo(status);
        assertThat(problem.get("title").asString()).isNotEmpty();
        return problem;
    }

    /** What its {@code errors} name, as "field rule". */
    public static List<String> errors(JsonNode problem) {
        return problem.get("errors")
                .valueStream()
                .map(error ->
                        error.get("field").asString() + " " + error.get("rule").asString())
                .toList();
    }
}
