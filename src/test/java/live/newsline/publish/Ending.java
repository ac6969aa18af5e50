package live.newsline.publish;

import static java.util.concurrent.TimeUnit.SECONDS;
import static live.newsline.publish.Door.BECAUSE;
import static live.newsline.publish.Door.admin;
import static live.newsline.publish.Door.json;
import static live.newsline.publish.Door.node;
import static live.newsline.publish.Door.patch;
import static live.newsline.publish.Door.publish;
import static live.newsline.publish.Door.sql;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import live.newsline.Node;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What ends by itself, and what is erased. */
interface Ending {

    @Test
    default void theTextOfAKilledItemCanBeErasedAndOnlyThat() {
        Door.Published item = publish("A poisonous headline");
        patch(item, "\"1\"", "{\"headline\":\"Another poisonous headline\"}");
        assertThatThrownBy(() -> sql().number("select newsline.erase('" + item.id() + "')"))
                .hasRootCauseInstanceOf(SQLException.class)
                .hasStackTraceContaining("is not killed");
        admin("POST", item.path("/kill"), BECAUSE);
        assertThat(json(200, admin("GET", item.path(""), "")).get("headline").asString())
                .isEqualTo("Another poisonous headline");

        assertThat(sql().number("select newsline.erase('" + item.id() + "')")).isEqualTo(2);
        JsonNode erased = json(200, admin("GET", item.path(""), ""));
        assertThat(erased.has("headline")).isFalse();
        assertThat(erased.get("pubStatus").asString()).isEqualTo("canceled");
        assertThat(sql().number("select count(*) from newsline.item_text where item = '" + item.id() + "'"))
                .isZero();
        // the journal keeps what proves the text, and not the text
        assertThat(sql().number("select count(*) from newsline.entry where length(text_digest) = 32 and item = '"
                        + item.id() + "'"))
                .isEqualTo(3);
        assertThat(sql().number("select newsline.erase('" + item.id() + "')")).isZero();
        assertThat(admin("POST", item.path("/kill"), BECAUSE).statusCode()).isEqualTo(200);
    }

    @Test
    default void anItemExpiresOnceThoughTwoNodesLook() {
        try (Node second = Door.another()) {
            List<String> ids =
                    Stream.generate(() -> publish("Soon gone").id()).limit(40).toList();
            for (List<String> half : List.of(ids.subList(0, 20), ids.subList(20, 40))) {
                long before = sql().position();
                sql().execute(
                                "update newsline.item set expires_at = clock_timestamp() - interval '1 second' where id in ('"
                                        + String.join("','", half) + "')");
                await().atMost(30, SECONDS).until(() -> sql().position() >= before + 20);
                for (String id : half) {
                    assertThat(sql().kinds(id)).containsExactly("published", "expired");
                    for (Node each : List.of(node(), second)) {
                        JsonNode item = json(200, each.get("/v1/items/" + id));
                        assertThat(item.get("pubStatus").asString()).isEqualTo("withheld");
                        assertThat(item.has("headline")).isFalse();
                    }
                }
            }
            // both nodes have looked again since the first half
            for (String id : ids) {
                assertThat(sql().kinds(id)).containsExactly("published", "expired");
            }
            JsonNode released = json(200, admin("POST", "/v1/items/" + ids.get(0) + "/release", ""));
            assertThat(released.get("pubStatus").asString()).isEqualTo("usable");
            assertThat(released.has("expiresAt")).isFalse();
        }
    }

    @Test
    default void positionsHaveNoGapsAndVersionsNeither() {
        publish("a");
        assertThat(sql().number("select count(*) - max(position) from newsline.entry"))
                .isZero();
        assertThat(
                        sql().number(
                                        "select count(*) from (select item from newsline.entry group by item having count(*) <> max(version)) x"))
                .isZero();
    }
}
