package live.newsline.history;

import static java.nio.charset.StandardCharsets.UTF_8;
import static live.newsline.Ask.assertProblem;
import static live.newsline.Ask.errors;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.http.HttpResponse;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import live.newsline.Ask;
import live.newsline.Node;
import live.newsline.Sql;
import live.newsline.database.TestDatabase;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The record of every act, over HTTP and on two nodes (docs/desk.md, "The record"). */
class RecordIT {

    private static final String DATABASE = "record_it";
    private static final String HISTORY = "/v1/desk/history";
    private static final String CHECK = "/v1/desk/history/check";

    private static Node node;
    private static Node second;
    private static Sql sql;
    private static String editor;

    @BeforeAll
    static void start() {
        node = Node.onNewDatabase(DATABASE);
        second = Node.on(TestDatabase.jdbcUrl(DATABASE).replace("jdbc:", "r2dbc:"), node.token());
        sql = new Sql(DATABASE);
        node.channel("other");
        editor = sql.token("editor", "{main}");
    }

    @AfterAll
    static void stop() {
        sql.close();
        second.close();
        node.close();
    }

    // what is in it

    @Test
    void everyEntryOfAnItemIsAnActThatSaysWhatWasOtherwiseBefore() {
        String id = Node.mustBe(201, as(editor, "POST", "/v1/channels/main/items", "{\"headline\":\"first\"}"))
                .get("id")
                .asString();
        admin("PATCH", "/v1/items/" + id, "{\"urgency\":\"urgent\",\"pinned\":true}", "If-Match", "*");
        admin("PATCH", "/v1/items/" + id, "{\"headline\":\"second\",\"advisory\":\"A typo\"}", "If-Match", "*");
        admin("POST", "/v1/items/" + id + "/withhold", "{\"advisory\":\"Not sure\"}");
        admin("POST", "/v1/items/" + id + "/release", "");
        node.kill(id);
        List<JsonNode> acts = acts("?item=" + id);
        assertThat(acts)
                .extracting(act -> act.get("act").asString())
                .containsExactly("killed", "released", "withheld", "corrected", "updated", "published");
        Collections.reverse(acts);
        assertThat(acts).extracting(act -> act.get("version").asInt()).containsExactly(1, 2, 3, 4, 5, 6);
        assertThat(acts).allMatch(act -> act.get("channel").asString().equals("main"));
        assertThat(acts.get(0).get("by").get("name").asString()).isEqualTo("test");
        assertThat(acts.get(0).get("detail").has("was")).isFalse();
        assertThat(acts.get(1).get("detail").get("urgency").asString()).isEqualTo("urgent");
        assertThat(acts.get(1).get("detail").get("was").toString())
                .isEqualTo("{\"urgency\":\"routine\",\"pinned\":null}");
        JsonNode corrected = acts.get(2).get("detail");
        assertThat(corrected.get("was").get("text"))
                .isEqualTo(acts.get(0).get("detail").get("text"));
        assertThat(corrected.get("text").asString()).matches("[0-9a-f]{64}");
        assertThat(corrected.get("was").get("advisory").isNull()).isTrue();
        assertThat(acts.get(3).get("detail").get("was").get("pubStatus").asString())
                .isEqualTo("usable");
        // neither what an item said nor why it was taken back
        assertThat(sql.strings("select line from newsline.history where item = '" + id + "'")
                        .toString())
                .doesNotContain("second", "typo", "Not sure");
        assertThat(positions(acts)).isSorted().doesNotHaveDuplicates();
    }

