package live.newsline.history;

import static live.newsline.history.Book.HISTORY;
import static live.newsline.history.Book.acts;
import static live.newsline.history.Book.admin;
import static live.newsline.history.Book.as;
import static live.newsline.history.Book.assertIntact;
import static live.newsline.history.Book.editor;
import static live.newsline.history.Book.newest;
import static live.newsline.history.Book.node;
import static live.newsline.history.Book.pending;
import static live.newsline.history.Book.second;
import static live.newsline.history.Book.sql;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import live.newsline.Ask;
import live.newsline.Node;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What is in the record: every act, once. */
interface EveryAct {

    @Test
    default void everyEntryOfAnItemIsAnActThatSaysWhatWasOtherwiseBefore() {
        String id = Node.mustBe(201, as(editor(), "POST", "/v1/channels/main/items", "{\"headline\":\"first\"}"))
                .get("id")
                .asString();
        admin("PATCH", "/v1/items/" + id, "{\"urgency\":\"urgent\",\"pinned\":true}", "If-Match", "*");
        admin("PATCH", "/v1/items/" + id, "{\"headline\":\"second\",\"advisory\":\"A typo\"}", "If-Match", "*");
        admin("POST", "/v1/items/" + id + "/withhold", "{\"advisory\":\"Not sure\"}");
        admin("POST", "/v1/items/" + id + "/release", "");
        node().kill(id);
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
        assertThat(sql().strings("select line from newsline.history where item = '" + id + "'")
                        .toString())
                .doesNotContain("second", "typo", "Not sure");
        assertThat(positions(acts)).isSorted().doesNotHaveDuplicates();
    }

    /** As everywhere: what is killed is for chiefs, and what waits for editors. */
    @Test
    default void eachActIsToldWithTheHeadlineOfItsMomentToWhoMaySeeIt() {
        String id = node().publish("main", "A \"bridge\" opens").get("id").asString();
        admin("POST", "/v1/items/" + id + "/withhold", "{\"advisory\":\"Not sure\"}");
        assertThat(headlines(editor(), id)).containsExactly("A \"bridge\" opens", "A \"bridge\" opens");
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
        assertThat(headlines(editor(), id)).isEqualTo(all);
        node().kill(id);
        assertThat(headlines(editor(), id)).hasSize(7).containsOnly("");
        assertThat(headlines(node().token(), id))
                .isEqualTo(Stream.concat(Stream.of("A bridge closes"), all.stream())
                        .toList());
        sql().execute("select newsline.erase('" + id + "')");
        assertThat(headlines(node().token(), id)).hasSize(7).containsOnly("");

        String waits = pending("{\"draft\":{\"headline\":\"A tram runs\"}}");
        assertThat(headlines(editor(), waits)).containsExactly("A tram runs");
        admin("PUT", "/v1/desk/pending/" + waits, "{\"draft\":{\"headline\":\"A bus runs\"}}", "If-Match", "*");
        assertThat(headlines(editor(), waits)).containsExactly("A bus runs", "A bus runs");
        admin("DELETE", "/v1/desk/pending/" + waits, "");
        assertThat(headlines(editor(), waits)).containsExactly("", "", "");
    }

    @Test
    default void everyActBesideTheItemsIsThereAndOnlyOnce() {
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
    default void whatTwoNodesWriteAndSealAtOnceIsInTheRecordOnce() {
        long before = newest();
        List<CompletableFuture<String>> writes = IntStream.range(0, 60)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> {
                    Node each = i % 2 == 0 ? node() : second();
                    String id = each.publish("main", "Racing " + i).get("id").asString();
                    each.send("GET", HISTORY + "?limit=1", "");
                    return id;
                }))
                .toList();
        List<String> written = writes.stream().map(CompletableFuture::join).toList();
        // answered by the one, and read at the other
        JsonNode page = Node.mustBe(200, second().send("GET", HISTORY + "?limit=200&act=published", ""));
        assertThat(page.get("acts").valueStream().filter(act -> act.get("seq").asLong() > before))
                .extracting(act -> act.get("item").asString())
                .containsExactlyInAnyOrderElementsOf(written);
        assertIntact();
    }

    @Test
    default void anInvitationOfOneNodeIsGoodAtTheOtherAndOfManyWhoUseItAtOnceOneJoins() {
        String link = Node.mustBe(201, admin("POST", "/v1/desk/people", "{\"role\":\"editor\"}"))
                .get("link")
                .asString();
        String secret = link.substring(link.indexOf('=') + 1);
        List<CompletableFuture<Integer>> answers = IntStream.range(0, 8)
                .mapToObj(i -> CompletableFuture.supplyAsync(
                        () -> new Ask(i % 2 == 0 ? second() : node(), "POST", "/v1/desk/setup")
                                .json(
                                        "{\"secret\":\"%s\",\"login\":\"racing%s\",\"name\":\"R\",\"password\":\"correct horse battery\"}"
                                                .formatted(secret, i))
                                .send()
                                .statusCode()))
                .toList();
        assertThat(answers.stream().map(CompletableFuture::join))
                .containsExactlyInAnyOrder(201, 410, 410, 410, 410, 410, 410, 410);
        assertThat(sql().strings("select login from newsline.person where login like 'racing%'"))
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
                                        + sql().strings("select id from newsline.person")
                                                .get(0) + "/invitation",
                                ""))
                .get("link")
                .asString();
        String again = "{\"secret\":\"%s\",\"password\":\"another horse battery\"}"
                .formatted(renewal.substring(renewal.indexOf('=') + 1));
        List<CompletableFuture<Integer>> renewals = IntStream.range(0, 4)
                .mapToObj(i -> CompletableFuture.supplyAsync(
                        () -> new Ask(i % 2 == 0 ? second() : node(), "POST", "/v1/desk/setup")
                                .json(again)
                                .send()
                                .statusCode()))
                .toList();
        assertThat(renewals.stream().map(CompletableFuture::join)).containsExactlyInAnyOrder(201, 410, 410, 410);
    }

    /** Of an item's acts, newest first; empty where there is none. */
    private static List<String> headlines(String token, String item) {
        return Node.mustBe(200, as(token, "GET", HISTORY + "?item=" + item, ""))
                .get("acts")
                .valueStream()
                .map(act -> act.path("headline").asString(""))
                .toList();
    }

    private static List<Long> positions(List<JsonNode> acts) {
        return acts.stream().map(act -> act.get("position").asLong()).toList();
    }
}
