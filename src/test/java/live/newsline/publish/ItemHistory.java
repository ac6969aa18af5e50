package live.newsline.publish;

import static live.newsline.Ask.assertProblem;
import static live.newsline.publish.Door.admin;
import static live.newsline.publish.Door.json;
import static live.newsline.publish.Door.node;
import static live.newsline.publish.Staff.as;
import static live.newsline.publish.Staff.contributor;
import static live.newsline.publish.Staff.editor;
import static live.newsline.publish.Staff.published;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What an item was, and the line at a moment. */
interface ItemHistory {

    @Test
    default void anItemsHistorySaysWhoDidWhatAndShowsTextsAsTheyWere() {
        String id = json(201, as(editor(), "POST", "/v1/channels/main/items", "{\"headline\":\"first\"}"))
                .get("id")
                .asString();
        json(200, admin("PATCH", "/v1/items/" + id, "{\"headline\":\"second\"}", "If-Match", "*"));
        Instant then = published(id);
        node().kill(id);
        List<JsonNode> entries = entries(id, node().token());
        assertThat(entries)
                .extracting(entry -> entry.get("kind").asString())
                .containsExactly("published", "updated", "killed");
        assertThat(entries)
                .extracting(entry -> entry.get("item").get("headline").asString())
                .containsExactly("first", "second", "second");
        assertThat(entries.get(0).get("by").get("name").asString()).isEqualTo("test");
        assertThat(entries.get(2).get("by").get("id"))
                .isNotEqualTo(entries.get(0).get("by").get("id"));
        // a killed text is not for editors
        assertThat(entries(id, editor()))
                .hasSize(3)
                .noneMatch(entry -> entry.get("item").has("headline"));
        assertProblem(as(contributor(), "GET", "/v1/desk/items/" + id + "/history", ""), 403, "forbidden");

        assertThat(line(then, node().token())).contains("first").doesNotContain("second");
        assertThat(line(then, editor())).contains(id).doesNotContain("first");
        assertThat(line(then.minusMillis(1), node().token())).doesNotContain(id);
    }

    private static List<JsonNode> entries(String id, String token) {
        return json(200, as(token, "GET", "/v1/desk/items/" + id + "/history", ""))
                .get("entries")
                .valueStream()
                .toList();
    }

    private static String line(Instant at, String token) {
        return json(200, as(token, "GET", "/v1/desk/line/main?limit=200&at=" + at, ""))
                .toString();
    }
}
