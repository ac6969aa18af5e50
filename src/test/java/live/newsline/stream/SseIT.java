package live.newsline.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Locale.ROOT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.management.JMException;
import javax.management.ObjectName;
import live.newsline.Node;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is so for server-sent events alone: headers, fields, the query. */
class SseIT {

    private static final Node NODE = Node.onNewDatabase("sse_it");
    private static final Desk DESK = new Desk(NODE);

    @AfterAll
    static void close() {
        NODE.close();
    }

    @Test
    void theHeadersKeepProxiesAndCachesOut() {
        try (SseSocket socket = new SseSocket(NODE, "/v1/stream?channel=main")) {
            assertThat(socket.status()).isEqualTo(200);
            assertThat(socket.header("Content-Type")).isEqualTo("text/event-stream");
            assertThat(socket.header("Cache-Control")).isEqualTo("no-store, no-transform");
            assertThat(socket.header("X-Accel-Buffering")).isEqualTo("no");
            assertThat(socket.header("Access-Control-Allow-Origin")).isEqualTo("*");
            assertThat(socket.header("Access-Control-Allow-Credentials")).isNull();
            assertThat(socket.header("Content-Encoding")).isNull();
            assertThat(socket.header("Content-Length")).isNull();
        }
    }

    /** Such as nginx, which asks what is behind it by HTTP/1.0 unless it is told otherwise. */
    @Test
    void aStreamOverHttp10HasNoChunks() throws IOException {
        try (Socket socket = new Socket("127.0.0.1", NODE.port())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write("GET /v1/stream?channel=main HTTP/1.0\r\n\r\n".getBytes(UTF_8));
            BufferedReader lines = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
            List<String> head = new ArrayList<>();
            for (String line = lines.readLine(); !line.isEmpty(); line = lines.readLine()) {
                head.add(line.toLowerCase(ROOT));
            }
            assertThat(head)
                    .contains("content-type: text/event-stream", "connection: close")
                    .noneMatch(line -> line.startsWith("transfer-encoding:"));
            assertThat(lines.readLine()).isEqualTo("event: hello");
            String headline = DESK.publish("main", "without chunks")
                    .item()
                    .get("headline")
                    .asString();
            for (String line = lines.readLine(); !line.contains(headline); line = lines.readLine()) {
                assertThat(line).matches("|(event|id|retry|data): .*");
            }
        }
    }

    /** What a request allocates is most of what an open stream would cost. */
    @Test
    void anOpenStreamKeepsNoRequest() throws Exception {
        List<SseSocket> open = new ArrayList<>();
        try {
            for (int i = 0; i < 200; i++) {
                open.add(new SseSocket(NODE, "/v1/stream?channel=main"));
            }
            await().untilAsserted(() -> assertThat(living("reactor.netty.http.server.HttpServerOperations"))
                    .isLessThan(100));
            assertThat(living("live.newsline.feed.Reader")).isGreaterThanOrEqualTo(200);
        } finally {
            open.forEach(SseSocket::close);
        }
    }

    /** Objects of a class that a collection of all garbage leaves in this JVM. */
    private static long living(String type) throws JMException {
        String histogram = (String) ManagementFactory.getPlatformMBeanServer()
                .invoke(
                        new ObjectName("com.sun.management:type=DiagnosticCommand"),
                        "gcClassHistogram",
                        new Object[] {new String[0]},
                        new String[] {String[].class.getName()});
        return histogram
                .lines()
                .map(line -> line.strip().split("\\s+"))
                .filter(columns -> columns.length > 3 && columns[3].equals(type))
                .mapToLong(columns -> Long.parseLong(columns[1]))
                .findFirst()
                .orElse(0);
    }

    @Test
    void aStreamIsNeverCompressed() throws IOException {
        for (int i = 0; i < 5; i++) {
            DESK.publish("main", "a headline that compresses well, well, well, well, well, well, well " + i);
        }
        try (SseSocket socket =
                new SseSocket(NODE, "/v1/stream?channel=main", "Accept-Encoding", "gzip, deflate, br")) {
            assertThat(socket.header("Content-Encoding")).isNull();
            assertThat(events(socket, 1).get(0).name()).isEqualTo("hello");
        }
    }

