package live.newsline.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import live.newsline.Ask;
import live.newsline.Node;
import live.newsline.Sql;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** The pages that people read, as a browser without JavaScript and a search engine see them. */
@Timeout(300)
class LineIT {

    private static final String DATABASE = "line_it";
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

    // a line

    @Test
    void olderPagesGoOnWithoutAHoleAndTheirWayBackIsTheSame() {
        node.channel("long");
        List<String> published = IntStream.range(0, 2 * LinePage.ROWS + 7)
                .mapToObj(i -> id(node.publish("long", "Headline " + i)))
                .toList();
        List<List<String>> down = new ArrayList<>();
        @Nullable String path = "/line/long";
        String last = path;
        while (path != null) {
            Document page = page(path);
            down.add(ids(page));
            last = path;
            assertThat(page.select("link[rel=next]").eachAttr("href"))
                    .isEqualTo(page.select("a[rel=next]").eachAttr("href"));
            path = href(page, "a[rel=next]");
        }
        List<String> newestFirst = new ArrayList<>(published);
        Collections.reverse(newestFirst);
        assertThat(down.stream().flatMap(List::stream)).containsExactlyElementsOf(newestFirst);
        assertThat(down).hasSize(3);

        List<List<String>> up = new ArrayList<>();
        path = last;
        while (path != null) {
            Document page = page(path);
            up.add(0, ids(page));
            path = href(page, "a[rel=prev]");
        }
        assertThat(up).isEqualTo(down);
        assertThat(page(last).select("meta[name=robots]").attr("content")).isEqualTo("noindex, follow");
    }

    @Test
    void pinnedItemsStandOnTopWhateverTheirAgeAndInTheirPlaceFurtherDown() {
        node.channel("pins");
        String pinned = id(node.publishJson("pins", "{\"headline\":\"Polls close at seven\",\"pinned\":true}"));
        IntStream.range(0, LinePage.ROWS).forEach(i -> node.publish("pins", "Headline " + i));
        Document first = page("/line/pins");
        assertThat(ids(first)).hasSize(LinePage.ROWS + 1).startsWith(pinned);
        assertThat(first.select("li.group h2").eachText().get(0)).isEqualTo("Pinned");
        assertThat(ids(page(first.expectFirst("a[rel=next]").attr("href")))).containsExactly(pinned);
    }

    @Test
    void daysHaveNamesInTheChannelsLanguageByItsOwnClock() {
        channel("baku", "az", "Asia/Baku");
        String late = id(node.publish("baku", "Gecə qatarı yola düşdü"));
        String early = id(node.publish("baku", "Səhər bazarı açıldı"));
        sql.execute("update newsline.item set published_at = '2026-11-22T19:59:00Z' where id = '" + late + "'");
        sql.execute("update newsline.item set published_at = '2026-11-22T20:01:00Z' where id = '" + early + "'");
        Document page = page("/line/baku");
        assertThat(page.select("html").attr("lang")).isEqualTo("az");
        assertThat(page.select("li.group h2").eachText())
                .containsExactly("23 noyabr 2026, bazar ertəsi", "22 noyabr 2026, bazar");
        assertThat(page.select("li.item time").eachText()).containsExactly("00:01", "23:59");
        assertThat(page.select("li.item time").eachAttr("datetime"))
                .containsExactly("2026-11-23T00:01:00+04:00", "2026-11-22T23:59:00+04:00");
        assertThat(page.select("header").text()).contains("Saat qurşağı: Azərbaycan Vaxtı");
        Document item = page("/line/baku/" + early);
        assertThat(item.select("p.when").text()).isEqualTo("00:01 23 noyabr 2026, bazar ertəsi");
    }

    @ParameterizedTest
    @CsvSource({"ar,rtl,ar", "az-Latn,ltr,az-Latn", "de,ltr,en", "tr,ltr,tr", "ru,ltr,ru"})
    void aPageSpeaksItsChannelsLanguageOrEnglishAndRunsItsWay(String language, String dir, String spoken) {
        String name = "speaks-" + language.toLowerCase(Locale.ROOT);
        channel(name, language, "UTC");
        node.publish(name, "1");
        Document page = page("/line/" + name);
        assertThat(page.select("html").attr("lang")).isEqualTo(spoken);
        assertThat(page.select("html").attr("dir")).isEqualTo(dir);
        assertThat(page.select("li.item").attr("lang")).isEqualTo(language);
        assertThat(page.select("h1").attr("lang")).isEqualTo(language);
    }

