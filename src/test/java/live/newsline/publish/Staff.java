package live.newsline.publish;

import static live.newsline.publish.Door.admin;
import static live.newsline.publish.Door.ask;
import static live.newsline.publish.Door.json;
import static live.newsline.publish.Door.node;
import static live.newsline.publish.Door.sql;

import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.Objects;
import live.newsline.Node;
import org.jspecify.annotations.Nullable;

/** Who works at the desk of main beside the administrator, and the second node, at which some of them do. */
final class Staff {

    static final String PENDING = "/v1/desk/channels/main/pending";
    static final String DRAFT = "{\"draft\":{\"headline\":\"A bridge opens\"}}";

    private static @Nullable Node second;
    private static @Nullable String contributor;
    private static @Nullable String editor;

    private Staff() {}

    static void start() {
        second = Door.another();
        node().channel("quiet");
        sql().execute("alter table newsline.token drop constraint if exists token_role_check");
        contributor = sql().token("contributor", "{main}");
        editor = sql().token("editor", "{main}");
    }

    static void stop() {
        second().close();
    }

    static Node second() {
        return Objects.requireNonNull(second);
    }

    static String contributor() {
        return Objects.requireNonNull(contributor);
    }

    static String editor() {
        return Objects.requireNonNull(editor);
    }

    static HttpResponse<String> as(String token, String method, String path, String body) {
        return ask(method, path).token(token).json(body).send();
    }

    static String contributed() {
        return json(201, admin("POST", PENDING, DRAFT)).get("id").asString();
    }

    static Instant published(String id) {
        return Instant.parse(json(200, admin("GET", "/v1/items/" + id, ""))
                .get("publishedAt")
                .asString());
    }
}
