package live.newsline.syndication;

import static org.assertj.core.api.Assertions.assertThat;

import com.rometools.rome.feed.synd.SyndEntry;
import com.rometools.rome.feed.synd.SyndFeed;
import com.rometools.rome.io.FeedException;
import com.rometools.rome.io.SyndFeedInput;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import live.newsline.Ask;
import live.newsline.Node;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;
import tools.jackson.databind.JsonNode;

/** The feeds and the sitemap, as other people's parsers understand them. */
@Timeout(300)
class FeedsIT {

    private static Node node;
    private static String item;

    @BeforeAll
    static void start() {
        node = Node.onNewDatabase("feeds_it", "newsline.site=https://news.example/");
        node.send(
                "PUT",
                "/v1/channels/az-main",
                "{\"title\":\"Xəzər <xətti>\",\"language\":\"az\",\"timeZone\":\"Asia/Baku\"}");
        node.publish("az-main", "Yeni körpü açıldı");
        item = node.publishJson(
                        "az-main",
                        "{\"headline\":\"A & <b>\",\"language\":\"en\",\"link\":\"https://paper.example/?a=1&b=2\","
                                + "\"source\":\"Port Office\",\"tags\":[\"sea\",\"trade & ports\"],"
                                + "\"image\":{\"href\":\"https://paper.example/i.png\",\"alt\":\"A ship\",\"width\":640,\"height\":360}}")
                .get("id")
                .asString();
        Node.mustBe(
                200, node.send("PATCH", "/v1/items/" + item, "{\"advisory\":\"it was the second\"}", "If-Match", "*"));
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @Test
    void rssIsReadByAReaderOfFeeds() throws FeedException {
        SyndFeed feed = read("rss");
        assertThat(feed.getFeedType()).isEqualTo("rss_2.0");
        assertThat(feed.getTitle()).isEqualTo("Xəzər <xətti>");
        assertThat(feed.getLink()).isEqualTo("https://news.example/line/az-main");
        assertThat(feed.getLanguage()).isEqualTo("az");
        SyndEntry newest = feed.getEntries().get(0);
        assertThat(newest.getUri()).isEqualTo("urn:uuid:" + item);
        assertThat(newest.getTitle()).isEqualTo("A & <b>");
        assertThat(newest.getLink()).isEqualTo("https://paper.example/?a=1&b=2");
        assertThat(newest.getAuthor()).isEqualTo("Port Office");
        assertThat(newest.getDescription().getValue()).isEqualTo("it was the second");
        assertThat(newest.getCategories())
                .extracting(category -> category.getName())
                .containsExactly("sea", "trade & ports");
        assertThat(newest.getPublishedDate().toInstant().toEpochMilli() / 1000)
                .isEqualTo(published().getEpochSecond());
        SyndEntry older = feed.getEntries().get(1);
        assertThat(older.getLink()).startsWith("https://news.example/line/az-main/");
        Document xml = xml("/v1/channels/az-main/feed.rss");
        Element self = (Element) xml.getElementsByTagNameNS("http://www.w3.org/2005/Atom", "link")
                .item(0);
        assertThat(self.getAttribute("rel")).isEqualTo("self");
        assertThat(self.getAttribute("href")).isEqualTo("https://news.example/v1/channels/az-main/feed.rss");
        assertThat(xml.getElementsByTagName("guid")
                        .item(0)
                        .getAttributes()
                        .getNamedItem("isPermaLink")
                        .getNodeValue())
                .isEqualTo("false");
        Element media = (Element) xml.getElementsByTagNameNS("http://search.yahoo.com/mrss/", "content")
                .item(0);
        assertThat(media.getAttribute("url")).isEqualTo("https://paper.example/i.png");
        assertThat(media.getTextContent()).isEqualTo("A ship");
    }

    @Test
    void atomIsReadByAReaderOfFeedsAndEveryEntryHasItsLanguage() throws FeedException {
        SyndFeed feed = read("atom");
        assertThat(feed.getFeedType()).isEqualTo("atom_1.0");
        assertThat(feed.getUri()).isEqualTo("https://news.example/line/az-main");
        assertThat(feed.getLinks()).extracting(link -> link.getRel()).contains("self");
        SyndEntry newest = feed.getEntries().get(0);
        assertThat(newest.getUri()).isEqualTo("urn:uuid:" + item);
        assertThat(newest.getLink()).isEqualTo("https://news.example/line/az-main/" + item);
        assertThat(newest.getTitle()).isEqualTo("A & <b>");
        assertThat(newest.getAuthor()).isEqualTo("Port Office");
        assertThat(newest.getEnclosures().get(0).getUrl()).isEqualTo("https://paper.example/i.png");
        JsonNode json = item(item);
        Document xml = xml("/v1/channels/az-main/feed.atom");
        assertThat(texts(xml, "updated"))
                .containsExactly(
                        json.get("updatedAt").asString(),
                        json.get("updatedAt").asString(),
                        texts(xml, "published").get(1));
        NodeList entries = xml.getElementsByTagName("entry");
        assertThat(((Element) entries.item(0)).getAttribute("xml:lang")).isEqualTo("en");
        assertThat(((Element) entries.item(1)).getAttribute("xml:lang")).isEqualTo("az");
        for (String required : List.of("id", "title", "updated")) {
            assertThat(texts(xml, required)).hasSize(3).noneMatch(String::isEmpty);
        }
    }

    @Test
    void jsonFeedKeepsTheRulesOfItsVersion() {
        JsonNode feed = Node.mustBe(200, node.get("/v1/channels/az-main/feed.json"));
        assertThat(feed.get("version").asString()).isEqualTo("https://jsonfeed.org/version/1.1");
        assertThat(feed.get("title").asString()).isEqualTo("Xəzər <xətti>");
        assertThat(feed.get("home_page_url").asString()).isEqualTo("https://news.example/line/az-main");
        assertThat(feed.get("feed_url").asString()).isEqualTo("https://news.example/v1/channels/az-main/feed.json");
        JsonNode newest = feed.get("items").get(0);
        assertThat(newest.get("id").asString()).isEqualTo("urn:uuid:" + item);
        assertThat(newest.get("url").asString()).isEqualTo("https://news.example/line/az-main/" + item);
        assertThat(newest.get("external_url").asString()).isEqualTo("https://paper.example/?a=1&b=2");
        assertThat(newest.get("content_text").asString()).isEqualTo("A & <b>");
        assertThat(newest.get("image").asString()).isEqualTo("https://paper.example/i.png");
        assertThat(newest.get("authors").get(0).get("name").asString()).isEqualTo("Port Office");
        assertThat(newest.get("tags").get(1).asString()).isEqualTo("trade & ports");
        assertThat(newest.get("language").asString()).isEqualTo("en");
        assertThat(newest.get("date_published").asString())
                .isEqualTo(item(item).get("publishedAt").asString());
        assertThat(newest.get("date_modified").asString())
                .isEqualTo(item(item).get("updatedAt").asString());
        assertThat(feed.get("items").get(1).has("external_url")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"</title><script>", "]]>", "&#0; &nbsp;", "\"'", "سوق 👩‍👩‍👧 Ə", "a\uFFFEb\uFFFF"})
    void aTextIsAlwaysTextInEveryFeed(String headline) throws FeedException {
        node.channel("hostile");
        node.publishJson(
                "hostile",
                Node.JSON.writeValueAsString(
                        Map.of("headline", headline, "tags", List.of(headline), "source", headline)));
        String inXml = headline.replaceAll("[\uFFFE\uFFFF]", "\uFFFD");
        for (String form : List.of("rss", "atom")) {
            SyndEntry entry = read(form, "hostile").getEntries().get(0);
            assertThat(entry.getTitle()).isEqualTo(inXml);
            assertThat(entry.getCategories().get(0).getName()).isEqualTo(inXml);
            assertThat(entry.getAuthor()).isEqualTo(inXml);
        }
        assertThat(Node.mustBe(200, node.get("/v1/channels/hostile/feed.json"))
                        .get("items")
                        .get(0)
                        .get("title")
                        .asString())
                .isEqualTo(headline);
        assertThat(texts(xml("/sitemap.xml"), "news:title")).contains(inXml);
    }

    @Test
    void aFeedOfNothingIsAFeed() throws FeedException {
        node.channel("silent");
        for (String form : List.of("rss", "atom")) {
            assertThat(read(form, "silent").getEntries()).isEmpty();
        }
        assertThat(Node.mustBe(200, node.get("/v1/channels/silent/feed.json"))
                        .get("items")
                        .size())
                .isZero();
    }

    @Test
    void aFeedHoldsTheNewestFifty() throws FeedException {
        node.channel("many");
        IntStream.range(0, 53).forEach(i -> node.publish("many", "Headline " + i));
        assertThat(read("rss", "many").getEntries())
                .hasSize(50)
                .extracting(SyndEntry::getTitle)
                .startsWith("Headline 52")
                .endsWith("Headline 3");
    }

    @ParameterizedTest
    @CsvSource({"rss,application/rss+xml", "atom,application/atom+xml", "json,application/feed+json"})
    void aFeedIsRevalidatedEachTimeAndForEverySite(String form, String type) {
        String path = "/v1/channels/az-main/feed." + form;
        HttpResponse<String> feed = node.get(path);
        assertThat(feed.headers().firstValue("Content-Type")).hasValue(type + ";charset=UTF-8");
        assertThat(feed.headers().firstValue("Cache-Control")).hasValue("no-cache");
        assertThat(feed.headers().firstValue("Access-Control-Allow-Origin")).hasValue("*");
        assertThat(feed.headers().firstValue("Last-Modified")).isPresent();
        String tag = feed.headers().firstValue("ETag").orElseThrow();
        HttpResponse<String> again = node.get(path, "If-None-Match", tag);
        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
        // a second is too coarse to see a kill in: the date alone is no proof
        assertThat(node.get(
                                path,
                                "If-Modified-Since",
                                feed.headers().firstValue("Last-Modified").orElseThrow())
                        .statusCode())
                .isEqualTo(200);
        HttpResponse<String> head = new Ask(node, "HEAD", path).send();
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.headers().firstValue("ETag")).hasValue(tag);
        Ask.assertProblem(node.get("/v1/channels/nowhere/feed." + form), 404, "not-found");
        Ask.assertProblem(node.get("/v1/channels/%00/feed." + form), 404, "not-found");
    }

