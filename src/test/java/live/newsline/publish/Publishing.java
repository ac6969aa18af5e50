package live.newsline.publish;

import static live.newsline.Ask.assertProblem;
import static live.newsline.Ask.errors;
import static live.newsline.publish.Door.ALWAYS_SET;
import static live.newsline.publish.Door.ITEMS;
import static live.newsline.publish.Door.admin;
import static live.newsline.publish.Door.header;
import static live.newsline.publish.Door.json;
import static live.newsline.publish.Door.node;
import static live.newsline.publish.Door.sql;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Items: what is answered, and what is refused. */
interface Publishing {

    @Test
    default void publishingAnswersWithTheItemItsAddressAndItsCursor() {
        long before = sql().position();
        HttpResponse<String> answer = admin(
                "POST",
                ITEMS,
                "{\"headline\":\"A bridge opens\",\"urgency\":\"flash\",\"link\":\"https://example.org/\",\"media\":\"photo\","
                        + "\"image\":{\"href\":\"https://example.org/a.jpg\",\"alt\":\"A bridge\",\"width\":640,\"height\":360},"
                        + "\"tags\":[\"roads\"],\"source\":\"Wire\",\"pinned\":true,\"advisory\":\"First\",\"language\":\"AZ\","
                        + "\"expiresAt\":\"2999-01-01T04:00:00+04:00\"}");
        JsonNode item = json(201, answer);
        String id = item.get("id").asString();
        assertThat(header(answer, "Location")).isEqualTo("/v1/items/" + id);
        assertThat(header(answer, "ETag")).isEqualTo("\"1\"");
        assertThat(header(answer, "Newsline-Cursor")).isEqualTo(sql().epoch() + "-" + (before + 1));
        assertThat(header(answer, "Cache-Control")).isEqualTo("no-store");
        assertThat(header(answer, "Content-Type")).isEqualTo("application/json");
        assertThat(item.propertyNames())
                .containsExactlyInAnyOrder(
                        "id",
                        "channel",
                        "version",
                        "pubStatus",
                        "urgency",
                        "headline",
                        "language",
                        "link",
                        "media",
                        "image",
                        "tags",
                        "source",
                        "pinned",
                        "advisory",
                        "publishedAt",
                        "updatedAt",
                        "expiresAt");
        assertThat(item.get("expiresAt").asString()).isEqualTo("2999-01-01T00:00:00.000Z");
        assertThat(item.get("language").asString()).isEqualTo("az");
        assertThat(item.get("publishedAt").asString()).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
        assertThat(json(200, node().get("/v1/items/" + id))).isEqualTo(item);
    }

    @Test
    default void whatIsNotSetIsAbsent() {
        JsonNode item = json(201, admin("POST", ITEMS, "{\"headline\":\"A bridge opens\",\"link\":null}"));
        assertThat(item.propertyNames()).containsExactlyInAnyOrder(ALWAYS_SET);
        assertThat(item.get("urgency").asString()).isEqualTo("routine");
        assertThat(item.get("language").asString()).isEqualTo("en");
    }

    @Test
    default void aDraftThatBreaksRulesIsRefusedWithAllOfThem() {
        long before = sql().position();
        JsonNode problem = assertProblem(
                admin(
                        "POST",
                        ITEMS,
                        "{\"headline\":\"\",\"version\":7,\"tags\":[\"ok\",\"a\\u0000b\"],\"image\":{\"alt\":3}}"),
                422,
                "rule-broken");
        assertThat(errors(problem))
                .containsExactlyInAnyOrder(
                        "version unknown",
                        "headline not-plain",
                        "tags[1] not-plain",
                        "image.href required",
                        "image.alt wrong-type",
                        "image.width required",
                        "image.height required");
        problem.get("errors")
                .forEach(error -> assertThat(error.propertyNames()).containsExactly("field", "rule", "detail"));
        assertThat(sql().position()).isEqualTo(before);
    }

    @Test
    default void anItemIsNotPublishedPastItsTime() {
        assertThat(errors(assertProblem(
                        admin("POST", ITEMS, "{\"headline\":\"a\",\"expiresAt\":\"2020-01-01T00:00:00Z\"}"),
                        422,
                        "rule-broken")))
                .containsExactly("expiresAt past");
    }

    @Test
    default void aChannelThatIsNotThereTakesNoItems() {
        assertProblem(admin("POST", "/v1/channels/nowhere/items", "{\"headline\":\"a\"}"), 404, "not-found");
    }

    @ParameterizedTest
    @ValueSource(strings = {"%00", "a%00b", "%20", "UPPER", "..%2Fmain", "%F0%9F%8C%89", "%ED%A0%80", "%C0%80"})
    default void aNameThatNoChannelCanHaveIsNotThereEither(String name) {
        long before = sql().position();
        assertProblem(admin("POST", "/v1/channels/" + name + "/items", "{\"headline\":\"a\"}"), 404, "not-found");
        assertThat(sql().position()).isEqualTo(before);
    }
}
