package live.newsline.publish;

import static live.newsline.Ask.assertProblem;
import static live.newsline.Ask.errors;
import static live.newsline.publish.Door.BECAUSE;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Withhold, release, kill. */
interface TakingSteps {

    @Test
    default void anItemIsWithheldReleasedAndKilled() {
        Door.Published item = publish("A bridge opens");
        HttpResponse<String> withheld = admin("POST", item.path("/withhold"), "{\"advisory\":\"Under review\"}");
        JsonNode told = json(200, withheld);
        assertThat(told.get("pubStatus").asString()).isEqualTo("withheld");
        assertThat(told.get("advisory").asString()).isEqualTo("Under review");
        assertThat(told.get("version").asInt()).isEqualTo(2);
        assertThat(header(withheld, "ETag")).isEqualTo("\"2\"");
        assertThat(header(withheld, "Newsline-Cursor")).isEqualTo(sql().cursor());
        assertThat(withheld.headers().firstValue("Location")).isEmpty();

        JsonNode released = json(200, admin("POST", item.path("/release"), ""));
        assertThat(released.get("pubStatus").asString()).isEqualTo("usable");
        assertThat(released.get("version").asInt()).isEqualTo(3);
        assertThat(released.has("advisory")).isFalse();
        assertThat(json(200, node().get(item.path(""))).get("headline").asString())
                .isEqualTo("A bridge opens");

        JsonNode killed = json(200, admin("POST", item.path("/kill"), "{\"advisory\":\"Wrong\"}"));
        assertThat(killed.get("pubStatus").asString()).isEqualTo("canceled");
        assertThat(killed.has("headline")).isFalse();
        assertThat(sql().kinds(item.id())).containsExactly("published", "withheld", "released", "killed");
    }

    @Test
    default void aStepAlreadyTakenWritesNothing() {
        Door.Published item = publish("a");
        assertThat(json(200, admin("POST", item.path("/release"), ""))
                        .get("version")
                        .asInt())
                .isEqualTo(1);
        admin("POST", item.path("/withhold"), BECAUSE);
        HttpResponse<String> again = admin("POST", item.path("/withhold"), "{\"advisory\":\"Other\"}");
        assertThat(json(200, again).get("advisory").asString()).isEqualTo("Because");
        assertThat(header(again, "ETag")).isEqualTo("\"2\"");
        admin("POST", item.path("/kill"), BECAUSE);
        assertThat(json(200, admin("POST", item.path("/kill"), BECAUSE))
                        .get("version")
                        .asInt())
                .isEqualTo(3);
        assertThat(sql().kinds(item.id())).containsExactly("published", "withheld", "killed");
    }

    @Test
    default void nothingLeadsBackFromAKill() {
        Door.Published item = publish("a");
        admin("POST", item.path("/kill"), BECAUSE);
        long before = sql().position();
        assertProblem(admin("POST", item.path("/release"), ""), 409, "illegal-step");
        assertProblem(admin("POST", item.path("/withhold"), BECAUSE), 409, "illegal-step");
        assertProblem(patch(item, "*", "{\"headline\":\"b\"}"), 409, "illegal-step");
        assertThat(sql().position()).isEqualTo(before);
    }

    @Test
    default void withholdAndKillSayWhy() {
        Door.Published item = publish("a");
        for (String step : List.of("/withhold", "/kill")) {
            for (String body : List.of("", "{}", "{\"advisory\":null}")) {
                assertThat(errors(assertProblem(admin("POST", item.path(step), body), 422, "rule-broken")))
                        .containsExactly("advisory required");
            }
            assertThat(errors(assertProblem(
                            admin("POST", item.path(step), "{\"advisory\":\"a\",\"headline\":\"b\"}"),
                            422,
                            "rule-broken")))
                    .containsExactly("headline unknown");
        }
        assertThat(sql().kinds(item.id())).containsExactly("published");
    }

    @Test
    default void aStepIsTakenAtTheVersionItNames() {
        Door.Published item = publish("a");
        for (String stale : List.of("\"2\"", "W/\"1\"", "\"x\"")) {
            assertProblem(admin("POST", item.path("/withhold"), BECAUSE, "If-Match", stale), 412, "stale");
        }
        assertThat(errors(assertProblem(
                        admin("POST", item.path("/withhold"), BECAUSE, "If-Match", "1"), 400, "bad-request")))
                .containsExactly("If-Match malformed");
        json(200, admin("POST", item.path("/withhold"), BECAUSE, "If-Match", "\"7\", \"1\""));
        // a kill on a stale version is still refused: whoever kills blindly leaves If-Match out
        assertProblem(admin("POST", item.path("/kill"), BECAUSE, "If-Match", "\"1\""), 412, "stale");
        json(200, admin("POST", item.path("/kill"), BECAUSE, "If-Match", "*"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"withhold", "kill", "release"})
    default void aStepNeedsAnItem(String step) {
        for (String id : List.of("00000000-0000-7000-8000-000000000000", "nothing", "1-1-1-1-1", "%00", "..%2F1")) {
            assertProblem(admin("POST", "/v1/items/" + id + "/" + step, BECAUSE), 404, "not-found");
        }
    }
}