    @Test
    void anEventIsTheseBytesAndNoOthers() throws IOException {
        String channel = DESK.channel();
        Desk.Written start = DESK.publish(channel, "start");
        Desk.Written item = DESK.publish(channel, "Ə\uD83D\uDCF0");
        DESK.awaitRead();
        try (SseSocket socket = new SseSocket(NODE, "/v1/stream?channel=" + channel, "Last-Event-ID", start.cursor())) {
            String text = text(socket, 3);
            String json = Node.JSON.writeValueAsString(item.item());
            String at = item.item().get("publishedAt").asString();
            assertThat(text)
                    .matches("(?s)event: hello\nid: " + start.cursor() + "\nretry: \\d+\ndata: [^\n]+\n\n"
                            + "id: [^\n]+\ndata: [^\n]+\n\n"
                            + "event: heartbeat\nid: " + item.cursor() + "\ndata: [^\n]+\n\n")
                    .contains("\n\nid: " + item.cursor() + "\ndata: {\"type\":\"entry\",\"cursor\":\"" + item.cursor()
                            + "\",\"kind\":\"published\",\"channel\":\"" + channel + "\",\"at\":\"" + at
                            + "\",\"item\":" + json + "}\n\n");
        }
    }

    /** The connection is the stream's until it ends, whatever else the client has sent. */
    @Test
    void aRequestBehindAStreamIsNeitherDoneNorAnswered() throws IOException {
        String channel = DESK.channel();
        String stream = "GET /v1/stream?channel=" + channel + " HTTP/1.1\r\nHost: x\r\n\r\n";
        String post = "POST /v1/channels/" + channel + "/items HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer "
                + NODE.token() + "\r\nContent-Type: application/json\r\nContent-Length: 23\r\n\r\n"
                + "{\"headline\":\"smuggled\"}";
        try (Socket socket = new Socket("127.0.0.1", NODE.port())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write((stream + post + stream).getBytes(UTF_8));
            StringBuilder read = new StringBuilder();
            awaitIn(socket, read, "event: hello");
            socket.getOutputStream().write(post.getBytes(UTF_8));
            DESK.publish(channel, "the desk's own");
            awaitIn(socket, read, "the desk's own");
            assertThat(read.toString()).containsOnlyOnce("HTTP/1.1").doesNotContain("smuggled");
            assertThat(NODE.get("/v1/channels/" + channel + "/items").body())
                    .contains("the desk's own")
                    .doesNotContain("smuggled");
        }
    }

    /** The socket is full of the first answer when the stream begins. */
    @Test
    void aStreamBehindAnUnreadAnswerBeginsBehindIt() throws IOException {
        String channel = DESK.channel();
        String file = "/v1/channels/" + channel + "/items?limit=100";
        for (int i = 0; i < 100; i++) {
            DESK.publish(channel, Map.of("headline", "item " + i, "link", "https://example.org/" + "x".repeat(1_900)));
        }
        try (Socket socket = new Socket()) {
            socket.setReceiveBufferSize(4096);
            socket.connect(new InetSocketAddress("127.0.0.1", NODE.port()));
            socket.setSoTimeout(20_000);
            String asked =
                    ("GET %s HTTP/1.1\r\nHost: x\r\n\r\n").formatted(file).repeat(5) + "GET /v1/stream?limit=0&channel="
                            + channel + " HTTP/1.1\r\nHost: x\r\n\r\n";
            socket.getOutputStream().write(asked.getBytes(UTF_8));
            StringBuilder read = new StringBuilder();
            awaitIn(socket, read, "\"type\":\"hello\"");
            String[] answers = read.toString().split("(?=HTTP/1.1 200 OK\r\n)");
            assertThat(answers).hasSize(6);
            for (int i = 0; i < 5; i++) {
                String[] parts = answers[i].split("\r\n\r\n", 2);
                assertThat(parts[0].toLowerCase(ROOT)).contains("content-length: " + parts[1].length());
            }
            assertThat(answers[5]).contains("text/event-stream");
        }
    }

    private static void awaitIn(Socket socket, StringBuilder read, String text) throws IOException {
        byte[] bytes = new byte[4096];
        while (read.indexOf(text) < 0) {
            int count = socket.getInputStream().read(bytes);
            assertThat(count).as("hung up after:\n%s", read).isPositive();
            read.append(new String(bytes, 0, count, UTF_8));
        }
    }

    @Test
    void onlyEntriesReachOnmessage() throws IOException {
        String channel = DESK.channel();
        try (SseSocket socket = new SseSocket(NODE, "/v1/stream?channel=" + channel)) {
            assertThat(events(socket, 1).get(0).name()).isEqualTo("hello");
            DESK.publish(channel, "1");
            EventParser.Event entry = events(socket, 1).get(0);
            assertThat(entry.name()).isNull();
            assertThat(entry.data()).startsWith("{\"type\":\"entry\"");
        }
    }

