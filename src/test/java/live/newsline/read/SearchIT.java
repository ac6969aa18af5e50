package live.newsline.read;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static live.newsline.Ask.assertProblem;
import static live.newsline.Ask.errors;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import live.newsline.Ask;
import live.newsline.Node;
import live.newsline.Sql;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What helps an editor to compose: search, the warning of what was said already, pins (docs/desk.md). */
class SearchIT {

    private static final String DATABASE = "search_it";

    private static Node node;
    private static Sql sql;
    private static String editor;
    private static String contributor;

    @BeforeAll
    static void start() {
        node = Node.onNewDatabase(DATABASE);
        sql = new Sql(DATABASE);
        for (String channel : List.of("words", "changes", "facts", "alike", "pins", "full")) {
            node.channel(channel);
        }
        for (String line : List.of(
                "IŞIQLAR BAKIDA YANIR",
                "Новый мост открыт",
                "Ёлка на площади",
                "Un café ouvre",
                "Growth of 100% and a_b",
                "Growth of 1005 and axb",
                "افتتاح جسر جديد")) {
            node.publish("words", line);
        }
        node.publishJson(
                "words", "{\"headline\":\"Ferry runs again\",\"source\":\"Wire\",\"tags\":[\"Harbour\",\"sea\"]}");
        sql.execute("alter table newsline.token drop constraint if exists token_role_check");
        editor = sql.token("editor", null);
        contributor = sql.token("contributor", null);
    }

    @AfterAll
    static void stop() {
        sql.close();
        node.close();
    }

    // search

    @ParameterizedTest
    @CsvSource({
        "ışıq,IŞIQLAR BAKIDA YANIR",
        "isiq baki,IŞIQLAR BAKIDA YANIR",
        "İŞIQLAR,IŞIQLAR BAKIDA YANIR",
        "Мост,Новый мост открыт",
        "МОСТ новый,Новый мост открыт",
        "елка,Ёлка на площади",
        "cafe,Un café ouvre",
        "100%,Growth of 100% and a_b",
        "a_b,Growth of 100% and a_b",
        "harbour,Ferry runs again",
        "Wire,Ferry runs again",
        "جسر,افتتاح جسر جديد"
    })
    void wordsAreFoundHoweverTheyAreTyped(String typed, String headline) {
        assertThat(found("words", "?q=" + encoded(typed)))
                .extracting(SearchIT::headline)
                .containsExactly(headline);
        assertThat(found("words", "?q=" + encoded(typed + " nowhere"))).isEmpty();
    }

    @Test
    void aTextThatWasChangedIsFoundByWhatItSaysNow() {
        String id = id(node.publish("changes", "Quince harvest"));
        send("PATCH", "/v1/items/" + id, "{\"headline\":\"Medlar harvest\"}", "If-Match", "*");
        assertThat(found("changes", "?q=medlar")).extracting(SearchIT::id).containsExactly(id);
        assertThat(found("changes", "?q=quince")).isEmpty();
        node.kill(id);
        assertThat(found("changes", "?q=medlar&status=canceled"))
                .extracting(SearchIT::id)
                .containsExactly(id);
        // nobody learns by searching what they may not read
        assertThat(as(editor, "/v1/desk/channels/changes/items?q=medlar").get("items"))
                .isEmpty();
        assertThat(as(editor, "/v1/desk/channels/changes/items?status=canceled").toString())
                .contains(id)
                .doesNotContain("Medlar");
        sql.execute("select newsline.erase('" + id + "')");
        assertThat(found("changes", "?q=medlar&status=canceled")).isEmpty();
    }