    /** As everywhere: what is killed is for chiefs, and what waits for editors. */
    @Test
    void eachActIsToldWithTheHeadlineOfItsMomentToWhoMaySeeIt() {
        String id = node.publish("main", "A \"bridge\" opens").get("id").asString();
        admin("POST", "/v1/items/" + id + "/withhold", "{\"advisory\":\"Not sure\"}");
        assertThat(headlines(editor, id)).containsExactly("A \"bridge\" opens", "A \"bridge\" opens");
        admin("PATCH", "/v1/items/" + id, "{\"headline\":\"A bridge closes\"}", "If-Match", "*");
        admin("POST", "/v1/items/" + id + "/release", "");
        admin("PUT", "/v1/desk/items/" + id + "/pin", "{}");
        List<String> all = List.of(
                "A bridge closes",
                "A bridge closes",
                "A bridge closes",
                "A bridge closes",
                "A \"bridge\" opens",
                "A \"bridge\" opens");
        assertThat(headlines(editor, id)).isEqualTo(all);
        node.kill(id);
        assertThat(headlines(editor, id)).hasSize(7).containsOnly("");
        assertThat(headlines(node.token(), id))
                .isEqualTo(Stream.concat(Stream.of("A bridge closes"), all.stream())
                        .toList());
        sql.execute("select newsline.erase('" + id + "')");
        assertThat(headlines(node.token(), id)).hasSize(7).containsOnly("");

        String waits = pending("{\"draft\":{\"headline\":\"A tram runs\"}}");
        assertThat(headlines(editor, waits)).containsExactly("A tram runs");
        admin("PUT", "/v1/desk/pending/" + waits, "{\"draft\":{\"headline\":\"A bus runs\"}}", "If-Match", "*");
        assertThat(headlines(editor, waits)).containsExactly("A bus runs", "A bus runs");
        admin("DELETE", "/v1/desk/pending/" + waits, "");
        assertThat(headlines(editor, waits)).containsExactly("", "", "");
    }

    @Test
    void everyActBesideTheItemsIsThereAndOnlyOnce() {
        long before = newest();
        String contributed = pending("{\"draft\":{\"headline\":\"a\"}}");
        admin("PUT", "/v1/desk/pending/" + contributed, "{\"dueAt\":\"2099-01-01T00:00:00Z\"}", "If-Match", "*");
        admin("POST", "/v1/desk/pending/" + contributed + "/approve", "");
        String queued = pending("{\"draft\":{\"headline\":\"b\"},\"undo\":30}");
        admin("DELETE", "/v1/desk/pending/" + queued, "");
        String scheduled = pending("{\"draft\":{\"headline\":\"c\"},\"dueAt\":\"2099-01-01T00:00:00Z\"}");
        admin("PUT", "/v1/desk/paused/other", "{\"paused\":true,\"reason\":\"A wrong feed\"}");
        admin("PUT", "/v1/desk/paused/other", "{\"paused\":true,\"reason\":\"A wrong feed\"}");
        admin("PUT", "/v1/desk/paused/other", "{\"paused\":false}");
        admin("PUT", "/v1/desk/paused/other", "{\"paused\":false}");
        admin("PUT", "/v1/channels/other", "{\"title\":\"The other\"}");
        admin("PUT", "/v1/channels/other", "{\"title\":\"The other\"}");
        Node.mustBe(201, admin("POST", "/v1/desk/people", "{\"role\":\"editor\"}"));
        String token = Node.mustBe(201, admin("POST", "/v1/desk/tokens", "{\"role\":\"editor\",\"name\":\"Wire\"}"))
                .get("id")
                .asString();
        admin("DELETE", "/v1/desk/tokens/" + token, "");
        admin("DELETE", "/v1/desk/tokens/" + token, "");

        List<JsonNode> acts = new ArrayList<>(acts("?limit=200").stream()
                .filter(act -> act.get("seq").asLong() > before)
                .toList());
        Collections.reverse(acts);
        assertThat(acts)
                .extracting(act -> act.get("act").asString())
                .containsExactly(
                        "contributed",
                        "changed",
                        "approved",
                        "published",
                        "queued",
                        "taken-back",
                        "scheduled",
                        "paused",
                        "resumed",
                        "channel",
                        "invited",
                        "token",
                        "revoked");
        assertThat(acts.get(1).get("detail").get("was").toString())
                .isEqualTo("{\"state\":\"contributed\",\"dueAt\":null}");
        assertThat(acts.get(2).get("item").asString()).isEqualTo(contributed);
        assertThat(acts.get(2).get("detail").get("writer").get("name").asString())
                .isNotEmpty();
        assertThat(acts.get(6).get("detail").get("dueAt").asString()).isEqualTo("2099-01-01T00:00:00.000Z");
        assertThat(acts.get(8).get("detail").get("was").get("reason").asString())
                .isEqualTo("A wrong feed");
        assertThat(acts.get(9).get("detail").get("was").get("title").asString()).isEqualTo("other");
        assertThat(acts.get(12).get("detail").get("token").asString()).isEqualTo(token);
        assertThat(acts).allMatch(act -> act.get("by").get("id").asString().length() == 36);
        admin("DELETE", "/v1/desk/pending/" + scheduled, "");
    }