    @Test
    void theFirstPageGoesLiveAroundWhatWasRendered() {
        node.channel("live");
        String item = id(node.publish("live", "A bridge opens"));
        Document page = page("/line/live");
        Element line = page.expectFirst("news-line");
        assertThat(line.attr("channel")).isEqualTo("live");
        assertThat(line.attr("rows")).isEqualTo("" + LinePage.ROWS);
        assertThat(line.select("ol > li[data-id]").eachAttr("data-id")).containsExactly(item);
        assertThat(page.select("script[src]").eachAttr("src")).containsExactly("/widget/v1/news-line.js");
        assertThat(page.select("[style], style, [onclick]")).isEmpty();
        assertThat(page(page.expectFirst("li.item a.time").attr("href"))
                        .select("h1")
                        .text())
                .isEqualTo("A bridge opens");
    }

    @Test
    void anEmptyLineSaysSo() {
        node.channel("empty");
        Document page = page("/line/empty");
        assertThat(page.select("main").text()).contains("No news yet");
        assertThat(page.select("script[type=application/ld+json]")).isEmpty();
    }

    // hostile and foreign text

    @ParameterizedTest
    @ValueSource(
            strings = {
                "</script><script>alert(1)</script>",
                "<!--<script>",
                "]]> &amp; &lt;b&gt;",
                "\"quotes\" 'and' `ticks` = {{words.older}} {{{x}}}",
                "<img src=x onerror=alert(1)>",
                "سوق السمك يفتح مبكرا",
                "👩‍👩‍👧 Ə \uFFFE \u00A0x"
            })
    void aTextIsAlwaysTextOnEveryPage(String headline) {
        node.channel("hostile");
        String id = id(node.publishJson(
                "hostile",
                Node.JSON.writeValueAsString(Map.of(
                        "headline",
                        headline,
                        "source",
                        headline,
                        "tags",
                        List.of(headline.substring(0, Math.min(10, headline.length()))
                                .strip()),
                        "link",
                        "https://paper.example/?a=1&b='",
                        "image",
                        Map.of("href", "https://paper.example/i.png", "alt", headline, "width", 3, "height", 2)))));
        Document line = page("/line/hostile");
        Document item = page("/line/hostile/" + id);
        assertThat(line.expectFirst("li[data-id=" + id + "] h3 a").wholeText()).isEqualTo(headline);
        assertThat(item.expectFirst("h1").wholeText()).isEqualTo(headline);
        assertThat(item.select("img").attr("alt")).isEqualTo(headline);
        assertThat(item.select("p.more a").attr("href")).isEqualTo("https://paper.example/?a=1&b='");
        assertThat(item.select("meta[property=og:title]").attr("content")).isEqualTo(headline);
        for (Document page : List.of(line, item)) {
            assertThat(page.select("script"))
                    .hasSizeLessThanOrEqualTo(2)
                    .allMatch(script ->
                            script.hasAttr("src") || script.attr("type").equals("application/ld+json"));
            assertThat(page.select("[onerror]")).isEmpty();
        }
        assertThat(structured(item).get("headline").asString()).isEqualTo(headline);
        assertThat(structured(line).get("liveBlogUpdate").get(0).get("headline").asString())
                .isEqualTo(headline);
    }

    // what machines read in a page