    @Test
    void filtersCombineAndPagesFollowEachOther() {
        Instant from = Instant.parse(node.publishJson("facts", "{\"headline\":\"az\",\"language\":\"az-Latn\"}")
                .get("publishedAt")
                .asString());
        node.publishJson("facts", "{\"headline\":\"urgent\",\"urgency\":\"urgent\"}");
        String withheld = id(node.publish("facts", "withheld"));
        send("POST", "/v1/items/" + withheld + "/withhold", "{\"advisory\":\"x\"}");
        String killed = id(node.publish("facts", "killed"));
        node.kill(killed);
        assertThat(found("facts", ""))
                .extracting(SearchIT::headline)
                .containsExactly("killed", "withheld", "urgent", "az");
        assertThat(found("facts", "?status=withheld"))
                .extracting(SearchIT::headline)
                .containsExactly("withheld");
        assertThat(found("facts", "?urgency=bulletin")).isEmpty();
        assertThat(found("facts", "?urgency=urgent"))
                .extracting(SearchIT::headline)
                .containsExactly("urgent");
        assertThat(found("facts", "?language=AZ"))
                .extracting(SearchIT::headline)
                .containsExactly("az");
        assertThat(found("facts", "?to=" + from)).isEmpty();
        assertThat(found("facts", "?from=" + from + "&status=usable&to=2099-01-01T00:00:00%2B04:00"))
                .hasSize(2);

        List<String> seen = new ArrayList<>();
        String next = "";
        while (true) {
            JsonNode page = Node.mustBe(200, send("GET", "/v1/desk/channels/facts/items?limit=1" + next, ""));
            page.get("items").forEach(item -> seen.add(headline(item)));
            if (!page.has("next")) {
                break;
            }
            next = "&before=" + page.get("next").asString();
        }
        assertThat(seen).containsExactly("killed", "withheld", "urgent", "az");
        // a contributor sees what readers see
        assertThat(as(contributor, "/v1/desk/channels/facts/items").get("items"))
                .hasSize(2);
        assertProblem(
                new Ask(node, "GET", "/v1/desk/channels/facts/items?status=withheld")
                        .token(contributor)
                        .send(),
                403,
                "forbidden");
    }

    @ParameterizedTest
    @CsvSource({
        "q=%00,q not-plain",
        "limit=0,limit out-of-range",
        "status=gone,status not-a-choice",
        "urgency=x,urgency not-a-choice",
        "language=%00,language not-a-language",
        "language=a%25,language not-a-language",
        "from=x,from not-a-time",
        "to=,to not-a-time",
        "before=1,before malformed",
        "before=00000000-0000-0000-0000-000000000000,before malformed",
        "q=a&q=b,q repeated"
    })
    void whatIsNoSearchIsABadRequest(String query, String error) {
        assertThat(errors(assertProblem(send("GET", "/v1/desk/channels/words/items?" + query, ""), 400, "bad-request")))
                .containsExactly(error);
    }

    @ParameterizedTest
    @ValueSource(strings = {"%25", "_", "%5C", "%27", "%5C%27--", "", "%20", "%F0%9F%98%80", "%ED%A0%80", "''"})
    void anythingElseIsSearchedFor(String query) {
        assertThat(send("GET", "/v1/desk/channels/words/items?q=" + query, "").statusCode())
                .isEqualTo(200);
    }

    // similar

    @Test
    void whatSaysNearlyTheSameIsShownTheMostAlikeFirst() {
        String same = id(node.publish("alike", "Körpü Bakıda bu gün açılır"));
        String near = id(node.publish("alike", "Körpü Bakıda sabah bu gün açılır"));
        String linked = id(node.publishJson("alike", "{\"headline\":\"Other\",\"link\":\"https://example.org/a\"}"));
        node.publish("alike", "Something else altogether");
        String waits = id(Node.mustBe(
                201,
                send(
                        "POST",
                        "/v1/desk/channels/alike/pending",
                        "{\"draft\":{\"headline\":\"Körpü Bakıda bu gün açılır!\"}}")));
        String draft = "{\"headline\":\"KÖRPÜ BAKIDA BU GÜN AÇILIR\",\"link\":\"https://example.org/a\"%s}";
        JsonNode found = similar(editor, draft.formatted(""));
        assertThat(found.valueStream()).extracting(SearchIT::id).containsExactly(linked, waits, same, near);
        assertThat(found.valueStream())
                .extracting(each -> each.get("why").asString())
                .containsExactly("link", "text", "text", "text");
        assertThat(found.get(1).get("state").asString()).isEqualTo("waiting");
        assertThat(found.get(2).get("state").asString()).isEqualTo("told");
        assertThat(found.get(2).get("headline").asString()).isEqualTo("Körpü Bakıda bu gün açılır");
        assertThat(found.get(0).get("link").asString()).isEqualTo("https://example.org/a");
        assertThat(similar(editor, draft.formatted(",\"except\":\"" + linked + "\""))
                        .valueStream())
                .extracting(SearchIT::id)
                .doesNotContain(linked);
        // what others wrote, and wait for, is not a contributor's to see
        assertThat(similar(contributor, draft.formatted("")).valueStream())
                .extracting(SearchIT::id)
                .containsExactly(linked, same, near);
        send("POST", "/v1/items/" + same + "/withhold", "{\"advisory\":\"x\"}");
        node.kill(near);
        assertThat(similar(contributor, draft.formatted("")).valueStream())
                .extracting(SearchIT::id)
                .containsExactly(linked);
        assertThat(similar(editor, draft.formatted("")).valueStream())
                .extracting(SearchIT::id)
                .containsExactly(linked, waits, same);
        // long ago
        sql.execute("update newsline.searchable set published_at = published_at - interval '7 hours' where item = '"
                + linked + "'");
        assertThat(similar(editor, draft.formatted("")).valueStream())
                .extracting(SearchIT::id)
                .containsExactly(waits, same);
    }

