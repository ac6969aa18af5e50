package live.newsline.read;

import static live.newsline.read.Door.assertForOneCaller;
import static live.newsline.read.Door.get;
import static live.newsline.read.Door.hello;
import static live.newsline.read.Door.node;
import static live.newsline.read.Door.secretItem;
import static live.newsline.read.Door.sql;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rsocket.exceptions.ApplicationErrorException;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import live.newsline.Ask;
import org.junit.jupiter.api.Test;
import org.springframework.http.MediaType;
import org.springframework.messaging.rsocket.RSocketRequester;
import tools.jackson.databind.JsonNode;

/** Private channels, for whoever may read them and whoever may not. */
interface PrivateChannels {

    @Test
    default void aPrivateChannelIsNotThereAtAnyDoor() {
        String foreign = sql().token("reader", "{main}");
        List<String> doors = List.of(
                "/v1/channels/secret",
                "/v1/channels/secret/items",
                "/v1/items/" + secretItem(),
                "/v1/stream?channel=secret",
                "/v1/stream?channel=main&channel=secret");
        for (String door : doors) {
            for (HttpResponse<String> answer : List.of(node().get(door), get(door, foreign))) {
                JsonNode problem = Ask.assertProblem(answer, 404, "not-found");
                // in the words of a door that is not there
                String other =
                        door.replace("secret", "hidden").replace(secretItem(), "00000000-0000-7000-8000-000000000000");
                JsonNode nothing = Ask.assertProblem(node().get(other), 404, "not-found");
                assertThat(problem.get("detail")
                                .asString()
                                .replace("secret", "hidden")
                                .replace(secretItem(), ""))
                        .isEqualTo(
                                nothing.get("detail").asString().replace("00000000-0000-7000-8000-000000000000", ""));
            }
        }
        assertThat(node().get("/v1/channels").body()).doesNotContain("secret");
        assertThat(get("/v1/channels", foreign).body()).doesNotContain("secret");
    }

    @Test
    default void aPrivateChannelIsThereForItsReadersAndForNoSharedCache() throws IOException, InterruptedException {
        for (String token : List.of(
                sql().token("reader", "{secret}"),
                sql().token("reader", null),
                sql().token("editor", "{secret}"),
                node().token())) {
            for (String door : List.of(
                    "/v1/channels", "/v1/channels/secret", "/v1/channels/secret/items", "/v1/items/" + secretItem())) {
                HttpResponse<String> answer = get(door, token);
                assertThat(answer.statusCode()).as(door).isEqualTo(200);
                assertThat(answer.body()).contains("secret");
                assertForOneCaller(answer);
            }
            assertThat(hello("/v1/stream?channel=secret", "event: hello", "Authorization", "Bearer " + token))
                    .contains("A secret headline");
        }
        // the public list stays public for a token that reads nothing private
        assertThat(get("/v1/channels", sql().token("reader", "{main}"))
                        .headers()
                        .firstValue("Cache-Control"))
                .hasValue("no-cache");
    }

    @Test
    default void aPrivateChannelIsNotThereOverRSocketEither() {
        RSocketRequester requester = RSocketRequester.builder()
                .dataMimeType(MediaType.APPLICATION_JSON)
                .tcp("127.0.0.1", node().rsocketPort());
        try {
            String foreign = sql().token("reader", "{main}");
            for (String data : List.of(
                    "{\"channels\":[\"secret\"]}",
                    "{\"channels\":[\"main\",\"secret\"]}",
                    "{\"channels\":[\"secret\"],\"token\":\"" + foreign + "\"}",
                    "{\"channels\":[\"nowhere\"]}")) {
                assertThatThrownBy(() -> first(requester, data))
                        .isInstanceOf(ApplicationErrorException.class)
                        .hasMessageContaining("\"status\":404");
            }
            assertThatThrownBy(() -> first(requester, "{\"channels\":[\"secret\"],\"token\":\"nlt_wrong\"}"))
                    .isInstanceOf(ApplicationErrorException.class)
                    .hasMessageContaining("\"status\":401");
            String token = sql().token("reader", "{secret}");
            assertThat(first(requester, "{\"channels\":[\"secret\"],\"token\":\"" + token + "\"}"))
                    .contains("A secret headline");
        } finally {
            requester.dispose();
        }
    }

    private static String first(RSocketRequester requester, String data) {
        return String.valueOf(
                requester.route("stream").data(data).retrieveFlux(String.class).blockFirst(Duration.ofSeconds(20)));
    }

    @Test
    default void aTokenThatIsNotValidIsRefusedEvenWhereNoneIsNeeded() {
        for (String door : List.of("/v1/channels", "/v1/channels/main/items", "/v1/stream?channel=main")) {
            Ask.assertProblem(get(door, "nlt_wrong"), 401, "unauthorized");
        }
        assertThat(node().get("/v1/channels", "Authorization", "Basic dTpw").statusCode())
                .isEqualTo(200);
    }
}
