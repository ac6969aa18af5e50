package live.newsline.hostile;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import live.newsline.Ask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies that cost more than they weigh, or can be read in two ways. */
interface HostileBodies {

    static Stream<byte[]> badBodies() throws IOException {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(zipped)) {
            gzip.write(new byte[10_000_000]);
        }
        return Stream.concat(
                Stream.of(
                                "[".repeat(60_000),
                                "{\"a\":".repeat(13_000),
                                "{\"headline\":\"" + "x".repeat(1_000_000) + "\"}",
                                "{\"headline\":" + "9".repeat(1000) + "}",
                                "{\"headline\":1e400}",
                                "{\"headline\":-0}",
                                "{\"headline\":NaN}",
                                "{\"headline\":\"a\",\"headline\":\"b\"}",
                                "{\"headline\":\"a\",\"id\":1}",
                                "{\"headline\":\"a\",\"state\":\"live\"}",
                                "{\"headline\":\"a\",\"__proto__\":{}}",
                                "{\"headline\":\"a\",\"@class\":\"java.lang.Runtime\"}",
                                "{\"headline\":[\"a\"]}",
                                "{\"headline\":{\"a\":1}}",
                                "{\"headline\":\"a\",\"expiresAt\":\"9999-12-31T23:59:59-14:00\"}",
                                "{\"headline\":\"a\",\"expiresAt\":\"-0001-01-01T00:00:00Z\"}",
                                "{\"headline\":\"a\",\"expiresAt\":\"2026-12-31T23:59:60Z\"}",
                                "{\"headline\":\"a\",\"expiresAt\":\"2999-01-01T00:00:00\"}",
                                "{\"headline\":\"a\",\"image\":{\"width\":1e400}}",
                                "{\"headline\":\"a\",\"tags\":[" + "\"x\",".repeat(10_000) + "\"x\"]}",
                                "{\"" + "n".repeat(10_000) + "\":1}",
                                "{\"\\ud800\":1}",
                                "{\"headline\":\"a\"",
                                "\uFEFF{\"headline\":\"a\"}",
                                "<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY b \"c\">]><a>&b;</a>")
                        .map(text -> text.getBytes(UTF_8)),
                Stream.of(
                        "{\"headline\":\"a\"}".getBytes(StandardCharsets.UTF_16LE),
                        "{\"headline\":\"a\"}".getBytes(StandardCharsets.UTF_16BE),
                        new byte[] {'{', '"', 'h', (byte) 0xC0, (byte) 0x80, '"', ':', '1', '}'},
                        new byte[60_000],
                        zipped.toByteArray()));
    }

    /** A body could cost far more memory than it has bytes, or be understood in two ways. */
    @ParameterizedTest
    @MethodSource("live.newsline.hostile.HostileBodies#badBodies")
    default void aBodyThatIsNoDraftIsRefusedAndNotStored(byte[] body) {
        long before = Target.sql().position();
        String id = String.valueOf(Target.sql()
                .strings("select coalesce(max(id::text), '') from newsline.item")
                .get(0));
        for (Ask ask : List.of(
                new Ask(Target.node(), "POST", Target.ITEMS),
                new Ask(Target.node(), "PATCH", "/v1/items/" + id).header("If-Match", "*"),
                new Ask(Target.node(), "POST", "/v1/items/" + id + "/withhold"))) {
            HttpResponse<String> answer = ask.token(Target.node().token())
                    .body("application/json", body)
                    .send();
            assertThat(answer.statusCode()).as(answer.body()).isIn(400, 404, 413, 422);
            assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        }
        assertThat(new Ask(Target.node(), "PUT", "/v1/channels/hostile")
                        .token(Target.node().token())
                        .body("application/json", body)
                        .send()
                        .statusCode())
                .isIn(400, 413, 422);
        assertThat(Target.sql().position()).isEqualTo(before);
        assertThat(Target.sql().number("select count(*) from newsline.channel where name = 'hostile'"))
                .isZero();
    }

    /** What a shorter Content-Length leaves over could be taken for the next request, of somebody else. */
    @Test
    default void whatFollowsABodyIsNoRequestUnlessItIsOne() throws IOException {
        long before = Target.sql().position();
        Target.Answer answer = Target.send("POST " + Target.ITEMS + " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer "
                + Target.node().token()
                + "\r\nContent-Type: application/json\r\nContent-Length: 5\r\n\r\n{\"headline\":\"smuggled\"}");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(Target.sql().position()).isEqualTo(before);
    }

    /** A body that is whole but for its end was answered with 400 and stored all the same. */
    @ParameterizedTest
    @ValueSource(strings = {"zz\r\n", "5\r\nabcdefgh\r\n", "-1\r\n", "0\r\nno header\u0000\r\n\r\n"})
    default void aBodyWhoseChunksBreakOffIsNotStored(String end) throws IOException {
        String request = "POST " + Target.ITEMS + " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer "
                + Target.node().token()
                + "\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
                + "10\r\n{\"headline\":\"a\"}\r\n";
        long before = Target.sql().position();
        assertThat(Target.send(request + end).status()).isEqualTo(400);
        try (Socket socket = Target.connect(Target.node().port())) {
            socket.getOutputStream().write(request.getBytes(UTF_8));
            // what came so far is read by now, or soon
            await().pollDelay(Duration.ofMillis(100)).until(() -> true);
            Target.tryWrite(socket, end.getBytes(UTF_8));
            assertThat(Target.readToEnd(socket)).startsWith("HTTP/1.1 400 ");
        }
        // told after whatever came of these
        Target.node().publish("main", "b");
        assertThat(Target.sql().position()).isEqualTo(before + 1);
    }

    /** Who still sends when the connection is closed never learns what was wrong. */
    @Test
    default void whoSendsAllOfABodyThatIsTooLargeIsToldSo() {
        byte[] body = ("\"" + "x".repeat(1_000_000) + "\"").getBytes(UTF_8);
        for (int i = 0; i < 50; i++) {
            HttpResponse<String> answer = new Ask(Target.node(), "POST", Target.ITEMS)
                    .token(Target.node().token())
                    .body("application/json", body)
                    .send();
            Ask.assertProblem(answer, 413, "too-large");
        }
    }
}