    @Test
    void whatTwoNodesWriteAndSealAtOnceIsInTheRecordOnce() {
        long before = newest();
        List<CompletableFuture<String>> writes = IntStream.range(0, 60)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> {
                    Node each = i % 2 == 0 ? node : second;
                    String id = each.publish("main", "Racing " + i).get("id").asString();
                    each.send("GET", HISTORY + "?limit=1", "");
                    return id;
                }))
                .toList();
        List<String> written = writes.stream().map(CompletableFuture::join).toList();
        // answered by the one, and read at the other
        JsonNode page = Node.mustBe(200, second.send("GET", HISTORY + "?limit=200&act=published", ""));
        assertThat(page.get("acts").valueStream().filter(act -> act.get("seq").asLong() > before))
                .extracting(act -> act.get("item").asString())
                .containsExactlyInAnyOrderElementsOf(written);
        assertIntact();
    }

    @Test
    void anInvitationOfOneNodeIsGoodAtTheOtherAndOfManyWhoUseItAtOnceOneJoins() {
        String link = Node.mustBe(201, admin("POST", "/v1/desk/people", "{\"role\":\"editor\"}"))
                .get("link")
                .asString();
        String secret = link.substring(link.indexOf('=') + 1);
        List<CompletableFuture<Integer>> answers = IntStream.range(0, 8)
                .mapToObj(i -> CompletableFuture.supplyAsync(
                        () -> new Ask(i % 2 == 0 ? second : node, "POST", "/v1/desk/setup")
                                .json(
                                        "{\"secret\":\"%s\",\"login\":\"racing%s\",\"name\":\"R\",\"password\":\"correct horse battery\"}"
                                                .formatted(secret, i))
                                .send()
                                .statusCode()))
                .toList();
        assertThat(answers.stream().map(CompletableFuture::join))
                .containsExactlyInAnyOrder(201, 410, 410, 410, 410, 410, 410, 410);
        assertThat(sql.strings("select login from newsline.person where login like 'racing%'"))
                .hasSize(1)
                .isEqualTo(acts("?act=joined").stream()
                        .map(act -> act.get("detail").get("login").asString())
                        .toList());
        // a new password by link, the same way
        String renewal = Node.mustBe(
                        201,
                        admin(
                                "POST",
                                "/v1/desk/people/"
                                        + sql.strings("select id from newsline.person")
                                                .get(0) + "/invitation",
                                ""))
                .get("link")
                .asString();
        String again = "{\"secret\":\"%s\",\"password\":\"another horse battery\"}"
                .formatted(renewal.substring(renewal.indexOf('=') + 1));
        List<CompletableFuture<Integer>> renewals = IntStream.range(0, 4)
                .mapToObj(i -> CompletableFuture.supplyAsync(
                        () -> new Ask(i % 2 == 0 ? second : node, "POST", "/v1/desk/setup")
                                .json(again)
                                .send()
                                .statusCode()))
                .toList();
        assertThat(renewals.stream().map(CompletableFuture::join)).containsExactlyInAnyOrder(201, 410, 410, 410);
    }

    // the chain

    @Test
    void anybodyCanComputeTheChainAgain() throws Exception {
        node.publish("main", "Körpü açılır");
        JsonNode found = assertIntact();
        String hash = "0".repeat(64);
        List<String> lines = sql.strings("select line from newsline.history order by seq");
        for (String line : lines) {
            byte[] both = (hash + line).getBytes(UTF_8);
            hash = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(both));
        }
        assertThat(found.get("acts").asInt()).isEqualTo(lines.size());
        assertThat(found.get("seq").asInt()).isEqualTo(lines.size());
        assertThat(found.get("hash").asString()).isEqualTo(hash);
        // what is shown is what is chained, and the headline behind it
        String last = lines.get(lines.size() - 1);
        assertThat(admin("GET", HISTORY + "?limit=1", "").body())
                .contains(last.substring(0, last.length() - 1) + ",\"headline\":\"Körpü açılır\"}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update newsline.history set hash = hash",
                "delete from newsline.history where seq = 1",
                "delete from newsline.history where false",
                "truncate newsline.history"
            })
    void whatIsInTheRecordIsNotChangedByMistake(String statement) {
        assertThatThrownBy(() -> sql.execute(statement)).hasStackTraceContaining("only ever added to");
    }

    static Stream<Arguments> tampered() {
        return Stream.of(
                Arguments.of("line = replace(line, 'published', 'expired')", "the hash is not"),
                Arguments.of("line = replace(line, '{\"seq\":', '{\"seq\":9')", "not of this number"),
                Arguments.of("hash = sha256(hash)", "the hash is not"),
                Arguments.of("item = gen_random_uuid()", "not found by"),
                Arguments.of("at = '2001'", "not found by"),
                Arguments.of("by_id = null", "not found by"),
                Arguments.of("seq = -seq", "missing"));
    }

    @ParameterizedTest
    @MethodSource("tampered")
    void whatWasChangedOnPurposeIsFound(String change, String why) {
        node.publish("main", "What is tampered with");
        long tampered = newest();
        node.publish("main", "After what is tampered with");
        newest();
        sql.execute("create table newsline.untouched as select * from newsline.history where seq = " + tampered);
        try {
            tamper("update newsline.history set " + change + " where seq = " + tampered);
            JsonNode found = Node.mustBe(200, second.send("GET", CHECK, ""));
            assertThat(found.get("intact").asBoolean()).isFalse();
            assertThat(found.get("acts").asLong()).isEqualTo(tampered - 1);
            assertThat(found.get("broken").get("seq").asLong()).isEqualTo(tampered);
            assertThat(found.get("broken").get("why").asString()).contains(why);
        } finally {
            tamper("delete from newsline.history where abs(seq) = " + tampered
                    + "; insert into newsline.history select * from newsline.untouched");
            sql.execute("drop table newsline.untouched");
        }
        assertIntact();
    }

    // for good

    @Test
    void nothingIsMissingWhenTheTextIsErasedAndTheJournalHasForgotten() {
        try (Node alone = Node.onNewDatabase("record_it_forgets");
                Sql database = new Sql("record_it_forgets")) {
            String item = alone.publish("main", "A bridge opens").get("id").asString();
            Instant told = Instant.parse(Node.JSON
                    .readTree(alone.get("/v1/items/" + item).body())
                    .get("publishedAt")
                    .asString());
            alone.send("PATCH", "/v1/items/" + item, "{\"headline\":\"A bridge closes\"}", "If-Match", "*");
            String kept = alone.publish("main", "A tram runs").get("id").asString();
            alone.kill(item);
            alone.publish("main", "Last");
            List<String> before = linesOf(alone.send("GET", HISTORY, ""));
            assertThat(alone.send("GET", "/v1/desk/line/main?at=" + told, "").body())
                    .contains("A bridge opens");

            database.execute("update newsline.entry set at = at - interval '8 days'");
            database.execute("select newsline.erase('" + item + "')");
            database.execute("delete from newsline.entry where position < (select position from newsline.head)");

            assertThat(linesOf(alone.send("GET", HISTORY, ""))).isEqualTo(before);
            assertThat(Node.mustBe(200, alone.send("GET", CHECK, ""))
                            .get("intact")
                            .asBoolean())
                    .isTrue();
            JsonNode history = Node.mustBe(200, alone.send("GET", "/v1/desk/items/" + item + "/history", ""));
            assertThat(history.get("entries").valueStream())
                    .extracting(entry -> entry.get("kind").asString())
                    .containsExactly("published", "updated", "killed");
            assertThat(history.toString()).doesNotContain("bridge").contains("killed by a test");
            assertThat(Node.mustBe(200, alone.send("GET", "/v1/desk/items/" + kept + "/history", ""))
                            .toString())
                    .contains("A tram runs");
            // changed after that moment, and the journal does not know how it was: the record does
            assertThat(Node.mustBe(200, alone.send("GET", "/v1/desk/line/main?at=" + told, ""))
                            .get("items"))
                    .hasSize(1)
                    .allMatch(each -> each.get("id").asString().equals(item) && !each.has("headline"));
            assertThat(Node.mustBe(200, alone.send("GET", "/v1/desk/channels/main/items?q=bridge&status=canceled", ""))
                            .get("items"))
                    .isEmpty();
        }
    }

    /** As a database is that a version before the record has written. */
    @Test
    void whatWasToldBeforeThereWasARecordBeginsInItAsItWas() {
        String name = "record_it_older";
        String url = TestDatabase.r2dbcUrl(name);
        Flyway.configure()
                .dataSource(TestDatabase.jdbcUrl(name), TestDatabase.username(), TestDatabase.password())
                .schemas("newsline")
                .target("3")
                .load()
                .migrate();
        String old = "00000000-0000-7000-8000-000000000001";
        try (Sql database = new Sql(name)) {
            database.execute("""
                    set search_path to newsline;
                    insert into item (id, channel, version, text_version, pub_status, urgency, language, pinned, advisory,
                        published_at, updated_at)
                    values ('%s', 'main', 2, 1, 'usable', 4, 'en', false, 'A typo', now() - interval '1 year', now());
                    insert into item_text (item, version, headline) values ('%1$s', 1, 'An old bridge');
                    update head set position = 2""".formatted(old));
        }
        try (Node node = Node.on(url, null);
                Sql database = new Sql(name)) {
            JsonNode kept = Node.mustBe(200, node.send("GET", HISTORY + "?item=" + old, ""))
                    .get("acts")
                    .get(0);
            assertThat(kept.get("act").asString()).isEqualTo("kept");
            assertThat(kept.get("version").asInt()).isEqualTo(2);
            JsonNode gone = assertProblem(
                    node.send("GET", "/v1/desk/line/main?at=" + kept.get("at").asString(), ""), 410, "forgotten");
            Instant since = Instant.parse(gone.get("detail").asString().replaceAll(".* from (.*) on\\.", "$1"));
            node.send("PATCH", "/v1/items/" + old, "{\"headline\":\"A new bridge\"}", "If-Match", "*");
            database.execute("delete from newsline.entry where position < (select position from newsline.head)");

            JsonNode updated = Node.mustBe(200, node.send("GET", HISTORY + "?item=" + old, ""))
                    .get("acts")
                    .get(0);
            assertThat(updated.get("detail").get("was").get("text"))
                    .isEqualTo(kept.get("detail").get("text"));
            assertThat(Node.mustBe(200, node.send("GET", "/v1/desk/line/main?at=" + since, ""))
                            .get("items")
                            .toString())
                    .contains("An old bridge", "A typo");
            assertThat(Node.mustBe(200, node.send("GET", "/v1/desk/line/main?at=" + Instant.now(), ""))
                            .toString())
                    .contains("A new bridge")
                    .doesNotContain("old");
            assertThat(Node.mustBe(200, node.send("GET", "/v1/desk/channels/main/items?q=BRIDGE", ""))
                            .toString())
                    .contains(old);
            assertThat(Node.mustBe(200, node.send("GET", CHECK, ""))
                            .get("intact")
                            .asBoolean())
                    .isTrue();
        }
    }

    // who may, and what can be asked

    @Test
    void anEditorSeesTheirChannelsAndNothingOfPeople() {
        node.publish("other", "Elsewhere");
        Node.mustBe(201, admin("POST", "/v1/desk/people", "{\"role\":\"editor\"}"));
        admin("PUT", "/v1/desk/paused", "{\"paused\":true,\"reason\":\"All\"}");
        admin("PUT", "/v1/desk/paused", "{\"paused\":false}");
        List<JsonNode> acts = Node.mustBe(200, as(editor, "GET", HISTORY + "?limit=200", ""))
                .get("acts")
                .valueStream()
                .toList();
        assertThat(acts)
                .extracting(act -> act.get("act").asString())
                .contains("resumed")
                .doesNotContain("invited");
        assertThat(acts)
                .allMatch(act ->
                        !act.has("channel") || act.get("channel").asString().equals("main"));
        assertProblem(as(editor, "GET", HISTORY + "?channel=other", ""), 403, "forbidden");
        assertThat(Node.mustBe(200, as(editor, "GET", HISTORY + "?act=invited", ""))
                        .get("acts"))
                .isEmpty();
        assertProblem(as(editor, "GET", CHECK, ""), 403, "forbidden");
    }

    @Test
    void pagesFollowEachOtherWithoutAGapAndFiltersCombine() {
        for (int i = 0; i < 5; i++) {
            node.publish("main", "Page " + i);
        }
        List<Long> seen = new ArrayList<>();
        String next = "";
        for (int page = 0; page < 3; page++) {
            JsonNode found = Node.mustBe(200, admin("GET", HISTORY + "?limit=2&channel=main&act=published" + next, ""));
            found.get("acts").forEach(act -> seen.add(act.get("seq").asLong()));
            next = "&before=" + found.get("next").asLong();
        }
        List<Long> all = acts("?limit=6&channel=main&act=published").stream()
                .map(act -> act.get("seq").asLong())
                .toList();
        assertThat(seen).isEqualTo(all);
        String by = acts("?limit=1&act=published").get(0).get("by").get("id").asString();
        assertThat(acts("?by=" + by)).isNotEmpty();
        assertThat(acts("?by=00000000-0000-0000-0000-000000000000")).isEmpty();
        assertThat(Node.mustBe(200, admin("GET", HISTORY + "?before=1", "")).has("next"))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "limit=0,limit out-of-range",
        "limit=201,limit out-of-range",
        "limit=x,limit out-of-range",
        "before=0,before out-of-range",
        "before=-1,before out-of-range",
        "before=99999999999999999999,before out-of-range",
        "item=1,item not-an-id",
        "item=%00,item not-an-id",
        "by=me,by not-an-id",
        "act=%00,act not-a-choice",
        "act=drop,act not-a-choice",
        "channel=%00,channel not-a-channel",
        "channel=a&channel=b,channel repeated"
    })
    void whatIsNoQuestionIsABadRequest(String query, String error) {
        assertThat(errors(assertProblem(admin("GET", HISTORY + "?" + query, ""), 400, "bad-request")))
                .containsExactly(error);
    }

    // helpers

    private static void tamper(String statement) {
        sql.execute("alter table newsline.history disable trigger history_is_kept");
        sql.execute(statement);
        sql.execute("alter table newsline.history enable trigger history_is_kept");
    }

    private static JsonNode assertIntact() {
        JsonNode found = Node.mustBe(200, admin("GET", CHECK, ""));
        assertThat(found.get("intact").asBoolean()).as(found.toString()).isTrue();
        return found;
    }

    private static long newest() {
        return acts("?limit=1").get(0).get("seq").asLong();
    }

    private static List<JsonNode> acts(String query) {
        return new ArrayList<>(Node.mustBe(200, admin("GET", HISTORY + query, ""))
                .get("acts")
                .valueStream()
                .toList());
    }

    /** Of an item's acts, newest first; empty where there is none. */
    private static List<String> headlines(String token, String item) {
        return Node.mustBe(200, as(token, "GET", HISTORY + "?item=" + item, ""))
                .get("acts")
                .valueStream()
                .map(act -> act.path("headline").asString(""))
                .toList();
    }

    /** Without the headlines. */
    private static List<String> linesOf(HttpResponse<String> history) {
        return Node.mustBe(200, history)
                .get("acts")
                .valueStream()
                .map(act -> ((ObjectNode) act).without("headline").toString())
                .toList();
    }

    private static List<Long> positions(List<JsonNode> acts) {
        return acts.stream().map(act -> act.get("position").asLong()).toList();
    }

    private static String pending(String body) {
        return Node.mustBe(201, admin("POST", "/v1/desk/channels/main/pending", body))
                .get("id")
                .asString();
    }

    private static HttpResponse<String> as(String token, String method, String path, String body) {
        return new Ask(node, method, path).token(token).json(body).send();
    }

    private static HttpResponse<String> admin(String method, String path, String body, String... headers) {
        return node.send(method, path, body, headers);
    }
}
