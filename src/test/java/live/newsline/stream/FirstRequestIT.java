package live.newsline.stream;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import live.newsline.Node;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A connection's first request for a stream goes past the HTTP server, and a later one does not: both get the same. */
class FirstRequestIT {

    private static final int PATIENCE_MILLIS = 20_000;
    private static final String LATER = "GET /robots.txt HTTP/1.1\r\nHost: localhost\r\n\r\n";

    private static Node node;
    private static String cursor;

    @BeforeAll
    static void start() throws IOException {
        node = Node.onNewDatabase("first_request_it", "newsline.feed.heartbeat=1h");
        node.channel("news");
        Node.mustBe(
                201,
                node.send(
                        "PUT",
                        "/v1/channels/secret",
                        "{\"title\":\"Secret\",\"language\":\"en\",\"visibility\":\"private\"}"));
        node.publish("news", "One");
        cursor = asked("", get("/v1/stream?channel=news&limit=0")).id();
        node.publish("news", "Two");
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    static Stream<String> questions() {
        return Stream.of(
                get("/v1/stream?channel=news"),
                get("/v1/stream?channel=news&limit=0&after=%s"),
                get("/v1/stream?channel=news&limit=0&after=0-0", "Last-Event-ID: %s"),
                get("/v1/stream?channel=news&limit=0", "last-event-id: %s"),
                get("/v1/stream?limit=0&channel=news", "Last-Event-ID: nonsense"),
                get("/v1/stream?limit=0&channel=news", "Last-Event-ID: "),
                get("/v1/stream?channel=news&after=0-9"),
                get("/v1/stream?channel=%%6eews&limit=1"),
                get("/v1/stream?channel=news&limit=+1"),
                get("/v1/stream?channel=news&limit=1&limit=2"),
                get("/v1/stream?channel=news&limit="),
                get("/v1/stream?channel=news&limit"),
                get("/v1/stream?channel=news&limit=201"),
                get("/v1/stream?channel=news&&urgency=flash"),
                get("/v1/stream?channel=news&urgency=loud"),
                get("/v1/stream?channel=news&language=az&language=*"),
                get("/v1/stream?channel=news&=1"),
                get("/v1/stream?channel=news#part"),
                get("/v1/stream?"),
                get("/v1/stream"),
                get("/v1/stream?channel=none"),
                get("/v1/stream?channel=secret"),
                get("/v1/stream?channel=news&channel=secret"),
                get("/v1/streams?channel=news"),
                get("/v1/stream/?channel=news"),
                get("http://localhost/v1/stream?channel=news"),
                get("/v1/stream?channel=news", "Authorization: Bearer nlt_none"),
                get("/v1/stream?channel=news", "Cookie: theme=dark"),
                get("/v1/stream?channel=news", "Cookie: __Host-newsline=none"),
                get("/v1/stream?channel=news", "Connection: keep-alive"),
                get("/v1/stream?channel=news", "Connection: close"),
                get("/v1/stream?channel=news", "Content-Length: 4") + "news",
                get("/v1/stream?channel=news", "Content-Length: 4", "Content-Length: 5") + "news",
                get("/v1/stream?channel=news", "Expect: 100-continue"),
                get("/v1/stream?channel=news", "Origin: https://example.org"),
                get("/v1/stream?channel=news", "Accept: application/json"),
                get("/v1/stream?channel=news") + get("/v1/channels"),
                get("/v1/stream?channel=news").replace("GET", "POST"),
                get("/v1/stream?channel=news").replace("GET", "OPTIONS"),
                get("/v1/stream?channel=news").replace("HTTP/1.1", "HTTP/1.0"));
    }

    @ParameterizedTest
    @MethodSource("questions")
    void isAnsweredLikeALaterOne(String question) throws IOException {
        String request = question.formatted(cursor);

        assertThat(asked("", request)).isEqualTo(asked(LATER, request));
    }

    @Test
    void mayComeInPieces() throws IOException {
        String request = get("/v1/stream?channel=news&limit=0&after=" + cursor);
        try (Socket socket = new Socket("localhost", node.port())) {
            for (char each : request.toCharArray()) {
                socket.getOutputStream().write(each);
                socket.getOutputStream().flush();
            }

            assertThat(answer(socket)).isEqualTo(asked(LATER, request));
        }
    }

    private static String get(String target, String... headers) {
        List<String> lines = new ArrayList<>(List.of("GET " + target + " HTTP/1.1", "Host: localhost"));
        lines.addAll(Arrays.asList(headers));
        return String.join("\r\n", lines) + "\r\n\r\n";
    }

    private static Answer asked(String before, String request) throws IOException {
        try (Socket socket = new Socket("localhost", node.port())) {
            if (!before.isEmpty()) {
                socket.getOutputStream().write(before.getBytes(ISO_8859_1));
                assertThat(answer(socket).head()).startsWith("HTTP/1.1 200 OK");
            }
            socket.getOutputStream().write(request.getBytes(ISO_8859_1));
            return answer(socket);
        }
    }

    /** @param first the stream's first event without its time; else the body */
    private record Answer(List<String> head, String first, String id) {}

    private static Answer answer(Socket socket) throws IOException {
        socket.setSoTimeout(PATIENCE_MILLIS);
        InputStream in = new BufferedInputStream(socket.getInputStream());
        List<String> head = new ArrayList<>();
        int length = 0;
        for (String line; !(line = line(in)).isEmpty(); ) {
            head.add(line);
            if (line.toLowerCase(Locale.ROOT).startsWith("content-length: ")) {
                length = Integer.parseInt(line.substring("content-length: ".length()));
            }
        }
        Collections.sort(head.subList(1, head.size()));
        if (head.stream().noneMatch(line -> line.contains("event-stream"))) {
            String body = new String(in.readNBytes(length), ISO_8859_1);
            return new Answer(head, body, "");
        }
        List<String> lines = new ArrayList<>();
        String id = "";
        String line = line(in);
        while (!line.startsWith("data:")) {
            if (line.startsWith("id:")) {
                id = line.substring(3).strip();
            } else if (line.startsWith("event:")) {
                lines.add(line);
            }
            line = line(in);
        }
        lines.add(line.replaceFirst("\"at\":\"[^\"]*\"", ""));
        return new Answer(head, String.join("\n", lines), id);
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next; (next = in.read()) != '\n'; ) {
            assertThat(next).as("cut after %s", line).isNotNegative();
            if (next != '\r') {
                line.append((char) next);
            }
        }
        return line.toString();
    }
}
