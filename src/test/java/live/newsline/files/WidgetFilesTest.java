package live.newsline.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.test.web.reactive.server.WebTestClient;

/** Which of the widget's files are there, and how they are sent. */
class WidgetFilesTest {

    private static final String SCRIPT = "// a line of its own\n".repeat(200);

    @TempDir
    private Path folder;

    private WebTestClient client;

    @BeforeEach
    void write() throws IOException {
        Files.writeString(folder.resolve("news-line.js"), SCRIPT);
        Files.writeString(folder.resolve("extra.js"), "// not in the manifest");
        Files.writeString(folder.resolve("secret.txt"), "no file of the widget");
        Files.writeString(
                folder.resolve("manifest.json"),
                "{\"version\":\"1.2.3\",\"files\":{\"news-line.js\":{\"integrity\":\"sha384-x\",\"bytes\":1,\"gzip\":1}}}");
        client = WebTestClient.bindToController(new WidgetEndpoint(files())).build();
    }

    private WidgetFiles files() throws IOException {
        return new WidgetFiles(folder.toUri().toString(), new PathMatchingResourcePatternResolver());
    }

    @Test
    void theManifestsVersionIsForGood() {
        client.get()
                .uri("/widget/1.2.3/news-line.js")
                .exchange()
                .expectStatus()
                .isOk()
                .expectHeader()
                .valueEquals("Cache-Control", "max-age=31536000, public, immutable")
                .expectHeader()
                .valueEquals("Content-Type", "text/javascript;charset=utf-8")
                .expectBody(String.class)
                .isEqualTo(SCRIPT);
    }

    @Test
    void theEvergreenAddressIsForTenMinutesAndHasTheManifestToo() {
        for (String name : new String[] {"news-line.js", "extra.js", "manifest.json"}) {
            client.get()
                    .uri("/widget/v1/" + name)
                    .exchange()
                    .expectStatus()
                    .isOk()
                    .expectHeader()
                    .valueEquals("Cache-Control", "max-age=600, public, stale-while-revalidate=86400");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "1.2.4,news-line.js",
        "1.2,news-line.js",
        "v2,news-line.js",
        "1.2.3,extra.js",
        "1.2.3,manifest.json",
        "v1,secret.txt",
        "v1,nothing.js",
        "v1,../news-line.js",
        "v1,..",
        "..,news-line.js"
    })
    void nothingElseIsThere(String version, String name) throws IOException {
        assertThat(files().find(version, name)).isEmpty();
    }

    @Test
    void withoutAManifestOnlyTheEvergreenAddressIsThere() throws IOException {
        Files.delete(folder.resolve("manifest.json"));
        assertThat(files().find("v1", "news-line.js")).isPresent();
        assertThat(files().find("1.2.3", "news-line.js")).isEmpty();
    }

    @Test
    void whatTheBuildHasPackedIsSentAsItIs() throws IOException {
        Files.write(folder.resolve("news-line.js.gz"), new byte[] {31, -117, 8});
        Files.write(folder.resolve("news-line.js.br"), new byte[] {11, 1});
        client = WebTestClient.bindToController(new WidgetEndpoint(files())).build();
        assertThat(sent("news-line.js", "gzip, br")).isEqualTo("br: [11, 1]");
        assertThat(sent("news-line.js", "br;q=0, gzip")).isEqualTo("gzip: [31, -117, 8]");
        assertThat(sent("extra.js", "br, gzip")).startsWith("gzip: ");
        assertThat(files().find("v1", "news-line.js.gz")).isEmpty();
        assertThat(files().find("v1", "news-line.js.br")).isEmpty();
    }

    private String sent(String name, String accepted) {
        var answer = client.get()
                .uri("/widget/v1/" + name)
                .header("Accept-Encoding", accepted)
                .exchange()
                .expectBody(byte[].class)
                .returnResult();
        return answer.getResponseHeaders().getFirst("Content-Encoding") + ": "
                + Arrays.toString(answer.getResponseBody());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "gzip|true",
                "GZIP , br|true",
                "br;q=1.0, gzip;q=0.8|true",
                "x-gzip|true",
                "gzip;q=0|false",
                "gzip;q=0.000|false",
                "identity|false",
                "br|false",
                "notgzip|false"
            })
    void aFileIsCompressedForWhoTakesIt(String accepted, boolean compressed) throws IOException {
        var answer = client.get()
                .uri("/widget/v1/news-line.js")
                .header("Accept-Encoding", accepted)
                .exchange()
                .expectStatus()
                .isOk()
                .expectHeader()
                .valueEquals("Vary", "Accept-Encoding")
                .expectBody(byte[].class)
                .returnResult();
        byte[] body = Objects.requireNonNull(answer.getResponseBody());
        assertThat(answer.getResponseHeaders().getFirst("Content-Encoding")).isEqualTo(compressed ? "gzip" : null);
        assertThat(answer.getResponseHeaders().getContentLength()).isEqualTo(body.length);
        byte[] plain = compressed ? new GZIPInputStream(new ByteArrayInputStream(body)).readAllBytes() : body;
        assertThat(new String(plain, StandardCharsets.UTF_8)).isEqualTo(SCRIPT);
        String tag = Objects.requireNonNull(answer.getResponseHeaders().getETag());
        client.get()
                .uri("/widget/v1/news-line.js")
                .header("Accept-Encoding", accepted)
                .header("If-None-Match", tag)
                .exchange()
                .expectStatus()
                .isNotModified();
        client.get()
                .uri("/widget/v1/news-line.js")
                .header("Accept-Encoding", compressed ? "identity" : "gzip")
                .header("If-None-Match", tag)
                .exchange()
                .expectStatus()
                .isOk();
    }
}
