package live.newsline.publish;

import static live.newsline.Ask.assertProblem;
import static live.newsline.Ask.errors;
import static live.newsline.publish.Door.ITEMS;
import static live.newsline.publish.Door.admin;
import static live.newsline.publish.Door.ask;
import static live.newsline.publish.Door.node;
import static live.newsline.publish.Door.sql;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What a body may be, at every door. */
interface ReadingBodies {

    static Stream<String> unreadable() {
        return Stream.of(
                "",
                "{",
                "{\"headline\":\"a\"",
                "{\"headline\":\"a\"}}",
                "{\"headline\":\"a\"} {}",
                "[]",
                "[{\"headline\":\"a\"}]",
                "null",
                "\"a\"",
                "7",
                "{\"headline\":\"a\",\"headline\":\"b\"}",
                "{\"headline\":\"a\",}",
                "{'headline':'a'}",
                "{headline:\"a\"}",
                "// a\n{\"headline\":\"a\"}",
                "{\"headline\":\"a\nb\"}",
                "{\"headline\":NaN}",
                "{\"image\":{\"width\":" + "9".repeat(1000) + "}}",
                "[".repeat(30_000),
                "{\"a\":".repeat(10_000),
                "\uFEFF{\"headline\":\"a\"}");
    }

    @ParameterizedTest
    @MethodSource("live.newsline.publish.ReadingBodies#unreadable")
    default void aBodyThatIsNotOneJsonObjectIsUnreadable(String body) {
        long before = sql().position();
        if (body.isEmpty()) {
            // nothing at all says nothing: an empty object
            assertThat(errors(assertProblem(admin("POST", ITEMS, body), 422, "rule-broken")))
                    .containsExactly("headline required");
        } else {
            assertProblem(admin("POST", ITEMS, body), 400, "unreadable");
        }
        assertThat(sql().position()).isEqualTo(before);
    }

    @Test
    default void aBodyIsUtf8() {
        for (byte[] headline : List.of(
                new byte[] {(byte) 0xC0, (byte) 0x80},
                new byte[] {(byte) 0xF8, (byte) 0x88, (byte) 0x80, (byte) 0x80, (byte) 0x80},
                new byte[] {(byte) 0xED, (byte) 0xA0, (byte) 0x80},
                new byte[] {(byte) 0xFF},
                new byte[] {(byte) 0xE9})) {
            byte[] start = "{\"headline\":\"a".getBytes(StandardCharsets.UTF_8);
            byte[] body = new byte[start.length + headline.length + 2];
            System.arraycopy(start, 0, body, 0, start.length);
            System.arraycopy(headline, 0, body, start.length, headline.length);
            body[body.length - 2] = '"';
            body[body.length - 1] = '}';
            assertProblem(
                    ask("POST", ITEMS)
                            .token(node().token())
                            .body("application/json", body)
                            .send(),
                    400,
                    "unreadable");
        }
        assertProblem(
                ask("POST", ITEMS)
                        .token(node().token())
                        .body("application/json", "{\"headline\":\"a\"}".getBytes(StandardCharsets.UTF_16))
                        .send(),
                400,
                "unreadable");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "text/plain|415",
                "application/x-www-form-urlencoded|415",
                "multipart/form-data; boundary=x|415",
                "application/xml|415",
                "application/json; charset=utf-16|415",
                "application/jsonx|415",
                "text/json|415",
                "json|415",
                "/|415",
                "*/*|415",
                "application/*|415",
                "application/json|201",
                "Application/JSON; charset=UTF-8|201",
                "application/merge-patch+json|201"
            })
    default void onlyJsonIsTaken(String contentType, int status) {
        HttpResponse<String> answer = ask("POST", ITEMS)
                .token(node().token())
                .body(contentType, "{\"headline\":\"a\"}".getBytes(StandardCharsets.UTF_8))
                .send();
        if (status == 415) {
            assertProblem(answer, 415, "unsupported-media-type");
        } else {
            assertThat(answer.statusCode()).isEqualTo(status);
        }
    }

    @Test
    default void aCompressedBodyIsNotTaken() {
        assertProblem(
                ask("POST", ITEMS)
                        .token(node().token())
                        .header("Content-Encoding", "gzip")
                        .json("{\"headline\":\"a\"}")
                        .send(),
                415,
                "unsupported-media-type");
    }

    @Test
    default void sixtyFourKibibytesAreTakenAndNotOneMore() {
        String atMost = padded(65_536);
        String tooMuch = padded(65_537);
        assertThat(admin("POST", ITEMS, atMost).statusCode()).isEqualTo(201);
        long before = sql().position();
        assertProblem(admin("POST", ITEMS, tooMuch), 413, "too-large");
        assertThat(chunked(atMost).statusCode()).isEqualTo(201);
        assertProblem(chunked(tooMuch), 413, "too-large");
        assertProblem(chunked(padded(1_000_000)), 413, "too-large");
        assertThat(sql().position()).isEqualTo(before + 1);
    }

    private static HttpResponse<String> chunked(String body) {
        return node().send(HttpRequest.newBuilder(node().uri(ITEMS))
                .version(HttpClient.Version.HTTP_1_1)
                .header("Authorization", "Bearer " + node().token())
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofInputStream(
                        () -> new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8))))
                .build());
    }

    private static String padded(int size) {
        String json = "{\"headline\":\"a\"}";
        return json + " ".repeat(size - json.length());
    }
}
