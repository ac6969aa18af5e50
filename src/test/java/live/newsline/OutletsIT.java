package live.newsline;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

/** Every door that shows an item's text to people, feed readers and search engines: shut at once, and all together. */
@Timeout(300)
class OutletsIT {

    private static final String DATABASE = "outlets_it";
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

    private static final String POISON = "{\"headline\":\"Poison1\",\"source\":\"Poison2\",\"tags\":[\"Poison3\"],"
            + "\"link\":\"https://poison4.example/\",\"pinned\":%s,"
            + "\"image\":{\"href\":\"https://poison5.example/\",\"alt\":\"Poison6\",\"width\":1,\"height\":1}}";

    /** Where the text of a usable item stands. */
    private static List<String> outlets(String channel, String id) {
        return List.of(
                "/line/" + channel,
                "/line/" + channel + "/" + id,
                "/v1/channels/" + channel + "/items",
                "/v1/items/" + id,
                "/v1/channels/" + channel + "/feed.rss",
                "/v1/channels/" + channel + "/feed.atom",
                "/v1/channels/" + channel + "/feed.json",
                "/sitemap.xml",
                "/oembed?url=" + node.uri("/line/" + channel + "/" + id));
    }

    @Test
    void aKilledTextIsGoneFromEveryOutletAtOnce() {
        for (boolean pinned : List.of(true, false)) {
            String channel = "killed-" + pinned;
            String id = poison(channel, pinned);
            assertShown(channel, id);
            List<String> tags = tags(channel, id);
            node.kill(id);
            assertSilent(channel, id, tags);
            HttpResponse<String> page = node.get("/line/" + channel + "/" + id);
            assertThat(page.statusCode()).isEqualTo(410);
            assertThat(page.body()).contains("Withdrawn", "killed by a test", "noindex");
            assertThat(node.get("/sitemap.xml").body()).doesNotContain(id);
            assertThat(oembed(channel, id).statusCode()).isEqualTo(404);
            assertThat(oembed(channel, id).body()).doesNotContain("oison");
        }
    }

    @Test
    void aWithheldTextIsGoneUntilItIsReleased() {
        String id = poison("withheld", true);
        List<String> tags = tags("withheld", id);
        node.send("POST", "/v1/items/" + id + "/withhold", "{\"advisory\":\"a check\"}");
        assertSilent("withheld", id, tags);
        HttpResponse<String> page = node.get("/line/withheld/" + id);
        assertThat(page.statusCode()).isEqualTo(404);
        assertThat(page.body()).contains("Not available").doesNotContain("a check");
        Node.mustBe(200, node.send("POST", "/v1/items/" + id + "/release", "{}"));
        assertShown("withheld", id);
    }

    @Test
    void anExpiredTextIsGoneBeforeTheJournalSaysSo() {
        String id = poison("expired", true);
        List<String> tags = tags("expired", id);
        sql.execute("update newsline.item set expires_at = clock_timestamp() - interval '1 second' where id = '" + id
                + "'");
        assertSilent("expired", id, tags);
        assertThat(node.get("/line/expired/" + id).statusCode()).isEqualTo(404);
    }

    @Test
    void theFrameHoldsNoTextThatCouldBeTakenBack() {
        poison("framed", true);
        assertThat(node.get("/embed/framed").body()).contains("news-line").doesNotContain("oison");
    }

    @Test
    void aChangeIsShownAtEveryOutlet() {
        node.channel("changed");
        JsonNode item = node.publish("changed", "Bridge opens at noon");
        String id = item.get("id").asString();
        Node.mustBe(
                200,
                node.send("PATCH", "/v1/items/" + id, "{\"headline\":\"Bridge opens at one\"}", "If-Match", "\"1\""));
        for (String path : outlets("changed", id)) {
            assertThat(node.get(path).body())
                    .as(path)
                    .contains("Bridge opens at one")
                    .doesNotContain("noon");
        }
    }