    @Test
    void withoutTrigramsInTheDatabaseTheSameIsFound() {
        sql.execute("""
                create or replace function newsline.alike(line text, key text, since timestamptz) returns table (item uuid)
                language sql stable as $$
                    select s.item from newsline.searchable s where s.channel = line and s.published_at > since
                    order by s.published_at desc limit 2000
                $$""");
        try {
            String same = id(node.publish("alike", "Мост через залив откроют в полдень"));
            assertThat(similar(editor, "{\"headline\":\"Мост через залив откроют в полночь\"}")
                            .valueStream())
                    .extracting(SearchIT::id)
                    .containsExactly(same);
        } finally {
            assertThat(sql.strings("select newsline.use_trigrams()")).containsExactly("t");
        }
        assertThat(similar(editor, "{\"headline\":\"Мост через залив откроют в полночь\"}"))
                .hasSize(1);
    }

    static Stream<List<String>> badDrafts() {
        return Stream.of(
                List.of("{\"headline\":1}", "headline wrong-type"),
                List.of("{\"headline\":\"a\\u0000\"}", "headline not-plain"),
                List.of("{\"link\":\"javascript:alert(1)\"}", "link not-a-web-address"),
                List.of("{\"except\":\"1\"}", "except not-an-id"),
                List.of("{\"except\":{}}", "except not-an-id"),
                List.of("{\"text\":\"a\"}", "text unknown"));
    }

    @ParameterizedTest
    @MethodSource("badDrafts")
    void whatIsNoDraftIsNotCompared(List<String> bad) {
        assertThat(errors(
                        assertProblem(send("POST", "/v1/desk/channels/alike/similar", bad.get(0)), 422, "rule-broken")))
                .containsExactly(bad.get(1));
    }

    // pins