    @Test
    void theSitemapNamesPublicLinesAndTheirNewestItems() {
        Document xml = xml("/sitemap.xml");
        assertThat(xml.getDocumentElement().getNamespaceURI()).isEqualTo("http://www.sitemaps.org/schemas/sitemap/0.9");
        assertThat(texts(xml, "loc"))
                .contains(
                        "https://news.example/line/main",
                        "https://news.example/line/az-main",
                        "https://news.example/line/az-main/" + item);
        assertThat(texts(xml, "lastmod")).contains(item(item).get("updatedAt").asString());
        assertThat(texts(xml, "news:name")).contains("Xəzər <xətti>");
        assertThat(texts(xml, "news:language")).contains("az", "en");
        HttpResponse<String> robots = node.get("/robots.txt");
        assertThat(robots.headers().firstValue("Content-Type")).hasValue("text/plain;charset=UTF-8");
        assertThat(robots.body()).contains("Disallow: /v1/stream\n", "Sitemap: https://news.example/sitemap.xml\n");
        for (String path : List.of("/sitemap.xml", "/robots.txt")) {
            String tag = node.get(path).headers().firstValue("ETag").orElseThrow();
            assertThat(node.get(path, "If-None-Match", tag).statusCode()).isEqualTo(304);
        }
    }

