package live.newsline.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import live.newsline.Ask;
import live.newsline.Node;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** The widget's files as a stranger's site gets them from a whole node. */
@Timeout(300)
class FilesIT {

    private static final Path DIST = Path.of("web-widget/dist");
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private static Node node;

    @BeforeAll
    static void start() {
        node = Node.onNewDatabase("files_it");
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"news-line.js", "rsocket.js"})
    void aFileIsForEverySiteAndCompressedOnce(String name) throws IOException, InterruptedException {
        byte[] built = Files.readAllBytes(DIST.resolve(name));
        for (String accepted : new String[] {"identity", "gzip", "gzip, deflate, zstd"}) {
            HttpResponse<byte[]> answer = get("/widget/v1/" + name, accepted);
            assertThat(answer.statusCode()).isEqualTo(200);
            Map.of(
                            "Access-Control-Allow-Origin", "*",
                            "Cross-Origin-Resource-Policy", "cross-origin",
                            "X-Content-Type-Options", "nosniff",
                            "Timing-Allow-Origin", "*",
                            "Content-Type", "text/javascript;charset=utf-8",
                            "Cache-Control", "max-age=600, public, stale-while-revalidate=86400")
                    .forEach((header, value) -> assertThat(answer.headers().firstValue(header))
                            .as(header)
                            .hasValue(value));
            assertThat(answer.headers().allValues("Vary").toString()).containsIgnoringCase("Accept-Encoding");
            boolean gzip = accepted.startsWith("gzip");
            assertThat(answer.headers().allValues("Content-Encoding")).isEqualTo(gzip ? List.of("gzip") : List.of());
            byte[] plain =
                    gzip ? new GZIPInputStream(new ByteArrayInputStream(answer.body())).readAllBytes() : answer.body();
            assertThat(plain).isEqualTo(built);
            HttpResponse<String> head = new Ask(node, "HEAD", "/widget/v1/" + name)
                    .header("Accept-Encoding", accepted)
                    .send();
            assertThat(head.statusCode()).isEqualTo(200);
            assertThat(head.headers().firstValue("Content-Length"))
                    .isEqualTo(answer.headers().firstValue("Content-Length"));
        }
        assertThat(get("/widget/v1/" + name, "gzip").body().length)
                .as("as small as gzip usually makes it")
                .isLessThanOrEqualTo(gzipped(built).length);
        assertThat(new Ask(node, "OPTIONS", "/widget/v1/" + name).send().statusCode())
                .isEqualTo(204);
    }

    /** Java cannot unpack Brotli; {@code npm run check} does. */
    @Test
    void theElementIsSentAsTheBuildHasPackedIt() throws IOException, InterruptedException {
        HttpResponse<byte[]> answer = get("/widget/v1/news-line.js", "gzip, deflate, br, zstd");
        assertThat(answer.headers().allValues("Content-Encoding")).containsExactly("br");
        assertThat(answer.body()).isEqualTo(Files.readAllBytes(DIST.resolve("news-line.js.br")));
        assertThat(get("/widget/v1/news-line.js", "gzip").body())
                .isEqualTo(Files.readAllBytes(DIST.resolve("news-line.js.gz")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/pages.css", "/line/main", "/sitemap.xml", "/v1/channels"})
    void aCacheIsToldThatWhatMayBePackedDependsOnWhoAsks(String path) throws IOException, InterruptedException {
        for (String accepted : new String[] {"identity", "gzip"}) {
            assertThat(get(path, accepted).headers().allValues("Vary"))
                    .as(accepted)
                    .containsExactly("Accept-Encoding");
        }
    }

    private static byte[] gzipped(byte[] plain) throws IOException {
        ByteArrayOutputStream gzipped = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(gzipped)) {
            out.write(plain);
        }
        return gzipped.toByteArray();
    }

    /** What a site pastes with {@code integrity}: a browser runs no other bytes. */
    @Test
    void everyFileOfTheManifestIsThereForGoodWithItsHash()
            throws IOException, InterruptedException, NoSuchAlgorithmException {
        HttpResponse<String> described = node.get("/widget/v1/manifest.json");
        if (!Files.exists(DIST.resolve("manifest.json"))) {
            Ask.assertProblem(described, 404, "not-found");
            return;
        }
        JsonNode manifest = Node.mustBe(200, described);
        String version = manifest.get("version").asString();
        assertThat(manifest.get("files").propertyNames()).contains("news-line.js");
        for (String name : manifest.get("files").propertyNames()) {
            HttpResponse<byte[]> file = get("/widget/" + version + "/" + name, "identity");
            assertThat(file.statusCode()).as(name).isEqualTo(200);
            assertThat(file.headers().firstValue("Cache-Control")).hasValue("max-age=31536000, public, immutable");
            assertThat(manifest.get("files").get(name).get("integrity").asString())
                    .isEqualTo("sha384-"
                            + Base64.getEncoder()
                                    .encodeToString(
                                            MessageDigest.getInstance("SHA-384").digest(file.body())));
        }
        Ask.assertProblem(node.get("/widget/999.0.0/news-line.js"), 404, "not-found");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/widget/v1/",
                "/widget/v1",
                "/widget/0.0.1/news-line.js",
                "/widget/v1/..%2Fnews-line.js",
                "/widget/v1/%2e%2e%2fapplication.yml",
                "/widget/v1/%00",
                "/widget/../application.yml",
                "/widget/v1/news-line.js/x"
            })
    void nothingElseIsThere(String path) {
        HttpResponse<String> answer = node.get(path);
        assertThat(answer.statusCode()).isIn(400, 404);
        assertThat(answer.body()).doesNotContain("spring", "customElements");
    }

    @Test
    void theStartPageIsAtTheRoot() {
        HttpResponse<String> page = node.get("/");
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains("<title>Newsline");
        assertThat(new Ask(node, "HEAD", "/").send().statusCode()).isEqualTo(200);
    }

    private static HttpResponse<byte[]> get(String path, String accepted) throws IOException, InterruptedException {
        return HTTP.send(
                HttpRequest.newBuilder(node.uri(path))
                        .header("Accept-Encoding", accepted)
                        .build(),
                HttpResponse.BodyHandlers.ofByteArray());
    }
}
