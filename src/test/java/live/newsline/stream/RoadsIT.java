package live.newsline.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import live.newsline.Node;
import live.newsline.database.TestDatabase;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.util.FileSystemUtils;

/** The same stream over TLS, over HTTP/2 with and without it, and where the machine has no epoll. */
class RoadsIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String DATABASE = TestDatabase.r2dbcUrl("roads_it");
    private static final Node PLAIN = Node.on(DATABASE, null);
    private static final Desk DESK = new Desk(PLAIN);
    private static final Map<Road, Node> NODES = new ConcurrentHashMap<>();
    private static final Path KEYS = keys();

    private enum Road {
        TLS("https", HttpClient.Version.HTTP_1_1, tls()),
        TLS_HTTP_2("https", HttpClient.Version.HTTP_2, tls()),
        HTTP_2("http", HttpClient.Version.HTTP_2, List.of("server.http2.enabled=true")),
        NO_EPOLL("http", HttpClient.Version.HTTP_1_1, List.of("test.native=false"));

        private final String scheme;
        private final HttpClient.Version version;
        private final List<String> settings;

        Road(String scheme, HttpClient.Version version, List<String> settings) {
            this.scheme = scheme;
            this.version = version;
            this.settings = settings;
        }

        private static List<String> tls() {
            return List.of(
                    "server.http2.enabled=true",
                    "server.ssl.enabled=true",
                    "server.ssl.key-store=file:%keys%",
                    "server.ssl.key-store-password=changeit");
        }

        Node node() {
            return NODES.computeIfAbsent(
                    this,
                    road -> Node.on(
                            DATABASE,
                            PLAIN.token(),
                            settings.stream()
                                    .map(setting -> setting.replace("%keys%", KEYS.toString()))
                                    .toArray(String[]::new)));
        }

        HttpResponse<Stream<String>> open(String query, @Nullable String after) {
            try {
                HttpClient client = HttpClient.newBuilder()
                        .version(version)
                        .sslContext(trusting())
                        .build();
                HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create(scheme + "://localhost:" + node().port() + "/v1/stream?" + query));
                if (after != null) {
                    request.header("Last-Event-ID", after);
                }
                HttpResponse<Stream<String>> answer = client.send(request.build(), HttpResponse.BodyHandlers.ofLines());
                assertThat(answer.version()).isEqualTo(version);
                return answer;
            } catch (IOException | InterruptedException failure) {
                throw new IllegalStateException(failure);
            }
        }
    }

    @AfterAll
    static void close() throws IOException {
        NODES.values().forEach(Node::close);
        PLAIN.close();
        FileSystemUtils.deleteRecursively(KEYS.getParent());
    }

    @ParameterizedTest
    @EnumSource
    void everyRoadTellsTheSameInTheSameOrderAndResumes(Road road) throws Exception {
        String channel = DESK.channel();
        String first = DESK.publish(channel, "the first").cursor();
        HttpResponse<Stream<String>> answer = road.open("limit=0&channel=" + channel, first);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("text/event-stream");
        // more than goes into one write, so that sockets stop in the middle of events
        String link = "https://example.org/" + "x".repeat(1_500);
        List<Desk.Written> written = IntStream.range(0, 200)
                .mapToObj(i -> DESK.publish(channel, Map.of("headline", "item Ə" + i, "link", link)))
                .toList();
        List<Told> told = entries(answer, 200);
        assertThat(told)
                .extracting(Told::headline)
                .containsExactlyElementsOf(
                        IntStream.range(0, 200).mapToObj(i -> "item Ə" + i).toList());

        DESK.awaitTold(written.get(199), 1, 1);

        DESK.kill(written.get(199));
        // posted to another node: the text is gone from this one as soon as it has read the kill (protocol, promise 3)
        entries(road.open("limit=0&channel=" + channel, written.get(199).cursor()), 1);
        List<Told> again =
                entries(road.open("limit=0&channel=" + channel, written.get(149).cursor()), 51);
        assertThat(again).extracting(Told::cursor).startsWith(written.get(150).cursor());
        assertThat(again.get(50).kind()).isEqualTo("killed");
        assertThat(again.get(49).raw()).doesNotContain("item Ə199");
    }

    @ParameterizedTest
    @EnumSource
    void aReaderThatIsSentAwayGetsAWholeAnswer(Road road) throws Exception {
        String channel = DESK.channel();
        HttpResponse<Stream<String>> answer = road.open("channel=" + channel, null);
        DESK.visibility(channel, "private");
        List<String> lines = orTimeout(() -> answer.body().toList());
        assertThat(lines).contains("event: hello", "event: drain");
        assertThat(lines.get(lines.size() - 1)).isEmpty();
    }

    private static List<Told> entries(HttpResponse<Stream<String>> answer, int count) throws Exception {
        return orTimeout(() -> answer.body()
                .filter(line -> line.startsWith("data: {\"type\":\"entry\""))
                .map(line -> Told.of(line.substring(6)))
                .limit(count)
                .toList());
    }

    private static <T> T orTimeout(Callable<T> reading) throws Exception {
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try {
            return thread.submit(reading).get(PATIENCE.toSeconds(), SECONDS);
        } finally {
            thread.shutdownNow();
        }
    }

    private static Path keys() {
        try {
            Path store = Files.createTempDirectory("newsline-keys").resolve("keys.p12");
            Process keytool = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "keytool")
                                    .toString(),
                            "-genkeypair",
                            "-alias",
                            "newsline",
                            "-keyalg",
                            "EC",
                            "-dname",
                            "CN=localhost",
                            "-ext",
                            "san=dns:localhost",
                            "-storetype",
                            "PKCS12",
                            "-storepass",
                            "changeit",
                            "-keystore",
                            store.toString())
                    .redirectErrorStream(true)
                    .start();
            String said = new String(keytool.getInputStream().readAllBytes(), UTF_8);
            assertThat(keytool.waitFor()).as(said).isZero();
            return store;
        } catch (IOException | InterruptedException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static SSLContext trusting() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new Trusting()}, null);
            return context;
        } catch (GeneralSecurityException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** The certificate was made a moment ago, by this test. */
    private static final class Trusting extends X509ExtendedTrustManager {

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