    // helpers

    private static SyndFeed read(String form) throws FeedException {
        return read(form, "az-main");
    }

    private static SyndFeed read(String form, String channel) throws FeedException {
        HttpResponse<String> answer = node.get("/v1/channels/" + channel + "/feed." + form);
        assertThat(answer.statusCode()).isEqualTo(200);
        return new SyndFeedInput().build(new StringReader(answer.body()));
    }

    private static Document xml(String path) {
        HttpResponse<String> answer = node.get(path);
        assertThat(answer.statusCode()).isEqualTo(200);
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setNamespaceAware(true);
            return factory.newDocumentBuilder()
                    .parse(new ByteArrayInputStream(answer.body().getBytes(StandardCharsets.UTF_8)));
        } catch (ParserConfigurationException | SAXException | IOException failure) {
            throw new AssertionError(answer.body(), failure);
        }
    }

    private static List<String> texts(Document xml, String name) {
        NodeList nodes = xml.getElementsByTagName(name);
        return IntStream.range(0, nodes.getLength())
                .mapToObj(i -> nodes.item(i).getTextContent())
                .toList();
    }

    private static JsonNode item(String id) {
        return Node.mustBe(200, node.get("/v1/items/" + id));
    }

    private static Instant published() {
        return Instant.parse(item(item).get("publishedAt").asString());
    }
}
