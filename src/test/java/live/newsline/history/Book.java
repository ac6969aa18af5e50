package live.newsline.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import live.newsline.Ask;
import live.newsline.Node;
import live.newsline.Sql;
import live.newsline.database.TestDatabase;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The record of two nodes, and what is asked of it again and again. */
final class Book {

    static final String HISTORY = "/v1/desk/history";
    static final String CHECK = "/v1/desk/history/check";

    private static final String DATABASE = "record_it";

    private static @Nullable Node node;
    private static @Nullable Node second;
    private static @Nullable Sql sql;
    private static @Nullable String editor;

    private Book() {}

    static void start() {
        node = Node.onNewDatabase(DATABASE);
        second = Node.on(TestDatabase.jdbcUrl(DATABASE).replace("jdbc:", "r2dbc:"), node.token());
        sql = new Sql(DATABASE);
        node.channel("other");
        editor = sql.token("editor", "{main}");
    }

    static void stop() {
        sql().close();
        second().close();
        node().close();
    }

    static Node node() {
        return Objects.requireNonNull(node);
    }

    static Node second() {
        return Objects.requireNonNull(second);
    }

    static Sql sql() {
        return Objects.requireNonNull(sql);
    }

    static String editor() {
        return Objects.requireNonNull(editor);
    }

    static List<JsonNode> acts(String query) {
        return new ArrayList<>(Node.mustBe(200, admin("GET", HISTORY + query, ""))
                .get("acts")
                .valueStream()
                .toList());
    }

    static long newest() {
        return acts("?limit=1").get(0).get("seq").asLong();
    }

    static JsonNode assertIntact() {
        JsonNode found = Node.mustBe(200, admin("GET", CHECK, ""));
        assertThat(found.get("intact").asBoolean()).as(found.toString()).isTrue();
        return found;
    }

    static String pending(String body) {
        return Node.mustBe(201, admin("POST", "/v1/desk/channels/main/pending", body))
                .get("id")
                .asString();
    }

    static HttpResponse<String> as(String token, String method, String path, String body) {
        return new Ask(node(), method, path).token(token).json(body).send();
    }

    static HttpResponse<String> admin(String method, String path, String body, String... headers) {
        return node().send(method, path, body, headers);
    }
}