    @Test
    void aLineIsALiveBlogByTheRulesOfSchemaOrg() {
        channel("blog", "en-GB", "Europe/London");
        String first = id(node.publish("blog", "First"));
        String second = id(
                node.publishJson(
                        "blog",
                        "{\"headline\":\"Second\",\"language\":\"az\",\"source\":\"Port Office\",\"tags\":[\"sea\"],"
                                + "\"image\":{\"href\":\"https://paper.example/i.png\",\"alt\":\"A ship\",\"width\":640,\"height\":360}}"));
        node.send("PATCH", "/v1/items/" + second, "{\"advisory\":\"it was the first\"}", "If-Match", "*");
        Document page = page("/line/blog");
        JsonNode blog = structured(page);
        String address = node.uri("/line/blog").toString();
        assertThat(blog.get("@context").asString()).isEqualTo("https://schema.org");
        assertThat(blog.get("@type").asString()).isEqualTo("LiveBlogPosting");
        assertThat(blog.get("url").asString()).isEqualTo(address);
        assertThat(blog.get("headline").asString()).isEqualTo("blog");
        assertThat(blog.get("inLanguage").asString()).isEqualTo("en-GB");
        assertThat(blog.get("author").get("@type").asString()).isEqualTo("Organization");
        assertThat(blog.get("publisher").get("name").asString()).isEqualTo("blog");
        JsonNode updates = blog.get("liveBlogUpdate");
        assertThat(updates.size()).isEqualTo(2);
        for (JsonNode update : updates) {
            assertThat(update.get("@type").asString()).isEqualTo("BlogPosting");
            assertThat(update.has("@context")).isFalse();
            for (String field : List.of("headline", "articleBody", "datePublished", "dateModified", "inLanguage")) {
                assertThat(update.get(field).asString()).as(field).isNotEmpty();
            }
            assertThat(update.get("author").get("name").asString()).isEqualTo("blog");
            assertNoNull(update);
        }
        JsonNode newest = updates.get(0);
        assertThat(newest.get("url").asString()).isEqualTo(address + "/" + second);
        assertThat(newest.get("image").get("@type").asString()).isEqualTo("ImageObject");
        assertThat(newest.get("image").get("width").asString()).isEqualTo("640 px");
        assertThat(newest.get("correction").asString()).isEqualTo("it was the first");
        JsonNode oldest = json("/v1/items/" + first);
        assertThat(blog.get("coverageStartTime").asString())
                .isEqualTo(oldest.get("publishedAt").asString());
        assertThat(blog.get("dateModified").asString())
                .isEqualTo(json("/v1/items/" + second).get("updatedAt").asString());
        assertNoNull(blog);

        Document item = page("/line/blog/" + second);
        JsonNode article = structured(item);
        assertThat(article.get("@context").asString()).isEqualTo("https://schema.org");
        assertThat(article.get("@type").asString()).isEqualTo("NewsArticle");
        assertThat(article.get("mainEntityOfPage").asString()).isEqualTo(address + "/" + second);
        assertThat(article.get("sourceOrganization").get("name").asString()).isEqualTo("Port Office");
        assertThat(article.get("keywords").get(0).asString()).isEqualTo("sea");
        assertNoNull(article);
    }

    private static void assertNoNull(JsonNode node) {
        assertThat(node.valueStream()).noneMatch(JsonNode::isNull);
        node.forEach(LineIT::assertNoNull);
    }

    @Test
    void aPageNamesItselfItsFeedsAndItsFrameByThePublicAddress() {
        node.channel("named");
        String id = id(node.publish("named", "A bridge opens"));
        for (String path : List.of("/line/named", "/line/named/" + id)) {
            Document page = page(path);
            String address = node.uri(path).toString();
            assertThat(page.select("link[rel=canonical]").eachAttr("href")).containsExactly(address);
            assertThat(page.select("meta[property=og:url]").attr("content")).isEqualTo(address);
            List<String> alternates = page.select("link[rel=alternate]").eachAttr("href");
            assertThat(alternates).hasSize(4);
            for (String alternate : alternates) {
                assertThat(alternate).startsWith(node.uri("/").toString());
                HttpResponse<String> answer =
                        node.get(alternate.substring(node.uri("").toString().length()));
                assertThat(answer.statusCode()).as(alternate).isEqualTo(200);
            }
            assertThat(page.select("link[rel=alternate]").eachAttr("type"))
                    .containsExactly(
                            "application/rss+xml",
                            "application/atom+xml",
                            "application/feed+json",
                            "application/json+oembed");
        }
        assertThat(page("/line/named/" + id).select("meta[property=og:type]").attr("content"))
                .isEqualTo("article");
    }

