package live.newsline.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import live.newsline.Ask;
import live.newsline.Node;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** The page for iframes, and oEmbed, by which other sites find it. */
@Timeout(300)
class EmbedIT {

    private static Node node;
    private static String item;

    @BeforeAll
    static void start() {
        node = Node.onNewDatabase("embed_it");
        node.send("PUT", "/v1/channels/az-main", "{\"title\":\"Xəzər \\\"xətti\\\" <1>\",\"language\":\"az\"}");
        item = node.publish("az-main", "Yeni körpü <açıldı>").get("id").asString();
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @Test
    void aFrameHoldsTheElementWithWhatItsAddressAsksFor() {
        HttpResponse<String> answer = node.get("/embed/az-main?mode=crawl&rows=7&theme=dark&lang=tr&min-urgency=urgent"
                + "&language=az%20en&time-zone=Asia/Baku&time-format=clock&speed=80&interval=9&thumbnails&hide-all=true"
                + "&utm_source=elsewhere");
        assertThat(answer.statusCode()).isEqualTo(200);
        Document page = Jsoup.parse(answer.body());
        Element line = page.expectFirst("news-line");
        assertThat(line.attributes().asList())
                .extracting(attribute -> attribute.getKey() + "=" + attribute.getValue())
                .containsExactly(
                        "channel=az-main",
                        "mode=crawl",
                        "rows=7",
                        "theme=dark",
                        "min-urgency=urgent",
                        "language=az en",
                        "time-zone=Asia/Baku",
                        "time-format=clock",
                        "speed=80",
                        "interval=9",
                        "thumbnails=",
                        "hide-all=");
        assertThat(page.select("html").attr("lang")).isEqualTo("tr");
        assertThat(page.select("html").attr("class")).isEqualTo("dark");
        assertThat(page.select("base").attr("target")).isEqualTo("_blank");
        assertThat(page.select("news-line a").attr("href")).isEqualTo("/line/az-main");
        assertThat(page.select("style, [style]")).isEmpty();
        for (String file : page.select("script[src]").eachAttr("src")) {
            assertThat(node.get(file).statusCode()).as(file).isEqualTo(200);
        }
    }

    @Test
    void whatIsNotAskedForIsTheElementsOwnChoice() {
        Document page = Jsoup.parse(node.get("/embed/az-main").body());
        assertThat(page.expectFirst("news-line").attributes().size()).isEqualTo(1);
        assertThat(page.select("html").attr("lang")).isEqualTo("az");
        assertThat(page.select("title").text()).isEqualTo("Xəzər \"xətti\" <1>");
    }

    @Test
    void everySiteMayFrameItAndOnlyIt() {
        HttpResponse<String> frame = node.get("/embed/az-main");
        assertThat(frame.headers().firstValue("Content-Security-Policy").orElseThrow())
                .contains("default-src 'none'", "script-src 'self'", "frame-ancestors *")
                .doesNotContain("frame-ancestors 'none'");
        assertThat(frame.headers().firstValue("X-Frame-Options")).isEmpty();
        assertThat(frame.headers().firstValue("Cross-Origin-Resource-Policy")).hasValue("cross-origin");
        assertThat(frame.headers().firstValue("Cache-Control")).hasValue("no-cache");
        String tag = frame.headers().firstValue("ETag").orElseThrow();
        assertThat(node.get("/embed/az-main", "If-None-Match", tag).statusCode())
                .isEqualTo(304);
        for (String path : List.of("/", "/line/az-main", "/line/az-main/" + item)) {
            assertThat(node.get(path)
                            .headers()
                            .firstValue("Content-Security-Policy")
                            .orElseThrow())
                    .contains("frame-ancestors 'none'");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mode=scroll",
                "mode=",
                "mode",
                "mode=list&mode=list",
                "rows=0",
                "rows=51",
                "rows=9999999999",
                "theme=none",
                "theme=%22%3E%3Cscript%3E",
                "lang=",
                "lang=x_y",
                "min-urgency=high",
                "language=",
                "language=%22",
                "time-zone=Mars",
                "time-format=iso",
                "speed=0",
                "interval=4",
                "thumbnails=yes",
                "hide-all=1"
            })
    void aValueThatTheElementDoesNotKnowIsRefusedEvenWhereThereIsNoChannel(String query) {
        String field = query.replaceAll("[=&].*", "");
        for (String channel : List.of("az-main", "nowhere")) {
            JsonNode problem = Ask.assertProblem(node.get("/embed/" + channel + "?" + query), 400, "bad-request");
            assertThat(Ask.errors(problem)).singleElement().asString().startsWith(field + " ");
        }
    }

    @Test
    void aLineIsEmbeddedAsAFrameNoLargerThanAllowed() {
        for (String path : List.of("/line/az-main", "/line/az-main?before=x", "/embed/az-main")) {
            JsonNode answer = oembed(path, "&maxwidth=320&format=json");
            assertThat(answer.get("version").asString()).isEqualTo("1.0");
            assertThat(answer.get("type").asString()).isEqualTo("rich");
            assertThat(answer.get("title").asString()).isEqualTo("Xəzər \"xətti\" <1>");
            assertThat(answer.get("width").asInt()).isEqualTo(320);
            assertThat(answer.get("height").asInt()).isEqualTo(480);
            Element frame = Jsoup.parse(answer.get("html").asString()).expectFirst("iframe");
            assertThat(frame.attr("src")).isEqualTo(node.uri("/embed/az-main").toString());
            assertThat(frame.attr("title")).isEqualTo("Xəzər \"xətti\" <1>");
            assertThat(frame.attr("width")).isEqualTo("320");
        }
        assertThat(oembed("/line/az-main", "&maxheight=100").get("height").asInt())
                .isEqualTo(100);
        Element frame = Jsoup.parse(oembed("/embed/az-main?mode=flash&rows=3", "")
                        .get("html")
                        .asString())
                .expectFirst("iframe");
        assertThat(frame.attr("src"))
                .isEqualTo(node.uri("/embed/az-main?mode=flash&rows=3").toString());
    }

    @ParameterizedTest
    @CsvSource({"mode=crawl,55", "mode=flash,55", "mode=rotator,192", "rows=3,260", "rows=50,480"})
    void aFrameIsNoTallerThanWhatIsInIt(String query, int height) {
        JsonNode answer = oembed("/embed/az-main?" + query, "");
        assertThat(answer.get("height").asInt()).isEqualTo(height);
        assertThat(Jsoup.parse(answer.get("html").asString())
                        .expectFirst("iframe")
                        .attr("height"))
                .isEqualTo(String.valueOf(height));
    }

    @Test
    void aFrameOfNoChannelSaysSoInWords() {
        HttpResponse<String> answer = node.get("/embed/nowhere");
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("text/html;charset=UTF-8");
        assertThat(answer.headers().firstValue("Content-Security-Policy").orElseThrow())
                .contains("frame-ancestors *");
        assertThat(Jsoup.parse(answer.body()).expectFirst("h1").text()).isEqualTo("Not found");
    }

    @Test
    void anItemIsEmbeddedAsALink() {
        JsonNode answer = oembed("/line/az-main/" + item, "");
        assertThat(answer.get("type").asString()).isEqualTo("link");
        assertThat(answer.get("title").asString()).isEqualTo("Yeni körpü <açıldı>");
        assertThat(answer.has("html")).isFalse();
    }

    @Test
    void anAddressThatIsNotOursIsNotFound() {
        for (String url : List.of(
                "https://elsewhere.example/line/az-main",
                node.uri("/line/nowhere").toString(),
                node.uri("/line/az-main/x").toString(),
                node.uri("/line/main/" + item).toString(),
                node.uri("/embed/az-main?mode=scroll").toString(),
                node.uri("/embed/az-main/" + item).toString(),
                node.uri("/").toString(),
                node.uri("/line/az-main").toString().replace("http://", "http://user@"),
                "javascript:alert(1)",
                "x y",
                "/line/az-main")) {
            Ask.assertProblem(node.get("/oembed?url=" + encoded(url)), 404, "not-found");
        }
        for (String query : List.of("", "url=", "url=a&url=b", "url=a&maxwidth=0", "url=a&maxheight=x")) {
            Ask.assertProblem(node.get("/oembed?" + query), 400, "bad-request");
        }
        String known = "/oembed?url=" + encoded(node.uri("/line/az-main").toString());
        Ask.assertProblem(node.get(known + "&format=xml"), 501, "not-implemented");
        assertThat(node.get(known).headers().firstValue("Access-Control-Allow-Origin"))
                .hasValue("*");
        assertThat(new Ask(node, "OPTIONS", known).send().statusCode()).isEqualTo(204);
    }

    private static JsonNode oembed(String path, String more) {
        return Node.mustBe(200, node.get("/oembed?url=" + encoded(node.uri(path).toString()) + more));
    }

    private static String encoded(String url) {
        return URLEncoder.encode(url, StandardCharsets.UTF_8);
    }
}
