package live.newsline.hostile;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import live.newsline.Node;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Requests that are not quite HTTP, or do not come. */
interface HostileRequests {

    static Stream<String> rawRequests() {
        String host = "Host: x\r\nConnection: close\r\n";
        return Stream.of(
                // B31: bytes that are no text
                "GET /v1/stream?channel=main HTTP/1.1\r\n" + host + "Last-Event-ID: a\rb\r\n\r\n",
                "GET /v1/stream?channel=main HTTP/1.1\r\n" + host + "Last-Event-ID: a\0b\r\n\r\n",
                "GET /v1/stream?channel=main HTTP/1.1\r\n" + host + "Last-Event-ID\u00FF: a\r\n\r\n",
                // B33-B36: two readers could see two requests
                "POST " + Target.ITEMS + " HTTP/1.1\r\n" + host
                        + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                "POST " + Target.ITEMS + " HTTP/1.1\r\n" + host + "Content-Length: 0\r\nContent-Length: 5\r\n\r\n",
                "POST " + Target.ITEMS + " HTTP/1.1\r\n" + host + "Content-Length: -1\r\n\r\n",
                "POST " + Target.ITEMS + " HTTP/1.1\r\n" + host + "Content-Length: +5\r\n\r\n",
                "POST " + Target.ITEMS + " HTTP/1.1\r\n" + host + "Content-Length: 99999999999999999999\r\n\r\n",
                "POST " + Target.ITEMS + " HTTP/1.1\r\n" + host + "Content-Length: abc\r\n\r\n",
                "POST " + Target.ITEMS + " HTTP/1.1\r\n" + host + "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
                "POST " + Target.ITEMS + " HTTP/1.1\r\n" + host + "Transfer-Encoding:\r\n chunked\r\n\r\n0\r\n\r\n",
                "POST " + Target.ITEMS + " HTTP/1.1\r\n" + host
                        + "Transfer-Encoding: chunked\r\n\r\n80000000\r\nabc\r\n0\r\n\r\n",
                "POST " + Target.ITEMS + " HTTP/1.1\r\n" + host
                        + "Transfer-Encoding: chunked\r\n\r\n-1\r\nabc\r\n0\r\n\r\n",
                "POST " + Target.ITEMS + " HTTP/1.1\r\n" + host
                        + "Transfer-Encoding: chunked\r\n\r\nzz\r\nabc\r\n0\r\n\r\n",
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
    @MethodSource("live.newsline.hostile.HostileRequests#rawRequests")
    default void aRequestThatIsNotQuiteHttpIsAnsweredOrHungUpOn(String request) throws IOException {
        long before = Target.sql().position();
        Target.Answer answer = Target.send(request);
        assertThat(answer.status()).as(answer.toString()).isNotIn(500, 502, 503, 504);
        assertThat(answer.body())
                .doesNotContain("Exception")
                .doesNotContain("root:")
                .doesNotContain("at live.newsline");
        assertThat(Target.sql().position()).isEqualTo(before);
    }

    /** Spring answers it before our filters, with nothing that a program could read or a browser would show to its page. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/channels/%zz",
                "/v1/channels/{name}",
                "/v1/channels/main/items?before=%",
                "/v1/stream?channel=main&after=\"<>",
                "/line/a|b"
            })
    default void anAddressThatIsNoUriIsAProblemForEverySite(String address) throws IOException {
        Target.Answer answer = Target.get(address, "");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.headers().toLowerCase(Locale.ROOT))
                .contains("content-type: application/problem+json\n", "access-control-allow-origin: *\n");
        JsonNode problem = Node.JSON.readTree(answer.body());
        assertThat(problem.get("type").asString()).isEqualTo("bad-request");
        assertThat(problem.get("status").asInt()).isEqualTo(400);
    }

    /** A connection that says too little could be kept for ever, each of many. */
    @Test
    default void aRequestThatDoesNotComeIsGivenUp() throws IOException {
        long before = Target.sql().position();
        String auth =
                "Host: x\r\nAuthorization: Bearer " + Target.node().token() + "\r\nContent-Type: application/json\r\n";
        List<Socket> sockets = new ArrayList<>();
        try {
            for (String start : List.of(
                    "POST " + Target.ITEMS + " HTTP/1.1\r\n" + auth + "Content-Length: 100\r\n\r\n{\"headline\":\"a\"}",
                    "POST " + Target.ITEMS + " HTTP/1.1\r\n" + auth
                            + "Transfer-Encoding: chunked\r\n\r\n10\r\n{\"headline\":\"a\"}",
                    "POST " + Target.ITEMS + " HTTP/1.1\r\n" + auth
                            + "Expect: 100-continue\r\nContent-Length: 16\r\n\r\n")) {
                Socket socket = Target.connect(Target.node().port());
                sockets.add(socket);
                socket.getOutputStream().write(start.getBytes(ISO_8859_1));
            }
            for (Socket socket : sockets) {
                // to the end: an answer may come before it, a hang is a timeout
                String answer = Target.readToEnd(socket);
                assertThat(answer.isEmpty() || answer.contains("HTTP/1.1 408 "))
                        .as(answer)
                        .isTrue();
            }
        } finally {
            for (Socket socket : sockets) {
                socket.close();
            }
        }
        assertThat(Target.sql().position()).isEqualTo(before);
    }
}
