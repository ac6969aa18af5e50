package live.newsline.feed;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import live.newsline.Node;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** What an operator sees of readers that come, go, stop and vanish. */
class MetersIT {

    private static final Node NODE = Node.onNewDatabase(
            "meters_it",
            "newsline.feed.stall=1s",
            "newsline.feed.readers=3",
            "management.endpoints.web.exposure.include=health,prometheus",
            "management.endpoint.prometheus.access=read-only");

    @AfterAll
    static void stop() {
        NODE.close();
    }

    @Test
    void readersAreSeenFromTheirFirstFrameToTheirLast() throws IOException {
        NODE.channel("seen");
        double gone = meter("newsline_readers_ended_total{reason=\"gone\"}");
        double refused = meter("newsline_readers_ended_total{reason=\"refused\"}");
        double stalled = meter("newsline_readers_ended_total{reason=\"stalled\"}");

        Socket leaves = open();
        Socket stops = open();
        Socket stays = open();
        awaitMeter("newsline_readers{transport=\"sse\"}", 3);
        assertThat(meter("newsline_readers_most")).isEqualTo(3);
        awaitMeter("newsline_tapes", 1);

        // full: sent away, politely
        try (Socket late = open()) {
            assertThat(new String(late.getInputStream().readAllBytes(), ISO_8859_1))
                    .contains("200 OK", "event: drain", "\"retry\"")
                    .endsWith("0\r\n\r\n");
        }
        awaitMeter("newsline_readers_ended_total{reason=\"refused\"}", refused + 1);

        leaves.close();
        awaitMeter("newsline_readers_ended_total{reason=\"gone\"}", gone + 1);
        awaitMeter("newsline_readers{transport=\"sse\"}", 2);

        // one reads and one does not: a socket that takes nothing is cut off
        Thread reads = new Thread(() -> readAll(stays));
        reads.setDaemon(true);
        reads.start();
        String link = "https://example.org/" + "x".repeat(1_900);
        await().atMost(60, SECONDS).until(() -> {
            NODE.publishJson("seen", "{\"headline\":\"one of many\",\"link\":\"" + link + "\"}");
            return meter("newsline_readers_ended_total{reason=\"stalled\"}") == stalled + 1;
        });
        awaitMeter("newsline_readers{transport=\"sse\"}", 1);
        assertThat(meter("newsline_told_total")).isGreaterThan(10);
        assertThat(meter("newsline_journal_position")).isGreaterThan(10);
        stops.close();
        stays.close();
    }

    @Test
    void nothingButHealthIsExposedUnlessItIsAskedFor() {
        try (Node plain = Node.onNewDatabase("meters_plain_it")) {
            assertThat(plain.get("/actuator/prometheus").statusCode()).isEqualTo(404);
            assertThat(plain.get("/actuator/health/readiness").statusCode()).isEqualTo(200);
        }
    }

    private static Socket open() throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(4096);
        socket.connect(new InetSocketAddress("127.0.0.1", NODE.port()));
        socket.setSoTimeout(20_000);
        socket.getOutputStream()
                .write("GET /v1/stream?channel=seen&limit=0 HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(ISO_8859_1));
        // the status line, at least, has come
        assertThat(socket.getInputStream().read()).isEqualTo('H');
        return socket;
    }

    private static void readAll(Socket socket) {
        try {
            socket.getInputStream().transferTo(OutputStream.nullOutputStream());
        } catch (IOException closed) {
            // at the end of the test
        }
    }

    private static void awaitMeter(String name, double value) {
        await().atMost(20, SECONDS).untilAsserted(() -> assertThat(meter(name)).isEqualTo(value));
    }

    private static double meter(String name) {
        return NODE.get("/actuator/prometheus")
                .body()
                .lines()
                .filter(line -> line.startsWith(name + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no meter " + name));
    }
}
