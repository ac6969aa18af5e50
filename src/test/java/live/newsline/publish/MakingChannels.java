package live.newsline.publish;

import static live.newsline.Ask.assertProblem;
import static live.newsline.Ask.errors;
import static live.newsline.publish.Door.admin;
import static live.newsline.publish.Door.ask;
import static live.newsline.publish.Door.header;
import static live.newsline.publish.Door.json;
import static live.newsline.publish.Door.node;
import static live.newsline.publish.Door.sql;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import live.newsline.Node;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Channels: made, changed, and what they may be called. */
interface MakingChannels {

    @Test
    default void aChannelIsMadeOnceAndChangedAfterwards() {
        String put = "{\"title\":\"Dünya\",\"language\":\"az\",\"timeZone\":\"Asia/Baku\",\"visibility\":\"public\"}";
        HttpResponse<String> made = admin("PUT", "/v1/channels/world", put);
        assertThat(json(201, made))
                .isEqualTo(
                        Node.JSON.readTree(
                                "{\"channel\":\"world\",\"title\":\"Dünya\",\"language\":\"az\",\"timeZone\":\"Asia/Baku\",\"visibility\":\"public\"}"));
        assertThat(header(made, "Location")).isEqualTo("/v1/channels/world");
        JsonNode changed = json(200, admin("PUT", "/v1/channels/world", "{\"title\":\"World\"}"));
        assertThat(changed.get("title").asString()).isEqualTo("World");
        assertThat(changed.get("language").asString()).isEqualTo("az");
        // at once, on the node that made it
        assertThat(json(200, node().get("/v1/channels/world")).get("title").asString())
                .isEqualTo("World");
    }

    @Test
    default void aNewTitleDoesNotLayAPrivateChannelOpen() {
        admin("PUT", "/v1/channels/closed", "{\"visibility\":\"private\"}");
        assertThat(json(200, admin("PUT", "/v1/channels/closed", "{\"title\":\"Closed\"}"))
                        .get("visibility")
                        .asString())
                .isEqualTo("private");
        assertThat(node().get("/v1/channels/closed").statusCode()).isEqualTo(404);
    }

    @Test
    default void onlyAnAdministratorMakesChannels() {
        String token = sql().token("editor", null);
        assertProblem(ask("PUT", "/v1/channels/new").json("{}").send(), 401, "unauthorized");
        assertProblem(ask("PUT", "/v1/channels/new").token(token).json("{}").send(), 403, "forbidden");
        assertThat(admin("GET", "/v1/channels/new", "").statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPPER",
                "-a",
                "a_b",
                "%20",
                "%00",
                "a%0Ab",
                "..%2Fa",
                "%D0%B0",
                "a;b",
                "aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeeeeeeeeeffffffffffgggg"
            })
    default void aChannelsNameIsASlug(String name) {
        HttpResponse<String> answer = admin("PUT", "/v1/channels/" + name, "{}");
        if (name.equals("a;b")) {
            // what follows a semicolon is a parameter of the path, and no part of the name
            assertThat(answer.statusCode()).isEqualTo(201);
        } else {
            assertThat(errors(assertProblem(answer, 422, "rule-broken"))).containsExactly("channel not-a-channel");
        }
    }

    @Test
    default void aChannelBreaksARuleFieldByField() {
        HttpResponse<String> answer = admin(
                "PUT",
                "/v1/channels/faults",
                "{\"title\":\"a\\nb\",\"language\":\"_\",\"timeZone\":\"Mars\",\"open\":true}");
        assertThat(errors(assertProblem(answer, 422, "rule-broken")))
                .containsExactlyInAnyOrder("open unknown", "title not-plain", "language not-a-language");
        assertThat(errors(assertProblem(
                        admin("PUT", "/v1/channels/faults", "{\"timeZone\":\"Mars\"}"), 422, "rule-broken")))
                .containsExactly("timeZone not-a-time-zone");
        assertThat(admin("GET", "/v1/channels/faults", "").statusCode()).isEqualTo(404);
    }
}