    @Test
    void threeArePinnedAndEachUntilItsEnd() {
        List<String> ids = IntStream.range(0, 4)
                .mapToObj(i -> id(node.publish("pins", "Pin " + i)))
                .toList();
        String end = Instant.now().plusSeconds(3600).toString();
        String correction = "{\"advisory\":\"A typo\",\"headline\":\"Pin one\"}";
        Node.mustBe(200, send("PATCH", "/v1/items/" + ids.get(1), correction, "If-Match", "*"));
        for (String id : ids.subList(0, 3)) {
            JsonNode pinned = Node.mustBe(200, send("PUT", pin(id), "{\"until\":\"" + end + "\"}"));
            assertThat(pinned.get("pinned").asBoolean()).isTrue();
            assertThat(pinned.has("advisory")).isEqualTo(id.equals(ids.get(1)));
        }
        assertProblem(send("PUT", pin(ids.get(3)), "{\"until\":null}"), 409, "too-many-pins");
        // the same again writes nothing; another end is no entry
        Node.mustBe(200, send("PUT", pin(ids.get(0)), "{\"until\":\"" + end + "\"}"));
        Node.mustBe(200, send("PUT", pin(ids.get(0)), "{}"));
        assertThat(sql.kinds(ids.get(0))).containsExactly("published", "updated");
        JsonNode pins =
                Node.mustBe(200, send("GET", "/v1/desk/channels/pins/pins", "")).get("pins");
        assertThat(pins.valueStream())
                .extracting(each -> each.get("item").asString())
                .containsExactly(ids.get(2), ids.get(1), ids.get(0));
        assertThat(pins.get(2).has("until")).isFalse();
        JsonNode acts = Node.mustBe(200, send("GET", "/v1/desk/history?act=pinned&item=" + ids.get(0), ""))
                .get("acts");
        assertThat(acts).hasSize(2);
        assertThat(acts.get(0).get("detail").get("was").get("until").asString()).startsWith(end.substring(0, 19));

        // its end comes
        sql.execute("update newsline.pin set until = clock_timestamp() where item = '" + ids.get(1) + "'");
        await().atMost(30, SECONDS).until(() -> sql.kinds(ids.get(1)).size() == 4);
        assertThat(sql.kinds(ids.get(1))).containsExactly("published", "corrected", "updated", "updated");
        JsonNode ended = Node.mustBe(200, send("GET", "/v1/items/" + ids.get(1), ""));
        assertThat(ended.has("pinned")).isFalse();
        assertThat(ended.get("advisory").asString()).isEqualTo("A typo");
        assertThat(sql.number("select count(*) from newsline.pin where item = '" + ids.get(1) + "'"))
                .isZero();
        Node.mustBe(200, send("PUT", pin(ids.get(3)), "{\"until\":\"" + end + "\"}"));

        // who takes it out takes its end with it
        Node.mustBe(200, send("PATCH", "/v1/items/" + ids.get(3), "{\"pinned\":false}", "If-Match", "*"));
        assertThat(sql.number("select count(*) from newsline.pin where item = '" + ids.get(3) + "'"))
                .isZero();
        Node.mustBe(200, send("DELETE", pin(ids.get(2)), ""));
        Node.mustBe(200, send("DELETE", pin(ids.get(2)), ""));
        assertThat(sql.kinds(ids.get(2))).containsExactly("published", "updated", "updated");
        assertProblem(send("PUT", pin("00000000-0000-0000-0000-000000000000"), "{}"), 404, "not-found");
        assertThat(errors(assertProblem(
                        send("PUT", pin(ids.get(2)), "{\"until\":\"2001-01-01T00:00:00Z\"}"), 422, "rule-broken")))
                .containsExactly("until past");
        node.kill(ids.get(2));
        assertProblem(send("PUT", pin(ids.get(2)), "{}"), 409, "illegal-step");
    }

    // a bound on what waits

    @Test
    void aThousandWaitInAChannelAndNoMore() {
        sql.execute("""
                insert into newsline.pending (id, channel, state, draft, by_id, by_name)
                select gen_random_uuid(), 'full', 'contributed', '{"headline":"a"}', gen_random_uuid(), 'x'
                from generate_series(1, 999)""");
        String path = "/v1/desk/channels/full/pending";
        String draft = "{\"draft\":{\"headline\":\"a\"}}";
        String last = id(Node.mustBe(201, send("POST", path, draft, "Idempotency-Key", "last")));
        assertProblem(send("POST", path, draft), 409, "too-many-waiting");
        assertThat(id(Node.mustBe(201, send("POST", path, draft, "Idempotency-Key", "last"))))
                .isEqualTo(last);
        assertThat(send("DELETE", "/v1/desk/pending/" + last, "").statusCode()).isEqualTo(204);
        Node.mustBe(201, send("POST", path, draft));
    }

    // helpers

    private static String pin(String id) {
        return "/v1/desk/items/" + id + "/pin";
    }

    private static List<JsonNode> found(String channel, String query) {
        return Node.mustBe(200, send("GET", "/v1/desk/channels/" + channel + "/items" + query, ""))
                .get("items")
                .valueStream()
                .toList();
    }

    private static JsonNode similar(String token, String draft) {
        return Node.mustBe(
                        200,
                        new Ask(node, "POST", "/v1/desk/channels/alike/similar")
                                .token(token)
                                .json(draft)
                                .send())
                .get("similar");
    }

    private static JsonNode as(String token, String path) {
        return Node.mustBe(200, new Ask(node, "GET", path).token(token).send());
    }

    private static HttpResponse<String> send(String method, String path, String body, String... headers) {
        return node.send(method, path, body, headers);
    }

    private static String encoded(String typed) {
        return URLEncoder.encode(typed, UTF_8).replace("+", "%20");
    }

    private static String headline(JsonNode item) {
        return item.get("headline").asString();
    }

    private static String id(JsonNode item) {
        return item.get("id").asString();
    }
}
