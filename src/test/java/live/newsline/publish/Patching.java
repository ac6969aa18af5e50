package live.newsline.publish;

import static live.newsline.Ask.assertProblem;
import static live.newsline.Ask.errors;
import static live.newsline.publish.Door.ALWAYS_SET;
import static live.newsline.publish.Door.BECAUSE;
import static live.newsline.publish.Door.ITEMS;
import static live.newsline.publish.Door.admin;
import static live.newsline.publish.Door.header;
import static live.newsline.publish.Door.json;
import static live.newsline.publish.Door.node;
import static live.newsline.publish.Door.patch;
import static live.newsline.publish.Door.publish;
import static live.newsline.publish.Door.sql;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import live.newsline.Node;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** PATCH: what it needs, changes and clears. */
interface Patching {

    @Test
    default void aPatchNeedsTheVersionItIsMadeFor() {
        Door.Published item = publish("a");
        assertProblem(admin("PATCH", item.path(""), "{\"headline\":\"b\"}"), 428, "precondition-required");
        assertProblem(patch(item, "\"2\"", "{\"headline\":\"b\"}"), 412, "stale");
        assertProblem(patch(item, "W/\"1\"", "{\"headline\":\"b\"}"), 412, "stale");
        assertThat(errors(assertProblem(patch(item, "version 1", "{\"headline\":\"b\"}"), 400, "bad-request")))
                .containsExactly("If-Match malformed");
        HttpResponse<String> done = patch(item, "\"1\"", "{\"headline\":\"b\"}");
        assertThat(json(200, done).get("headline").asString()).isEqualTo("b");
        assertThat(header(done, "ETag")).isEqualTo("\"2\"");
        assertThat(header(done, "Newsline-Cursor")).isEqualTo(sql().cursor());
        assertProblem(patch(item, "\"1\"", "{\"headline\":\"c\"}"), 412, "stale");
    }

    @Test
    default void aPatchThatChangesNothingWritesNothing() {
        Door.Published item = publish("a");
        long before = sql().position();
        for (String body :
                List.of("", "{}", "{\"headline\":\" a \"}", "{\"urgency\":null,\"pinned\":false,\"link\":null}")) {
            HttpResponse<String> answer = patch(item, "\"1\"", body);
            assertThat(json(200, answer).get("version").asInt()).isEqualTo(1);
            assertThat(header(answer, "ETag")).isEqualTo("\"1\"");
        }
        assertThat(sql().position()).isEqualTo(before);
    }

    @Test
    default void aPatchClearsSetsAndCorrects() {
        Door.Published item = new Door.Published(json(
                        201,
                        admin(
                                "POST",
                                ITEMS,
                                "{\"headline\":\"a\",\"urgency\":\"flash\",\"tags\":[\"x\"],\"source\":\"Wire\",\"language\":\"az\","
                                        + "\"image\":{\"href\":\"https://example.org/a.jpg\",\"alt\":\"A\",\"width\":4,\"height\":3}}"))
                .get("id")
                .asString());
        JsonNode corrected = json(
                200, patch(item, "\"1\"", "{\"advisory\":\"Corrects\",\"image\":{\"alt\":\"B\"},\"tags\":[\"y\"]}"));
        assertThat(corrected.get("advisory").asString()).isEqualTo("Corrects");
        assertThat(corrected.get("image"))
                .isEqualTo(Node.JSON.readTree(
                        "{\"href\":\"https://example.org/a.jpg\",\"alt\":\"B\",\"width\":4,\"height\":3}"));
        assertThat(corrected.get("tags").get(0).asString()).isEqualTo("y");

        JsonNode cleared = json(
                200,
                patch(
                        item,
                        "\"2\"",
                        "{\"urgency\":null,\"image\":null,\"tags\":null,\"source\":null,\"language\":null,\"expiresAt\":null}"));
        assertThat(cleared.propertyNames()).containsExactlyInAnyOrder(ALWAYS_SET);
        assertThat(cleared.get("urgency").asString()).isEqualTo("routine");
        assertThat(cleared.get("language").asString()).isEqualTo("en");
        assertThat(errors(assertProblem(patch(item, "\"3\"", "{\"headline\":null}"), 422, "rule-broken")))
                .containsExactly("headline required");
        assertThat(sql().kinds(item.id())).containsExactly("published", "corrected", "updated");
    }

    @Test
    default void aPatchTouchesNoFieldOfOurs() {
        Door.Published item = publish("a");
        for (String field : List.of("id", "version", "pubStatus", "channel", "publishedAt", "updatedAt", "state")) {
            assertThat(errors(assertProblem(patch(item, "\"1\"", "{\"" + field + "\":null}"), 422, "rule-broken")))
                    .containsExactly(field + " unknown");
        }
        assertThat(errors(assertProblem(patch(item, "\"1\"", "{\"\\ud800\":1}"), 422, "rule-broken")))
                .containsExactly("? unknown");
        assertThat(errors(assertProblem(patch(item, "\"1\"", "{\"image\":{\"alt\":\"x\"}}"), 422, "rule-broken")))
                .containsExactlyInAnyOrder("image.href required", "image.width required", "image.height required");
    }

    @Test
    default void aPatchOfAWithheldItemIsToldWithoutItsText() {
        Door.Published item = publish("a");
        admin("POST", item.path("/withhold"), BECAUSE);
        assertThat(json(200, patch(item, "\"2\"", "{\"headline\":\"b\"}"))
                        .get("headline")
                        .asString())
                .isEqualTo("b");
        JsonNode shown = json(200, node().get(item.path("")));
        assertThat(shown.get("pubStatus").asString()).isEqualTo("withheld");
        assertThat(shown.get("version").asInt()).isEqualTo(3);
        assertThat(shown.has("headline")).isFalse();
    }
}