    @Test
    void aPrivateChannelIsAtNoOutletWithoutItsToken() {
        node.send("PUT", "/v1/channels/secret", "{\"visibility\":\"private\"}");
        String id = node.publish("secret", "A secret headline").get("id").asString();
        String foreign = sql.token("reader", "{main}");
        String own = sql.token("reader", "{secret}");
        List<String> doors = List.of(
                "/line/secret",
                "/line/secret/" + id,
                "/embed/secret",
                "/v1/channels/secret/feed.rss",
                "/v1/channels/secret/feed.atom",
                "/v1/channels/secret/feed.json",
                "/oembed?url=" + node.uri("/line/secret"),
                "/oembed?url=" + node.uri("/line/secret/" + id),
                "/oembed?url=" + node.uri("/embed/secret"));
        for (String door : doors) {
            String nowhere = door.replace("secret", "hidden");
            for (String[] who : List.of(new String[0], new String[] {"Authorization", "Bearer " + foreign})) {
                HttpResponse<String> answer = node.get(door, who);
                assertThat(answer.statusCode()).as(door).isEqualTo(404);
                assertThat(answer.body().replace("secret", "hidden"))
                        .as("what a channel that is not there says")
                        .isEqualTo(node.get(nowhere, who).body());
            }
            HttpResponse<String> answer = node.get(door, "Authorization", "Bearer " + own);
            assertThat(answer.statusCode()).as(door).isEqualTo(200);
            assertThat(answer.headers().firstValue("Cache-Control")).hasValue("private, no-store");
            assertThat(answer.headers().allValues("Vary").toString()).contains("Authorization");
            assertThat(answer.headers().firstValue("Access-Control-Allow-Origin"))
                    .isEmpty();
        }
        // nobody's token opens it for search engines
        for (String path : List.of("/sitemap.xml", "/robots.txt")) {
            assertThat(node.get(path).body()).doesNotContain("secret");
            assertThat(node.get(path, "Authorization", "Bearer " + own).body()).doesNotContain("secret");
        }
        node.kill(id);
        HttpResponse<String> gone = node.get("/line/secret/" + id, "Authorization", "Bearer " + own);
        assertThat(gone.statusCode()).isEqualTo(410);
        assertThat(gone.headers().firstValue("Cache-Control")).hasValue("private, no-store");
        assertThat(gone.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
        assertThat(node.get("/line/secret/" + id).statusCode()).isEqualTo(404);
    }

    // helpers

    private static String poison(String channel, boolean pinned) {
        node.channel(channel);
        return node.publishJson(channel, POISON.formatted(pinned)).get("id").asString();
    }

    private static void assertShown(String channel, String id) {
        for (String path : outlets(channel, id)) {
            HttpResponse<String> answer = node.get(path);
            assertThat(answer.statusCode()).as(path).isEqualTo(200);
            assertThat(answer.body()).as(path).contains("Poison1");
        }
    }

    private static List<String> tags(String channel, String id) {
        return outlets(channel, id).stream()
                .map(path -> node.get(path).headers().firstValue("ETag").orElseThrow())
                .toList();
    }

    /** No text, neither in an answer nor by a 304 to a client that still has it. */
    private static void assertSilent(String channel, String id, List<String> tags) {
        List<String> outlets = outlets(channel, id);
        TreeSet<String> telling = new TreeSet<>();
        for (int i = 0; i < outlets.size(); i++) {
            HttpResponse<String> answer = node.get(outlets.get(i), "If-None-Match", tags.get(i));
            boolean silent = answer.statusCode() != 304
                    && !answer.body().toLowerCase(Locale.ROOT).contains("poison");
            // the JSON of one item goes by its version, which the journal sets
            if (!silent && !(channel.equals("expired") && outlets.get(i).startsWith("/v1/items/"))) {
                telling.add(outlets.get(i));
            }
        }
        assertThat(telling).isEmpty();
    }

    private static HttpResponse<String> oembed(String channel, String id) {
        return node.get("/oembed?url=" + node.uri("/line/" + channel + "/" + id));
    }
}
