package live.newsline.stream;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.channel.uring.IoUring;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import live.newsline.Node;
import live.newsline.RawRSocket;
import live.newsline.database.TestDatabase;
import live.newsline.feed.Feed;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.netty.resources.LoopResources;

/**
 * Readers whose sockets are full: they ask for everything and read nothing. What they have not read is in the journal and
 * nowhere else, so it can still be taken back; and they cost nobody but themselves.
 */
class UnreadIT {

    private static final String DATABASE = TestDatabase.r2dbcUrl("unread_it");
    private static final Node NODE = Node.on(DATABASE, null, "newsline.feed.heartbeat=1h");
    private static final Desk DESK = new Desk(NODE);
    private static final Clients CLIENTS = new Clients(NODE);

    /** More than the buffers of two kernels' ends take. */
    private static final int FILL = 700_000;

    private static final String LINK = "https://example.org/" + "x".repeat(1_900);

    @AfterAll
    static void close() {
        CLIENTS.close();
        NODE.close();
    }

    private enum Stuck {
        SSE {
            @Override
            Socket open(String channel) throws IOException {
                return stream(NODE, channel, 4096);
            }
        },
        RSOCKET {
            @Override
            Socket open(String channel) throws IOException {
                Socket socket = socket(NODE.rsocketPort(), 4096);
                String data = "{\"limit\":0,\"channels\":[\"" + channel + "\"]}";
                socket.getOutputStream()
                        .write(RawRSocket.joined(
                                RawRSocket.setup(3_600_000, 3_600_000),
                                RawRSocket.requestStream(1, Integer.MAX_VALUE, "stream", data)));
                return socket;
            }
        };

        abstract Socket open(String channel) throws IOException;
    }

    @ParameterizedTest
    @EnumSource
    void whatASocketDidNotTakeCanStillBeTakenBack(Stuck stuck) throws IOException {
        String channel = DESK.channel();
        try (Socket socket = stuck.open(channel);
                Subscriber other = CLIENTS.over(Transport.SSE).open(Ask.of(channel))) {
            other.hello();
            await().atMost(20, SECONDS).until(() -> NODE.bean(Feed.class).readers(channel) == 2);
            int fillers = FILL / LINK.length();
            for (int i = 0; i < fillers; i++) {
                DESK.publish(channel, Map.of("headline", "filler " + i, "link", LINK));
            }
            List<Desk.Written> secrets = IntStream.range(0, 20)
                    .mapToObj(i -> DESK.publish(channel, Map.of("headline", "SECRET " + i, "link", LINK)))
                    .toList();
            // the others have them all by now
            assertThat(other.entries(fillers + 20)).hasSize(fillers + 20);
            secrets.forEach(DESK::kill);
            assertThat(other.entries(20)).allMatch(entry -> entry.kind().equals("killed"));

            Desk.Written last = DESK.publish(channel, "the last");
            DESK.awaitTold(last, 1, 2);
            String read = readUntil(socket, last.id());
            DESK.awaitTold(last, 2, 2);
            assertThat(read).doesNotContain("SECRET");
            for (int i = 0; i < fillers; i++) {
                assertThat(read).contains("\"filler " + i + "\"");
            }
            secrets.forEach(secret -> assertThat(read).contains(secret.id()));
        }
    }

    @Test
    void aConnectionCarriesSoManyStreamsAndNoMore() {
        String channel = DESK.channel();
        List<Subscriber> open = new ArrayList<>();
        Client client = RSocketClient.tcp(NODE);
        try {
            for (int i = 0; i < 256; i++) {
                open.add(client.open(Ask.of(channel), 2));
            }
            open.forEach(Subscriber::hello);
            try (Subscriber refused = client.open(Ask.of(channel), 1)) {
                assertThat(refused.refusal().get("type").asString()).isEqualTo("too-many-streams");
            }
            open.remove(0).close();
            await().atMost(20, SECONDS).until(() -> NODE.bean(Feed.class).readers(channel) == 255);
            try (Subscriber again = client.open(Ask.of(channel), 1)) {
                assertThat(again.hello().verdict()).isEqualTo("fresh");
            }
        } finally {
            open.forEach(Subscriber::close);
            client.close();
        }
    }

    /** Enough on each event loop that one system call does not do for all ({@code Volley}). */
    private static final int CROWD = 150 * LoopResources.DEFAULT_IO_WORKER_COUNT;

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aCrowdOfThemMissesNothingWhenItReads(boolean ioUring) throws IOException {
        String channel = DESK.channel();
        List<Socket> crowd = new ArrayList<>();
        long rings = ringsOfThisProcess();
        try (Node node = Node.on(DATABASE, NODE.token(), "newsline.feed.io-uring=" + ioUring)) {
            for (int i = 0; i < CROWD; i++) {
                // some take it all, some stop in the middle of an event
                crowd.add(stream(node, channel, i % 2 == 0 ? 4096 : 1 << 20));
            }
            await().atMost(20, SECONDS).until(() -> node.bean(Feed.class).readers(channel) == CROWD);
            List<String> told = new ArrayList<>();
            for (int i = 0; i < 60; i++) {
                told.add(DESK.publish(channel, Map.of("headline", "item " + i, "link", LINK))
                        .id());
                if (i >= 30) {
                    vanish(crowd.remove(i));
                }
            }
            for (Socket each : crowd) {
                String read = readUntil(each, told.get(59));
                assertThat(ITEM.matcher(read).results().map(found -> found.group(1)))
                        .containsExactlyElementsOf(told);
            }
            assertThat(crowd).hasSize(CROWD - 30);
            assertThat(ringsOfThisProcess() > rings).isEqualTo(ioUring && IoUring.isAvailable());
            await().atMost(20, SECONDS).until(() -> node.bean(Feed.class).readers(channel) == CROWD - 30);
        } finally {
            for (Socket each : crowd) {
                each.close();
            }
        }
    }

    private static final Pattern ITEM = Pattern.compile("\"item\":\\{\"id\":\"([^\"]+)\"");

    private static void vanish(Socket socket) throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    private static long ringsOfThisProcess() throws IOException {
        try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
            return open.filter(each -> {
                        try {
                            return Files.readSymbolicLink(each).toString().contains("io_uring");
                        } catch (IOException closed) {
                            return false;
                        }
                    })
                    .count();
        }
    }

    private static Socket stream(Node node, String channel, int buffer) throws IOException {
        Socket socket = socket(node.port(), buffer);
        socket.getOutputStream()
                .write(("GET /v1/stream?limit=0&channel=" + channel + " HTTP/1.1\r\nHost: x\r\n\r\n")
                        .getBytes(ISO_8859_1));
        return socket;
    }

    private static Socket socket(int port, int buffer) throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(buffer);
        socket.connect(new InetSocketAddress("127.0.0.1", port));
        return socket;
    }

    private static String readUntil(Socket socket, String last) throws IOException {
        socket.setSoTimeout((int) Duration.ofSeconds(20).toMillis());
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        InputStream in = socket.getInputStream();
        byte[] buffer = new byte[64 * 1024];
        String end = "";
        try {
            while (!end.contains(last)) {
                int bytes = in.read(buffer);
                if (bytes < 0) {
                    throw new AssertionError("the server hung up after " + read.size() + " bytes");
                }
                read.write(buffer, 0, bytes);
                end = (end.length() > 200 ? end.substring(end.length() - 200) : end)
                        + new String(buffer, 0, bytes, ISO_8859_1);
            }
        } catch (SocketTimeoutException nothing) {
            throw new AssertionError("nothing more after " + read.size() + " bytes", nothing);
        }
        return read.toString(UTF_8);
    }
}