    // headers

    @Test
    void aPageThatHasNotChangedIsNotSentAgain() {
        node.channel("still");
        String id = id(node.publish("still", "Nothing follows"));
        for (String path : List.of("/line/still", "/line/still/" + id)) {
            HttpResponse<String> page = node.get(path);
            assertThat(page.headers().firstValue("Content-Type")).hasValue("text/html;charset=UTF-8");
            assertThat(page.headers().firstValue("Cache-Control")).hasValue("no-cache");
            assertThat(page.headers().firstValue("Access-Control-Allow-Origin")).hasValue("*");
            assertThat(page.headers().firstValue("Referrer-Policy")).hasValue("strict-origin-when-cross-origin");
            assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
                    .startsWith("default-src 'none'; script-src 'self'; style-src 'self'; ")
                    .contains("frame-ancestors 'none'", "require-trusted-types-for 'script'")
                    .doesNotContain("unsafe");
            String tag = page.headers().firstValue("ETag").orElseThrow();
            HttpResponse<String> again = node.get(path, "If-None-Match", tag);
            assertThat(again.statusCode()).isEqualTo(304);
            assertThat(again.body()).isEmpty();
            HttpResponse<String> head = new Ask(node, "HEAD", path).send();
            assertThat(head.statusCode()).isEqualTo(200);
            assertThat(head.headers().firstValue("ETag")).hasValue(tag);
            assertThat(head.body()).isEmpty();
        }
        String tag = node.get("/line/still").headers().firstValue("ETag").orElseThrow();
        node.publish("still", "Something followed");
        assertThat(node.get("/line/still", "If-None-Match", tag).statusCode()).isEqualTo(200);
    }

    // what is not there

    @ParameterizedTest
    @ValueSource(strings = {"/line/nowhere", "/line/%00", "/line/..%2Fx", "/line/main/x", "/line/main/%00"})
    void whatIsNotThereIsAPageThatSaysSo(String path) {
        HttpResponse<String> answer = node.get(path);
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(Jsoup.parse(answer.body()).select("h1").text()).isEqualTo("Not found");
        assertThat(answer.headers().firstValue("Cache-Control")).hasValue("no-store");
    }

    @Test
    void anItemIsOnItsOwnChannelsPageOnly() {
        node.channel("own");
        String id = id(node.publish("own", "A bridge opens"));
        assertThat(node.get("/line/own/" + id).statusCode()).isEqualTo(200);
        HttpResponse<String> wrong = node.get("/line/main/" + id);
        assertThat(wrong.statusCode()).isEqualTo(404);
        assertThat(wrong.body()).doesNotContain("bridge");
    }

    @Test
    void aPlaceThatNobodyWasGivenIsABadRequest() {
        for (String channel : List.of("main", "nowhere")) {
            JsonNode problem = Ask.assertProblem(node.get("/line/" + channel + "?before=x"), 400, "bad-request");
            assertThat(Ask.errors(problem)).containsExactly("before malformed");
        }
    }

    // helpers

    private static void channel(String name, String language, String zone) {
        node.send(
                "PUT",
                "/v1/channels/" + name,
                Node.JSON.writeValueAsString(Map.of("title", name, "language", language, "timeZone", zone)));
    }

    private static Document page(String path) {
        HttpResponse<String> answer = node.get(path);
        assertThat(answer.statusCode()).as(path).isEqualTo(200);
        return Jsoup.parse(answer.body());
    }

    private static JsonNode structured(Document page) {
        return Node.JSON.readTree(
                page.expectFirst("script[type=application/ld+json]").data());
    }

    private static List<String> ids(Document page) {
        return page.select("li[data-id]").eachAttr("data-id");
    }

    private static @Nullable String href(Document page, String selector) {
        Element link = page.selectFirst(selector);
        return link == null ? null : link.attr("href");
    }

    private static String id(JsonNode item) {
        return item.get("id").asString();
    }

    private static JsonNode json(String path) {
        return Node.mustBe(200, node.get(path));
    }
}
