package live.newsline;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static live.newsline.RawRSocket.frame;
import static live.newsline.RawRSocket.joined;
import static live.newsline.RawRSocket.payload;
import static live.newsline.RawRSocket.requestStream;
import static live.newsline.RawRSocket.route;
import static live.newsline.RawRSocket.setup;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import live.newsline.feed.Feed;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/**
 * What hostile clients send. After each of it the node serves a good client on every transport, and a refused request
 * has left nothing in the journal. Every read is bounded: a peer that neither answers nor hangs up fails the test.
 */
@Timeout(180)
class HardeningIT {

    private static final String DATABASE = "hardening_it";
    private static final int PATIENCE_MILLIS = 40_000;
    private static final int SCALE = Integer.getInteger("newsline.test.scale", 1);
    private static final long SEED = 20261123;
    private static final String ITEMS = "/v1/channels/main/items";

    private static Node node;
    private static Sql sql;

    @BeforeAll
    static void start() {
        node = Node.onNewDatabase(DATABASE);
        sql = new Sql(DATABASE);
    }

    @AfterAll
    static void stop() {
        sql.close();
        node.close();
    }

    @AfterEach
    void aGoodClientIsServedAfterwards() throws IOException {
        assertThat(node.get(ITEMS).statusCode()).isEqualTo(200);
        assertThat(verdict("/v1/stream?channel=main", "")).isEqualTo("fresh");
        assertGoodRSocket();
        // nobody is served who has left
        await().pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(5))
                .atMost(30, SECONDS)
                .until(() -> node.bean(Feed.class).readers() == 0);
    }

    // text (B1-B24)

    static Stream<String> harmless() {
        return Stream.of(
                "<script>alert(1)</script>",
                "<img src=x onerror=alert(1)>",
                "\"><svg onload=alert(1)>",
                "</script><script>",
                "]]>",
                "<!--",
                "{{7*7}} ${7*7} #{7*7}",
                "javascript:alert(1)",
                "data: forged",
                "id: 1",
                "\\n\\ndata: forged",
                "\\u000a",
                "'); drop table item; --",
                "%0d%0adata: forged",
                "\uD83D\uDC69\u200D\uD83D\uDCBB \u05D0\u05D1 a\u00A0b",
                new String(Character.toChars(0xE0041)) + "tagged",
                "\uFFFFx",
                "\"\\/");
    }

    /** A text that only looks like markup, a template or a frame could break out of the event that tells it. */
    @ParameterizedTest
    @MethodSource("harmless")
    void aTextThatLooksLikeSyntaxIsToldAsTextInOneEvent(String text) throws IOException {
        String after = sql.cursor();
        JsonNode published = node.publish("main", text);
        assertThat(published.get("headline").asString()).isEqualTo(text);
        List<String> lines = stream("/v1/stream?channel=main&after=" + after, "", "\"type\":\"entry\"");
        List<String> entries = lines.stream()
                .filter(line -> line.contains("\"type\":\"entry\""))
                .toList();
        assertThat(entries).hasSize(1);
        assertThat(Node.JSON
                        .readTree(entries.get(0).substring("data: ".length()))
                        .get("item")
                        .get("headline")
                        .asString())
                .isEqualTo(text);
        assertThat(lines).allMatch(line -> line.isEmpty() || line.matches("(event|id|retry|data): .*"));
        assertThat(node.get("/v1/items/" + published.get("id").asString()).body())
                .contains("\"headline\":");
    }

    static Stream<String> refusedTexts() {
        return Stream.concat(
                IntStream.of(
                                0, 1, 8, 9, 0xA, 0xB, 0xD, 0x1B, 0x7F, 0x85, 0x9F, 0x2028, 0x2029, 0x202E, 0x2066,
                                0xD800, 0xDFFF)
                        .mapToObj(c -> "a\\u%04xb".formatted(c)),
                Stream.of("a\\r\\nb", "\\u200b".repeat(50), "Z" + "\u0334".repeat(500), "", "x".repeat(60_000)));
    }

    /** A control character could end a line, a NUL the statement, a lone surrogate the encoding. */
    @ParameterizedTest
    @MethodSource("refusedTexts")
    void aTextThatIsNotPlainIsRefusedAndNotStored(String escaped) {
        long before = sql.position();
        String draft = "{\"headline\":\"" + escaped + "\"}";
        assertThat(Ask.errors(Ask.assertProblem(node.send("POST", ITEMS, draft), 422, "rule-broken")))
                .hasSize(1);
        assertThat(sql.position()).isEqualTo(before);
    }

    // stream requests (B25-B40)

    /** A cursor that nobody was given could stop the node, scan the journal, or be taken for another. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "``|fresh",
                "-1|reset malformed",
                "5|reset malformed",
                "99999999999999999999|reset malformed",
                "1e3|reset malformed",
                "0x10|reset malformed",
                "+5|reset malformed",
                "EPOCH-01|reset malformed",
                "EPOCH-1e3|reset malformed",
                "EPOCH-99999999999999999999|reset malformed",
                "EPOCH-9999999999999999999|reset ahead",
                "EPOCH-9223372036854775807|reset ahead",
                "EPOCH-9223372036854775806|reset ahead",
                "EPOCH-1000000|reset ahead",
                "EPOCH-0|resumed",
                "nobodys-5|reset epoch",
                "other-epoch-5|reset malformed",
                "EPOCH-0,EPOCH-1|reset malformed",
                "' or 1=1 --|reset malformed",
                "../../etc/passwd|reset malformed",
                "%0d%0aX: y|reset malformed",
                "\u00FF\u00FE|reset malformed",
                "earliest|reset malformed",
                "#|reset malformed"
            })
    void aCursorThatNobodyWasGivenIsAReset(String id, String expected) throws IOException {
        String cursor = id.replace("EPOCH", sql.epoch());
        assertThat(verdict("/v1/stream?channel=main", "Last-Event-ID: " + cursor + "\r\n"))
                .isEqualTo(expected);
    }

    /** A long id could be kept for each of many connections. */
    @Test
    void aCursorOfSevenKibibytesIsAResetAndALongerOneIsNoRequest() throws IOException {
        assertThat(verdict("/v1/stream?channel=main", "Last-Event-ID: " + "1".repeat(7000) + "\r\n"))
                .isEqualTo("reset malformed");
        assertRefused(get("/v1/stream?channel=main", "Last-Event-ID: " + "1".repeat(9000) + "\r\n"));
    }

    /** Two cursors could be two answers, depending on who reads them. */
    @Test
    void ofTwoCursorsOneIsTakenAndItIsTheHeaders() throws IOException {
        String good = sql.epoch() + "-0";
        assertThat(verdict("/v1/stream?channel=main&after=nonsense", "Last-Event-ID: " + good + "\r\n"))
                .isEqualTo("resumed");
        assertThat(verdict("/v1/stream?channel=main", "Last-Event-ID: " + good + "\r\nLast-Event-ID: x\r\n"))
                .isIn("resumed", "reset malformed");
        assertThat(send("GET /v1/stream?channel=main&after=a&after=b HTTP/1.1\r\nHost: x\r\n\r\n")
                        .status())
                .isEqualTo(400);
    }

    static Stream<String> badQueries() {
        return Stream.of(
                "",
                "channel",
                "channel=",
                "channel=main&channel",
                "channel=main&language",
                "channel=..%2F",
                "channel=%2e%2e",
                "channel=%00",
                "channel=main%00",
                "channel=Main",
                "channel=" + "a".repeat(3000),
                "channel=main&channel=",
                "channel=main".concat("&channel=main".repeat(32)),
                "channel=main&limit=-1",
                "channel=main&limit=201",
                "channel=main&limit=2147483648",
                "channel=main&limit=9999999999999",
                "channel=main&limit=%D9%A3",
                "channel=main&limit=1e1",
                "channel=main&limit=",
                "channel=main&limit=1&limit=1",
                "channel=main&urgency=FLASH",
                "channel=main&urgency=4",
                "channel=main&urgency=",
                "channel=main&language=",
                "channel=main&language=az_AZ",
                "channel=main&language=%25",
                "channel=main&language=az'",
                "channel=main&language=az-*",
                "channel=main" + "&language=az".repeat(33),
                "channel=%zz",
                "channel=main&after=%",
                "channel=main&limit=%u0031",
                "channel=%C0%80",
                "channel=%ED%A0%80");
    }

    /** A query could reach the database, or open a stream of something else than was asked for. */
    @ParameterizedTest
    @MethodSource("badQueries")
    void aQueryThatSaysNothingIsABadRequest(String query) throws IOException {
        Answer answer = get("/v1/stream?" + query, "");
        assertThat(answer.status()).as(answer.toString()).isEqualTo(400);
    }

    static Stream<String> rawRequests() {
        String host = "Host: x\r\nConnection: close\r\n";
        return Stream.of(
                // B31: bytes that are no text
                "GET /v1/stream?channel=main HTTP/1.1\r\n" + host + "Last-Event-ID: a\rb\r\n\r\n",
                "GET /v1/stream?channel=main HTTP/1.1\r\n" + host + "Last-Event-ID: a\0b\r\n\r\n",
                "GET /v1/stream?channel=main HTTP/1.1\r\n" + host + "Last-Event-ID\u00FF: a\r\n\r\n",
                // B33-B36: two readers could see two requests
                "POST " + ITEMS + " HTTP/1.1\r\n" + host
                        + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                "POST " + ITEMS + " HTTP/1.1\r\n" + host + "Content-Length: 0\r\nContent-Length: 5\r\n\r\n",
                "POST " + ITEMS + " HTTP/1.1\r\n" + host + "Content-Length: -1\r\n\r\n",
                "POST " + ITEMS + " HTTP/1.1\r\n" + host + "Content-Length: +5\r\n\r\n",
                "POST " + ITEMS + " HTTP/1.1\r\n" + host + "Content-Length: 99999999999999999999\r\n\r\n",
                "POST " + ITEMS + " HTTP/1.1\r\n" + host + "Content-Length: abc\r\n\r\n",
                "POST " + ITEMS + " HTTP/1.1\r\n" + host + "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
                "POST " + ITEMS + " HTTP/1.1\r\n" + host + "Transfer-Encoding:\r\n chunked\r\n\r\n0\r\n\r\n",
                "POST " + ITEMS + " HTTP/1.1\r\n" + host
                        + "Transfer-Encoding: chunked\r\n\r\n80000000\r\nabc\r\n0\r\n\r\n",
                "POST " + ITEMS + " HTTP/1.1\r\n" + host + "Transfer-Encoding: chunked\r\n\r\n-1\r\nabc\r\n0\r\n\r\n",
                "POST " + ITEMS + " HTTP/1.1\r\n" + host + "Transfer-Encoding: chunked\r\n\r\nzz\r\nabc\r\n0\r\n\r\n",
                "GET /v1/channels HTTP/1.1\nHost: x\nConnection: close\n\n",
                // B37: more than a request may say
                "GET /v1/channels HTTP/1.1\r\n" + host + "X: y\r\n".repeat(10_000) + "\r\n",
                "GET /v1/channels HTTP/1.1\r\n" + host + "X: " + "y".repeat(65_536) + "\r\n\r\n",
                "GET /v1/channels?" + "y".repeat(16_384) + " HTTP/1.1\r\n" + host + "\r\n",
                // B38, B40
                "GET /v1/channels HTTP/1.1\r\n" + host + "Accept: */*;q=0\r\n\r\n",
                "GET /v1/channels HTTP/1.1\r\n" + host + "Accept: %%%\r\n\r\n",
                "GET /v1/channels HTTP/1.1\r\n" + host + "Range: bytes=0-1,2-3,-99999999999\r\n\r\n",
                "GET /v1/channels HTTP/1.1\r\n" + host + "If-None-Match: \"\r\n\r\n",
                "GET /v1/channels HTTP/1.1\r\n" + host + "If-Modified-Since: never\r\n\r\n",
                "GET /v1/channels HTTP/1.0\r\n\r\n",
                "GET /v1/channels HTTP/9.9\r\n" + host + "\r\n",
                "GET /v1/channels HTTQ/1.1\r\n" + host + "\r\n",
                "TRACE /v1/channels HTTP/1.1\r\n" + host + "\r\n",
                "BREW /v1/channels HTTP/1.1\r\n" + host + "\r\n",
                "G\u00CBT /v1/channels HTTP/1.1\r\n" + host + "\r\n",
                "CONNECT evil.example:443 HTTP/1.1\r\n" + host + "\r\n",
                "OPTIONS * HTTP/1.1\r\n" + host + "\r\n",
                "HEAD /v1/stream?channel=main HTTP/1.1\r\n" + host + "\r\n",
                "POST /v1/stream?channel=main HTTP/1.1\r\n" + host + "Content-Length: 0\r\n\r\n",
                "GET http://evil.example/v1/channels HTTP/1.1\r\n" + host + "\r\n",
                "GET http://[/v1/channels HTTP/1.1\r\n" + host + "\r\n",
                "GET //evil.example/v1/channels HTTP/1.1\r\n" + host + "\r\n",
                "GET /v1/../../etc/passwd HTTP/1.1\r\n" + host + "\r\n",
                "GET /v1/channels/%zz HTTP/1.1\r\n" + host + "\r\n",
                "GET /v1/channels/% HTTP/1.1\r\n" + host + "\r\n",
                "GET /v1/channels/main/items?before=%zz HTTP/1.1\r\n" + host + "\r\n",
                "GET /widget/v1/%2e%2e/%2e%2e/application.yml HTTP/1.1\r\n" + host + "\r\n",
                "GET /widget/v1/..%5c..%5capplication.yml HTTP/1.1\r\n" + host + "\r\n",
                "GET /widget/v1/%00 HTTP/1.1\r\n" + host + "\r\n",
                "GET /%ff%fe HTTP/1.1\r\n" + host + "\r\n",
                "GET /a\"<>\\^`{|} HTTP/1.1\r\n" + host + "\r\n",
                "GET /v1/channels HTTP/1.1\r\nConnection: close\r\n\r\n",
                "GET /v1/channels HTTP/1.1\r\nHost: a\r\nHost: b\r\nConnection: close\r\n\r\n",
                "GET /v1/channels HTTP/1.1\r\nHost: \"><\r\nConnection: close\r\n\r\n",
                "GET /v1/channels HTTP/1.1\r\n" + host + "Authorization: Bearer nlt_\u00FF\u00FE\r\n\r\n",
                "GET /v1/channels HTTP/1.1\r\n" + host + "Authorization: Bearer " + "x".repeat(4000) + "\r\n\r\n",
                "GET /v1/channels HTTP/1.1\r\n" + host + "Forwarded: for=\"\r\nX-Forwarded-Host: \"\r\n\r\n",
                "GET /rsocket HTTP/1.1\r\n" + host + "Upgrade: websocket\r\nConnection: Upgrade\r\n\r\n",
                "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
    }

    /** A request that is not quite HTTP could be read in two ways, crash a decoder, or leave a half answer. */
    @ParameterizedTest
    @MethodSource("rawRequests")
    void aRequestThatIsNotQuiteHttpIsAnsweredOrHungUpOn(String request) throws IOException {
        long before = sql.position();
        Answer answer = send(request);
        assertThat(answer.status()).as(answer.toString()).isNotIn(500, 502, 503, 504);
        assertThat(answer.body())
                .doesNotContain("Exception")
                .doesNotContain("root:")
                .doesNotContain("at live.newsline");
        assertThat(sql.position()).isEqualTo(before);
    }

    /** A connection that says too little could be kept for ever, each of many. */
    @Test
    void aRequestThatDoesNotComeIsGivenUp() throws IOException {
        long before = sql.position();
        String auth = "Host: x\r\nAuthorization: Bearer " + node.token() + "\r\nContent-Type: application/json\r\n";
        List<Socket> sockets = new ArrayList<>();
        try {
            for (String start : List.of(
                    "POST " + ITEMS + " HTTP/1.1\r\n" + auth + "Content-Length: 100\r\n\r\n{\"headline\":\"a\"}",
                    "POST " + ITEMS + " HTTP/1.1\r\n" + auth
                            + "Transfer-Encoding: chunked\r\n\r\n10\r\n{\"headline\":\"a\"}",
                    "POST " + ITEMS + " HTTP/1.1\r\n" + auth + "Expect: 100-continue\r\nContent-Length: 16\r\n\r\n")) {
                Socket socket = connect(node.port());
                sockets.add(socket);
                socket.getOutputStream().write(start.getBytes(ISO_8859_1));
            }
            for (Socket socket : sockets) {
                // to the end: an answer may come before it, a hang is a timeout
                String answer = readToEnd(socket);
                assertThat(answer.isEmpty() || answer.contains("HTTP/1.1 408 "))
                        .as(answer)
                        .isTrue();
            }
        } finally {
            for (Socket socket : sockets) {
                socket.close();
            }
        }
        assertThat(sql.position()).isEqualTo(before);
    }

    // bodies (B41-B56)

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
    @MethodSource("badBodies")
    void aBodyThatIsNoDraftIsRefusedAndNotStored(byte[] body) {
        long before = sql.position();
        String id = String.valueOf(sql.strings("select coalesce(max(id::text), '') from newsline.item")
                .get(0));
        for (Ask ask : List.of(
                new Ask(node, "POST", ITEMS),
                new Ask(node, "PATCH", "/v1/items/" + id).header("If-Match", "*"),
                new Ask(node, "POST", "/v1/items/" + id + "/withhold"))) {
            HttpResponse<String> answer =
                    ask.token(node.token()).body("application/json", body).send();
            assertThat(answer.statusCode()).as(answer.body()).isIn(400, 404, 413, 422);
            assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        }
        assertThat(new Ask(node, "PUT", "/v1/channels/hostile")
                        .token(node.token())
                        .body("application/json", body)
                        .send()
                        .statusCode())
                .isIn(400, 413, 422);
        assertThat(sql.position()).isEqualTo(before);
        assertThat(sql.number("select count(*) from newsline.channel where name = 'hostile'"))
                .isZero();
    }

    /** What a shorter Content-Length leaves over could be taken for the next request, of somebody else. */
    @Test
    void whatFollowsABodyIsNoRequestUnlessItIsOne() throws IOException {
        long before = sql.position();
        Answer answer = send("POST " + ITEMS + " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + node.token()
                + "\r\nContent-Type: application/json\r\nContent-Length: 5\r\n\r\n{\"headline\":\"smuggled\"}");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(sql.position()).isEqualTo(before);
    }

    // RSocket (B57-B72)

    static Stream<byte[]> hostileFrames() {
        byte[] setup = setup(20_000, 90_000);
        byte[] request = requestStream(1, 1, "stream", "{\"channels\":[\"main\"]}");
        return Stream.of(
                "GET / HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(ISO_8859_1),
                new byte[] {0, 0, 0},
                new byte[] {0, 0, 0, 0, 0, 0, 0, 0, 0},
                new byte[] {(byte) 0xFF, (byte) 0xFF, (byte) 0xFF, 1},
                new byte[] {0, 0, 50, 0, 0, 0, 0, 4, 0},
                new byte[] {0, 0, 1, 0},
                new byte[] {0, 0, 5, 0, 0, 0, 0, 4},
                joined(setup, setup),
                joined(setup, setup, setup, request),
                request,
                joined(request, setup),
                frame(0, 0x01, 0, out -> {
                    out.writeShort(9);
                    out.writeShort(9);
                    out.writeInt(1);
                    out.writeInt(1);
                    out.writeByte(0);
                    out.writeByte(0);
                }),
                setup(0, 0),
                setup(1, 1),
                setup(-1, -1),
                setup(Integer.MAX_VALUE, Integer.MAX_VALUE),
                joined(setup(1, Integer.MAX_VALUE), request),
                // RESUME wanted, with a token that is longer than the frame
                frame(0, 0x01, 0x80, out -> {
                    out.writeShort(1);
                    out.writeShort(0);
                    out.writeInt(20_000);
                    out.writeInt(90_000);
                    out.writeShort(65_535);
                    out.writeByte(1);
                }),
                // LEASE
                frame(0, 0x01, 0x40, out -> {
                    out.writeShort(1);
                    out.writeShort(0);
                    out.writeInt(20_000);
                    out.writeInt(90_000);
                    out.writeByte(0);
                    out.writeByte(0);
                }),
                // mime type's length beyond the frame
                frame(0, 0x01, 0, out -> {
                    out.writeShort(1);
                    out.writeShort(0);
                    out.writeInt(20_000);
                    out.writeInt(90_000);
                    out.writeByte(127);
                    out.writeByte('a');
                }),
                frame(0, 0x0D, 0, out -> {
                    out.writeShort(1);
                    out.writeShort(0);
                    out.writeShort(4);
                    out.writeInt(1234);
                    out.writeLong(0);
                    out.writeLong(0);
                }),
                joined(setup, requestStream(0, 1, "stream", "{}")),
                joined(setup, requestStream(2, 1, "stream", "{}")),
                joined(setup, request, request),
                joined(setup, requestStream(5, 1, "stream", "{}"), requestStream(3, 1, "stream", "{}")),
                joined(setup, requestStream(1, 0, "stream", "{\"channels\":[\"main\"]}")),
                joined(setup, requestStream(1, -1, "stream", "{\"channels\":[\"main\"]}")),
                joined(setup, request, frame(1, 0x08, 0, out -> out.writeInt(0))),
                joined(setup, request, frame(1, 0x08, 0, out -> out.writeInt(-5))),
                joined(setup, repeated(frame(1, 0x08, 0, out -> out.writeInt(Integer.MAX_VALUE)), 100_000)),
                joined(setup, request, repeated(frame(1, 0x08, 0, out -> out.writeInt(Integer.MAX_VALUE)), 100_000)),
                joined(setup, requestStream(1, 1, "nowhere", "{}")),
                joined(setup, requestStream(1, 1, "", "{}")),
                joined(setup, requestStream(1, 1, "stream", "")),
                joined(setup, requestStream(1, 1, "stream", "[".repeat(60_000))),
                joined(setup, requestStream(1, 1, "stream", "{\"token\":\"" + "x".repeat(1_000_000) + "\"}")),
                joined(setup, requestStream(1, 1, "stream", "{\"\\ud800\":1}")),
                joined(setup, requestStream(1, 1, "stream", "{\"channels\":[\"\\u0000\"]}")),
                joined(setup, requestStream(1, 1, "stream", "{\"channels\":\"main\"}")),
                joined(setup, requestStream(1, 1, "stream", "{\"channels\":[null]}")),
                // metadata longer than the frame
                joined(setup, frame(1, 0x06, 0x100, out -> {
                    out.writeInt(1);
                    out.writeByte(0xFF);
                    out.writeShort(0xFFFF);
                    out.writeByte(6);
                })),
                // a route's tag longer than the metadata
                joined(setup, frame(1, 0x06, 0x100, out -> {
                    out.writeInt(1);
                    out.writeByte(0);
                    out.writeShort(2);
                    out.writeByte(200);
                    out.writeByte('s');
                })),
                // the other interactions, and types that do not exist
                joined(setup, frame(1, 0x04, 0x100, RawRSocket::route)),
                joined(setup, frame(1, 0x05, 0x100, RawRSocket::route)),
                joined(setup, frame(1, 0x07, 0x100, out -> {
                    out.writeInt(1);
                    route(out);
                })),
                joined(setup, repeated(frame(0, 0x0C, 0x100, RawRSocket::route), 5_000)),
                joined(setup, frame(1, 0x3E, 0, out -> out.writeInt(1))),
                joined(setup, frame(1, 0x3E, 0x200, out -> out.writeInt(1))),
                joined(setup, frame(1, 0x3F, 0, out -> out.writeInt(1))),
                joined(setup, frame(1, 0x00, 0, out -> out.writeInt(1))),
                joined(setup, frame(99, 0x0A, 0x20, out -> out.write(1))),
                joined(setup, frame(99, 0x09, 0, out -> {})),
                joined(setup, frame(0, 0x0B, 0, out -> out.writeInt(0x101))),
                joined(setup, frame(1, 0x0B, 0, out -> {})),
                joined(setup, frame(0, 0x03, 0x80, out -> {
                    out.writeLong(0);
                    out.write(new byte[16_000_000]);
                })),
                joined(setup, frame(0, 0x03, 0, out -> out.writeLong(-1))),
                joined(setup, frame(0, 0x02, 0, out -> out.writeInt(1))));
    }

    /** A frame that no library sends could crash the decoder, or leave a connection that nobody closes. */
    @ParameterizedTest
    @MethodSource("hostileFrames")
    void aFrameThatNoLibrarySendsHarmsItsConnectionOnly(byte[] frames) throws IOException {
        try (Socket good = connect(node.rsocketPort());
                Socket hostile = connect(node.rsocketPort())) {
            good.getOutputStream().write(setup(20_000, 90_000));
            tryWrite(hostile, frames);
            // another connection works while the hostile one is open
            good.getOutputStream().write(requestStream(1, 1, "stream", "{\"channels\":[\"main\"]}"));
            assertThat(payload(good)).contains("\"type\":\"hello\"");
        }
    }

    /** Fragments without an end could be put together until there is no memory. */
    @Test
    void fragmentsWithoutAnEndAreCutOff() throws IOException {
        byte[] more = frame(1, 0x0A, 0x80 | 0x20, out -> out.write(new byte[1_000_000]));
        try (Socket hostile = connect(node.rsocketPort())) {
            tryWrite(hostile, setup(20_000, 90_000));
            tryWrite(hostile, frame(1, 0x06, 0x80, out -> out.writeInt(1)));
            boolean cut = false;
            for (int i = 0; i < 64 && !cut; i++) {
                cut = !tryWrite(hostile, more);
            }
            // either the connection, or the stream with an error
            assertThat(cut || !readSome(hostile).isEmpty()).isTrue();
        }
    }

    /** Many streams on one connection could take what all the others need. */
    @Test
    void aFloodOfStreamsOnOneConnectionIsSurvived() throws IOException {
        ByteArrayOutputStream flood = new ByteArrayOutputStream();
        flood.writeBytes(setup(20_000, 90_000));
        for (int i = 0; i < 10_000 * SCALE; i++) {
            flood.writeBytes(requestStream(1 + 2 * i, 0x7FFFFFFF, "stream", "{\"channels\":[\"nowhere\"]}"));
        }
        try (Socket hostile = connect(node.rsocketPort())) {
            Thread reading = new Thread(() -> drain(hostile));
            reading.start();
            tryWrite(hostile, flood.toByteArray());
            assertGoodRSocket();
        }
    }

    // fuzz

    /** What nobody thought of. */
    @Test
    void anythingAsAStreamsQueryIsAnsweredAndNeverWithAFailure() throws IOException {
        Random random = new Random(SEED);
        String epoch = sql.epoch();
        for (int i = 0; i < 1500 * SCALE; i++) {
            String query = mutated(random, "channel=main&urgency=urgent&language=az&limit=20&after=" + epoch + "-1");
            String id = random.nextBoolean() ? "" : "Last-Event-ID: " + mutated(random, epoch + "-1") + "\r\n";
            String request = "GET /v1/stream?" + query.replaceAll("[\\r\\n ]", "+") + " HTTP/1.1\r\nHost: x\r\n" + id
                    + "Connection: close\r\n\r\n";
            try (Socket socket = connect(node.port())) {
                tryWrite(socket, request.getBytes(ISO_8859_1));
                String status = line(socket.getInputStream());
                assertThat(status)
                        .as("case %s of seed %s: %s", i, SEED, request)
                        .matches("|HTTP/1\\.1 (200|400|404|414|431) .*");
            }
        }
    }

    /** What nobody thought of. */
    @Test
    void anythingAsADesksQueryIsAnsweredAndNeverWithAFailure() throws IOException {
        Random random = new Random(SEED);
        String item = node.publish("main", "A bridge opens").get("id").asString();
        List<String> queries = List.of(
                "/v1/desk/history?channel=main&item=" + item + "&by=" + item + "&act=killed&before=7&limit=20",
                "/v1/desk/channels/main/items?q=bridge&status=usable&urgency=urgent&language=az&limit=20&before="
                        + item,
                "/v1/desk/line/main?at=2026-11-23T10:29:00Z&limit=20");
        for (int i = 0; i < 400 * SCALE; i++) {
            String query = queries.get(i % queries.size());
            int from = query.indexOf('?') + 1;
            String request = query.substring(0, from)
                    + mutated(random, query.substring(from)).replaceAll("[\\r\\n ]", "+");
            try (Socket socket = connect(node.port())) {
                tryWrite(
                        socket,
                        ("GET " + request + " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + node.token()
                                        + "\r\nConnection: close\r\n\r\n")
                                .getBytes(ISO_8859_1));
                assertThat(line(socket.getInputStream()))
                        .as("case %s of seed %s: %s", i, SEED, request)
                        .matches("|HTTP/1\\.1 (200|400|404|410|414|431) .*");
            }
        }
    }

    /** What nobody thought of. */
    @Test
    void anythingAsADraftIsStoredWholeOrNotAtAll() {
        Random random = new Random(SEED);
        long before = sql.position();
        long stored = 0;
        String draft =
                "{\"headline\":\"A \\u00fcber bridge\",\"urgency\":\"flash\",\"link\":\"https://example.org/a?b#c\",\"tags\":[\"x\",\"y\"],"
                        + "\"image\":{\"href\":\"https://example.org/\",\"alt\":\"A\",\"width\":640,\"height\":360},"
                        + "\"expiresAt\":\"2999-01-01T00:00:00.000+04:00\",\"language\":\"az-Latn\",\"pinned\":true}";
        for (int i = 0; i < 1500 * SCALE; i++) {
            byte[] body = mutated(random, draft).getBytes(random.nextInt(10) == 0 ? ISO_8859_1 : UTF_8);
            HttpResponse<String> answer = node.send(HttpRequest.newBuilder(node.uri(ITEMS))
                    .header("Authorization", "Bearer " + node.token())
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofByteArray(body))
                    .build());
            assertThat(answer.statusCode())
                    .as("case %s of seed %s: %s gave %s", i, SEED, new String(body, UTF_8), answer.body())
                    .isIn(201, 400, 422);
            Node.JSON.readTree(answer.body());
            stored += answer.statusCode() == 201 ? 1 : 0;
        }
        assertThat(stored).isPositive();
        assertThat(sql.position()).isEqualTo(before + stored);
    }

    /** What nobody thought of. */
    @Test
    void anyBytesOnTheRSocketPortAreSurvived() throws IOException {
        Random random = new Random(SEED);
        byte[] session = joined(
                setup(20_000, 90_000),
                requestStream(1, 3, "stream", "{\"channels\":[\"main\"],\"limit\":3}"),
                frame(1, 0x08, 0, out -> out.writeInt(5)),
                frame(0, 0x03, 0x80, out -> out.writeLong(0)),
                frame(1, 0x09, 0, out -> {}));
        for (int i = 0; i < 1500 * SCALE; i++) {
            byte[] bytes;
            if (random.nextInt(4) == 0) {
                bytes = new byte[random.nextInt(300)];
                random.nextBytes(bytes);
            } else {
                bytes = session.clone();
                for (int n = 1 + random.nextInt(4); n > 0; n--) {
                    bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
                }
            }
            try (Socket socket = connect(node.rsocketPort())) {
                tryWrite(socket, bytes);
            }
            if (i % 250 == 0) {
                assertGoodRSocket();
            }
        }
    }

    private static String mutated(Random random, String text) {
        StringBuilder mutated = new StringBuilder(text);
        for (int n = random.nextInt(4); n > 0; n--) {
            int at = random.nextInt(mutated.length());
            switch (random.nextInt(6)) {
                case 0 -> mutated.deleteCharAt(at);
                case 1 -> mutated.insert(at, (char) random.nextInt(256));
                case 2 -> mutated.setCharAt(at, (char) random.nextInt(128));
                case 3 -> mutated.insert(at, "%" + Integer.toHexString(random.nextInt(256)));
                case 4 ->
                    mutated.insert(at, mutated.substring(at, Math.min(mutated.length(), at + random.nextInt(20))));
                default -> mutated.setCharAt(at, "\"{}[]:,&=%+\\-0".charAt(random.nextInt(14)));
            }
        }
        return mutated.toString();
    }

    // HTTP, by hand

    /** @param status 0 where the peer hung up without a word */
    private record Answer(int status, String headers, String body) {}

    private static Answer get(String path, String headers) throws IOException {
        return send("GET " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n" + headers + "\r\n");
    }

    /** The whole answer; one that ends before its end fails. */
    private static Answer send(String request) throws IOException {
        try (Socket socket = connect(node.port())) {
            tryWrite(socket, request.getBytes(ISO_8859_1));
            InputStream in = new BufferedInputStream(socket.getInputStream());
            String status = line(in);
            if (status.isEmpty()) {
                return new Answer(0, "", "");
            }
            assertThat(status).matches("HTTP/\\d\\.\\d [1-5]\\d\\d .*");
            StringBuilder headers = new StringBuilder();
            int length = -1;
            boolean chunked = false;
            boolean endless = false;
            for (String line = line(in); !line.isEmpty(); line = line(in)) {
                headers.append(line).append('\n');
                String lower = line.toLowerCase(Locale.ROOT);
                if (lower.startsWith("content-length:")) {
                    length = Integer.parseInt(line.substring(15).strip());
                }
                chunked |= lower.startsWith("transfer-encoding:");
                endless |= lower.contains("text/event-stream");
            }
            int code = Integer.parseInt(status.substring(9, 12));
            if (endless || request.startsWith("HEAD") || code == 204 || code == 304 || code == 101) {
                return new Answer(code, headers.toString(), "");
            }
            return new Answer(code, headers.toString(), chunked ? chunks(in) : exactly(in, Math.max(length, 0)));
        }
    }

    private static String chunks(InputStream in) throws IOException {
        StringBuilder body = new StringBuilder();
        for (int size = Integer.parseInt(line(in), 16); size > 0; size = Integer.parseInt(line(in), 16)) {
            body.append(exactly(in, size));
            assertThat(line(in)).isEmpty();
        }
        return body.toString();
    }

    private static String exactly(InputStream in, int length) throws IOException {
        byte[] bytes = in.readNBytes(length);
        assertThat(bytes).as("an answer that ends before its end").hasSize(length);
        return new String(bytes, UTF_8);
    }

    private static void assertRefused(Answer answer) {
        assertThat(answer.status()).as(answer.toString()).isIn(0, 400, 413, 414, 431);
    }

    /** What the hello of a stream says it got. */
    private static String verdict(String path, String headers) throws IOException {
        List<String> lines = stream(path, headers, "event: hello");
        String data = lines.stream()
                .filter(line -> line.startsWith("data: "))
                .findFirst()
                .orElseThrow();
        JsonNode hello = Node.JSON.readTree(data.substring("data: ".length()));
        String verdict = hello.get("verdict").asString();
        return hello.has("reason") ? verdict + " " + hello.get("reason").asString() : verdict;
    }

    /** The lines of a stream, up to the end of the event that has these words. */
    private static List<String> stream(String path, String headers, String until) throws IOException {
        try (Socket socket = connect(node.port())) {
            socket.getOutputStream().write(("GET " + path + " HTTP/1.0\r\n" + headers + "\r\n").getBytes(ISO_8859_1));
            InputStream in = new BufferedInputStream(socket.getInputStream());
            assertThat(line(in)).matches("HTTP/1\\.[01] 200 .*");
            while (!line(in).isEmpty()) {
                // the headers
            }
            List<String> lines = new ArrayList<>();
            boolean reached = false;
            while (true) {
                String line = line(in);
                // chunks, if there are any, are one event or more: their sizes stand on lines of their own
                if (!line.matches("[0-9a-f]{1,6}")) {
                    lines.add(line);
                }
                reached |= line.contains(until);
                if (reached && line.isEmpty()) {
                    return lines;
                }
                if (lines.size() > 100_000) {
                    throw new AssertionError("no " + until);
                }
            }
        }
    }

    private static Socket connect(int port) throws IOException {
        Socket socket = new Socket("127.0.0.1", port);
        socket.setSoTimeout(PATIENCE_MILLIS);
        return socket;
    }

    /** Without its end; empty at the end of the input. */
    private static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        try {
            for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
                line.write(c);
            }
        } catch (SocketException reset) {
            return "";
        }
        String text = line.toString(UTF_8);
        return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
    }

    private static String readToEnd(Socket socket) throws IOException {
        try {
            return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
        } catch (SocketException reset) {
            return "";
        }
    }

    private static String readSome(Socket socket) throws IOException {
        try {
            byte[] bytes = new byte[1024];
            int read = socket.getInputStream().read(bytes);
            return read < 0 ? "end" : new String(bytes, 0, read, ISO_8859_1);
        } catch (SocketException reset) {
            return "reset";
        }
    }

    private static void drain(Socket socket) {
        try {
            socket.getInputStream().transferTo(OutputStream.nullOutputStream());
        } catch (IOException closed) {
            // by either side
        }
    }

    /** Whether the peer still takes it. */
    private static boolean tryWrite(Socket socket, byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
            return true;
        } catch (IOException hungUp) {
            return false;
        }
    }

    private static void assertGoodRSocket() throws IOException {
        try (Socket socket = connect(node.rsocketPort())) {
            socket.getOutputStream()
                    .write(joined(setup(20_000, 90_000), requestStream(1, 1, "stream", "{\"channels\":[\"main\"]}")));
            assertThat(payload(socket)).contains("\"type\":\"hello\"");
        }
    }

    private static byte[] repeated(byte[] part, int times) {
        ByteArrayOutputStream repeated = new ByteArrayOutputStream();
        for (int i = 0; i < times; i++) {
            repeated.writeBytes(part);
        }
        return repeated.toByteArray();
    }
}
