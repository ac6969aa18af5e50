package live.newsline.publish;

import static java.util.concurrent.TimeUnit.SECONDS;
import static live.newsline.Ask.assertProblem;
import static live.newsline.publish.Door.admin;
import static live.newsline.publish.Door.json;
import static live.newsline.publish.Door.node;
import static live.newsline.publish.Door.sql;
import static live.newsline.publish.Staff.published;
import static live.newsline.publish.Staff.second;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import live.newsline.Node;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** A pause of one channel or of all. */
interface Pausing {

    @ParameterizedTest
    @CsvSource({"/quiet", "''"})
    default void whilePausedNothingNewIsToldAndTextCanStillBeTakenAway(String which) {
        String items = "/v1/channels/quiet/items";
        String kept = node().publish("quiet", "a").get("id").asString();
        String killed = node().publish("quiet", "b").get("id").asString();
        String waits = json(
                        201,
                        admin("POST", "/v1/desk/channels/quiet/pending", "{\"draft\":{\"headline\":\"c\"},\"undo\":1}"))
                .get("id")
                .asString();
        Instant due = Instant.parse(sql().strings(
                        "select to_char(due_at at time zone 'utc', 'YYYY-MM-DD\"T\"HH24:MI:SS.MS\"Z\"') from newsline.pending where id = '"
                                + waits + "'")
                .get(0));
        JsonNode paused =
                json(200, admin("PUT", "/v1/desk/paused" + which, "{\"paused\":true,\"reason\":\"A wrong feed\"}"));
        JsonNode pause =
                which.isEmpty() ? paused.get("all") : paused.get("channels").get("quiet");
        assertThat(pause.get("paused").asBoolean()).isTrue();
        assertThat(pause.get("by").asString()).isNotEmpty();

        for (Node each : List.of(node(), second())) {
            JsonNode refused = assertProblem(each.send("POST", items, "{\"headline\":\"d\"}"), 409, "paused");
            assertThat(refused.get("detail").asString()).isEqualTo("A wrong feed");
            assertProblem(
                    each.send("PATCH", "/v1/items/" + kept, "{\"headline\":\"d\"}", "If-Match", "*"), 409, "paused");
            assertProblem(each.send("POST", "/v1/desk/pending/" + waits + "/approve", ""), 409, "paused");
            assertProblem(
                    each.send("POST", "/v1/desk/channels/quiet/pending", "{\"draft\":{\"headline\":\"d\"},\"undo\":1}"),
                    409,
                    "paused");
        }
        json(200, admin("POST", "/v1/items/" + kept + "/withhold", "{\"advisory\":\"x\"}"));
        assertProblem(admin("POST", "/v1/items/" + kept + "/release", ""), 409, "paused");
        node().kill(killed);
        // its time comes, and expiry goes on
        sql().execute("update newsline.item set pub_status = 'usable', expires_at = clock_timestamp() where id = '"
                + kept + "'");
        await().atMost(30, SECONDS)
                .until(() -> sql().kinds(kept).contains("expired")
                        && sql().number(
                                                "select count(*) from newsline.pending where due_at < clock_timestamp() and id = '"
                                                        + waits + "'")
                                == 1);
        assertThat(sql().kinds(waits)).isEmpty();

        json(200, admin("PUT", "/v1/desk/paused" + which, "{\"paused\":false}"));
        await().atMost(30, SECONDS).until(() -> !sql().kinds(waits).isEmpty());
        assertThat(published(waits)).isAfterOrEqualTo(due);
        assertThat(node().publish("quiet", "e").get("version").asInt()).isEqualTo(1);
    }

    @Test
    default void onceAPauseIsAnsweredNothingIsWrittenThatDidNotSeeIt() {
        node().channel("racing");
        for (int round = 0; round < 5; round++) {
            List<CompletableFuture<Integer>> writes = IntStream.range(0, 30)
                    .mapToObj(i -> CompletableFuture.supplyAsync(() -> (i % 2 == 0 ? node() : second())
                            .send("POST", "/v1/channels/racing/items", "{\"headline\":\"a\"}")
                            .statusCode()))
                    .toList();
            json(200, admin("PUT", "/v1/desk/paused/racing", "{\"paused\":true,\"reason\":\"x\"}"));
            long then = sql().number("select count(*) from newsline.item where channel = 'racing'");
            List<Integer> statuses =
                    writes.stream().map(CompletableFuture::join).toList();
            assertThat(statuses).isSubsetOf(201, 409);
            assertThat(sql().number("select count(*) from newsline.item where channel = 'racing'"))
                    .isEqualTo(then);
            json(200, admin("PUT", "/v1/desk/paused/racing", "{\"paused\":false}"));
        }
    }
}
