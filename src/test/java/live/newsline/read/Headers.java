package live.newsline.read;

import static live.newsline.read.Door.HTTP;
import static live.newsline.read.Door.node;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import live.newsline.Ask;
import org.junit.jupiter.api.Test;

/** For which sites an answer is, and for how long. */
interface Headers {

    @Test
    default void publicDataIsForEverySiteWithOrWithoutAnOrigin() throws IOException, InterruptedException {
        String item = "/v1/items/" + node().publish("main", "a").get("id").asString();
        for (String door : List.of(
                "/v1/channels",
                "/v1/channels/main",
                "/v1/channels/main/items",
                "/v1/channels/main/items?limit=0",
                "/v1/channels/nowhere",
                "/v1/channels/main/items?status=withheld",
                item,
                "/v1/items/x",
                "/line/main",
                "/line/nowhere",
                "/embed/main",
                "/v1/stream?channel=nowhere",
                "/v1/stream",
                "/v1/nothing")) {
            for (String[] origin : List.of(
                    new String[0], new String[] {"Origin", "https://site.example"}, new String[] {"Origin", "null"})) {
                HttpResponse<String> answer = node().get(door, origin);
                assertThat(answer.headers().allValues("Access-Control-Allow-Origin"))
                        .as(door)
                        .containsExactly("*");
                assertThat(answer.headers().firstValue("Access-Control-Expose-Headers"))
                        .hasValue("ETag, Link, Retry-After");
                assertThat(answer.headers().firstValue("Access-Control-Allow-Credentials"))
                        .isEmpty();
                assertThat(answer.headers().firstValue("X-Content-Type-Options"))
                        .hasValue("nosniff");
                Ask options = new Ask(node(), "OPTIONS", door);
                if (origin.length > 0) {
                    options.header(origin[0], origin[1])
                            .header("Access-Control-Request-Method", "GET")
                            .header("Access-Control-Request-Headers", "last-event-id");
                }
                HttpResponse<String> preflight = options.send();
                assertThat(preflight.statusCode()).isEqualTo(204);
                assertThat(preflight.headers().allValues("Access-Control-Allow-Origin"))
                        .containsExactly("*");
                assertThat(preflight.headers().firstValue("Access-Control-Allow-Headers"))
                        .hasValue("Last-Event-ID, If-None-Match");
            }
        }
        HttpResponse<InputStream> stream = HTTP.send(
                HttpRequest.newBuilder(node().uri("/v1/stream?channel=main")).build(),
                HttpResponse.BodyHandlers.ofInputStream());
        try (InputStream ignored = stream.body()) {
            assertThat(stream.headers().firstValue("Content-Type")).hasValue("text/event-stream");
            assertThat(stream.headers().firstValue("Cache-Control")).hasValue("no-store, no-transform");
            assertThat(stream.headers().firstValue("X-Accel-Buffering")).hasValue("no");
            assertThat(stream.headers().allValues("Access-Control-Allow-Origin"))
                    .containsExactly("*");
        }
    }

    @Test
    default void editorsDoorsAreForNoOtherSite() {
        for (HttpResponse<String> answer : List.of(
                node().send("POST", "/v1/channels/main/items", "{\"headline\":\"a\"}"),
                node().send("POST", "/v1/channels/main/items", "{}"),
                new Ask(node(), "POST", "/v1/channels/main/items")
                        .header("Origin", "https://site.example")
                        .json("{}")
                        .send())) {
            assertThat(answer.headers().firstValue("Access-Control-Allow-Origin"))
                    .isEmpty();
        }
    }

    @Test
    default void whatIsReadIsRevalidatedEachTime() {
        for (String door : List.of("/v1/channels", "/v1/channels/main", "/v1/channels/main/items")) {
            HttpResponse<String> answer = node().get(door);
            assertThat(answer.headers().firstValue("Cache-Control")).hasValue("no-cache");
            assertThat(answer.headers().firstValue("Vary")).hasValue("Accept-Encoding");
            String tag = answer.headers().firstValue("ETag").orElseThrow();
            assertThat(tag).matches("\"[A-Za-z0-9_-]{22}\"");
            assertThat(node().get(door, "If-None-Match", tag).statusCode()).isEqualTo(304);
            assertThat(node().get(door, "If-None-Match", "\"other\", " + tag).statusCode())
                    .isEqualTo(304);
        }
    }
}
