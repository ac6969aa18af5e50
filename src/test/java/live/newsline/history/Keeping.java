package live.newsline.history;

import static live.newsline.Ask.assertProblem;
import static live.newsline.history.Book.CHECK;
import static live.newsline.history.Book.HISTORY;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import live.newsline.Node;
import live.newsline.Sql;
import live.newsline.database.TestDatabase;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What the record still knows when the journal has forgotten, or never knew. */
interface Keeping {

    @Test
    default void nothingIsMissingWhenTheTextIsErasedAndTheJournalHasForgotten() {
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
    default void whatWasToldBeforeThereWasARecordBeginsInItAsItWas() {
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

    /** Without the headlines. */
    private static List<String> linesOf(HttpResponse<String> history) {
        return Node.mustBe(200, history)
                .get("acts")
                .valueStream()
                .map(act -> ((ObjectNode) act).without("headline").toString())
                .toList();
    }
}
