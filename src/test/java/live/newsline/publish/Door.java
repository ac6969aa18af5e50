package live.newsline.publish;

import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import live.newsline.Ask;
import live.newsline.Node;
import live.newsline.Sql;
import live.newsline.database.TestDatabase;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The editors' door of the node that is tested, and what is asked there again and again. */
final class Door {

    static final String ITEMS = "/v1/channels/main/items";
    static final String BECAUSE = "{\"advisory\":\"Because\"}";
    /** The fields of an item of which nothing but the headline was given. */
    static final String[] ALWAYS_SET = {
        "id", "channel", "version", "pubStatus", "urgency", "headline", "language", "publishedAt", "updatedAt"
    };

    static final HttpClient HTTP = HttpClient.newHttpClient();

    private static @Nullable String database;
    private static @Nullable Node node;
    private static @Nullable Sql sql;

    private Door() {}

    static void start(String newDatabase) {
        database = newDatabase;
        node = Node.onNewDatabase(newDatabase);
        sql = new Sql(newDatabase);
        node.channel("other");
    }

    /** A node more on the same database. */
    static Node another() {
        return Node.on(
                TestDatabase.jdbcUrl(Objects.requireNonNull(database)).replace("jdbc:", "r2dbc:"), node().token());
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

    record Published(String id) {
        String path(String step) {
            return "/v1/items/" + id + step;
        }
    }

    static Published publish(String headline) {
        return new Published(node().publish("main", headline).get("id").asString());
    }

    static HttpResponse<String> patch(Published item, String ifMatch, String body, String... headers) {
        Ask ask = ask("PATCH", item.path("")).token(node().token()).header("If-Match", ifMatch);
        for (int i = 0; i < headers.length; i += 2) {
            ask.header(headers[i], headers[i + 1]);
        }
        return ask.body("application/merge-patch+json", body.getBytes(StandardCharsets.UTF_8))
                .send();
    }

    static Ask ask(String method, String path) {
        return new Ask(node(), method, path);
    }

    static HttpResponse<String> admin(String method, String path, String body, String... headers) {
        return node().send(method, path, body, headers);
    }

    static JsonNode json(int status, HttpResponse<String> answer) {
        return Node.mustBe(status, answer);
    }

    static String header(HttpResponse<?> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }
}