    @Test
    void theTimeToReturnDiffersFromReaderToReader() throws IOException {
        List<Integer> retries = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            try (SseSocket socket = new SseSocket(NODE, "/v1/stream?channel=main&limit=0")) {
                retries.add(events(socket, 1).get(0).retry());
            }
        }
        assertThat(retries).allMatch(retry -> retry >= 2_000 && retry <= 10_000);
        assertThat(retries.stream().distinct().count()).isGreaterThan(3);
    }

    @Test
    void theCursorMayBeInTheQueryAndTheHeaderWins() throws IOException {
        String channel = DESK.channel();
        String one = DESK.publish(channel, "1").cursor();
        String two = DESK.publish(channel, "2").cursor();
        DESK.awaitRead();
        try (SseSocket socket = new SseSocket(NODE, "/v1/stream?channel=" + channel + "&after=" + one)) {
            assertThat(events(socket, 1).get(0).data()).contains("\"resumed\"", "\"cursor\":\"" + one);
        }
        try (SseSocket socket =
                new SseSocket(NODE, "/v1/stream?channel=" + channel + "&after=" + one, "Last-Event-ID", two)) {
            assertThat(events(socket, 1).get(0).data()).contains("\"resumed\"", "\"cursor\":\"" + two);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "channel=",
                "channel=main&limit=x",
                "channel=main&limit=1.5",
                "channel=main&limit=",
                "channel=main&limit=99999999999",
                "channel=main&limit=1&limit=2",
                "channel=main&urgency=flash&urgency=urgent",
                "channel=main&after=a-1&after=a-2",
                "channel=main&language=a%20z",
                "channel=main%00",
                "channel=ma%C4"
            })
    void aQueryThatCannotBeReadIsABadRequest(String query) throws IOException {
        try (SseSocket socket = new SseSocket(NODE, "/v1/stream?" + query, "Accept", "text/event-stream")) {
            assertThat(socket.status()).isEqualTo(400);
            assertThat(socket.header("Content-Type")).isEqualTo("application/problem+json");
            assertThat(socket.header("Access-Control-Allow-Origin")).isEqualTo("*");
            assertThat(Node.JSON.readTree(socket.body()).get("status").asInt()).isEqualTo(400);
        }
    }

    @Test
    void aPrivateStreamIsForNoOtherSite() {
        String channel = DESK.channel();
        DESK.visibility(channel, "private");
        try (SseSocket socket = new SseSocket(
                NODE,
                "/v1/stream?channel=" + channel,
                "Authorization",
                "Bearer " + NODE.token(),
                "Origin",
                "https://a.b")) {
            assertThat(socket.status()).isEqualTo(200);
            assertThat(socket.header("Access-Control-Allow-Origin")).isNull();
            assertThat(socket.header("Cache-Control")).startsWith("private, no-store");
        }
    }

    @Test
    void heartbeatsCoverWhatOtherChannelsSaid() {
        try (Node node = Node.onNewDatabase("sse_beat_it", "newsline.feed.heartbeat=1s");
                Clients clients = new Clients(node)) {
            Desk desk = new Desk(node);
            String channel = desk.channel();
            for (Transport transport : Transport.values()) {
                try (Subscriber reader = clients.over(transport).open(Ask.of(channel))) {
                    reader.hello();
                    String elsewhere = desk.publish("main", "elsewhere").cursor();
                    Told beat = reader.next("heartbeat");
                    while (!beat.cursor().equals(elsewhere)) {
                        beat = reader.next("heartbeat");
                    }
                    assertThat(beat.json().has("stale")).isFalse();
                    String here =
                            desk.publish(channel, Map.of("headline", "here")).cursor();
                    assertThat(reader.entry().cursor()).isEqualTo(here);
                    assertThat(reader.next("heartbeat").cursor()).isEqualTo(here);
                    try (Subscriber back =
                            clients.over(transport).open(Ask.of(channel).after(beat.cursor()))) {
                        back.hello();
                        assertThat(back.replay()).extracting(Told::cursor).containsExactly(here);
                    }
                }
            }
        }
    }

    private static List<EventParser.Event> events(SseSocket socket, int count) throws IOException {
        List<EventParser.Event> events = new ArrayList<>();
        EventParser parser = new EventParser();
        byte[] one = new byte[1];
        while (events.size() < count && socket.read(one, 1) > 0) {
            parser.feed(one, 1, events::add);
        }
        return events;
    }

    private static String text(SseSocket socket, int count) throws IOException {
        List<EventParser.Event> events = new ArrayList<>();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        EventParser parser = new EventParser();
        byte[] one = new byte[1];
        while (events.size() < count && socket.read(one, 1) > 0) {
            bytes.write(one[0]);
            parser.feed(one, 1, events::add);
        }
        return bytes.toString(UTF_8);
    }
}
