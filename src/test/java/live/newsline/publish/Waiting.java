package live.newsline.publish;

import static java.util.concurrent.TimeUnit.SECONDS;
import static live.newsline.Ask.assertProblem;
import static live.newsline.Ask.errors;
import static live.newsline.publish.Door.admin;
import static live.newsline.publish.Door.json;
import static live.newsline.publish.Door.node;
import static live.newsline.publish.Door.sql;
import static live.newsline.publish.Staff.DRAFT;
import static live.newsline.publish.Staff.PENDING;
import static live.newsline.publish.Staff.as;
import static live.newsline.publish.Staff.contributed;
import static live.newsline.publish.Staff.contributor;
import static live.newsline.publish.Staff.editor;
import static live.newsline.publish.Staff.published;
import static live.newsline.publish.Staff.second;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import live.newsline.Node;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** What waits: how it comes to be told, once, and who may have it wait. */
interface Waiting {

    @Test
    default void whatIsSentWithAnUndoIsToldOnceAndNeverEarly() {
        JsonNode pending = json(201, admin("POST", PENDING, "{\"draft\":{\"headline\":\"a\"},\"undo\":1}"));
        String id = pending.get("id").asString();
        assertThat(pending.get("state").asString()).isEqualTo("sending");
        assertThat(pending.get("draft").get("headline").asString()).isEqualTo("a");
        assertThat(pending.get("by").get("name").asString()).isNotEmpty();
        Instant due = Instant.parse(pending.get("dueAt").asString());
        assertThat(due)
                .isEqualTo(Instant.parse(pending.get("createdAt").asString()).plusSeconds(1));

        await().atMost(30, SECONDS).until(() -> node().get("/v1/items/" + id).statusCode() == 200);
        assertThat(published(id)).isAfterOrEqualTo(due);
        assertThat(sql().kinds(id)).containsExactly("published");
        assertProblem(admin("DELETE", "/v1/desk/pending/" + id, ""), 409, "told");
        assertThat(waiting()).doesNotContain(id);
    }

    @Test
    default void takingBackAndTellingExcludeEachOther() {
        List<String> ids = Stream.generate(
                        () -> json(201, admin("POST", PENDING, DRAFT)).get("id").asString())
                .limit(60)
                .toList();
        sql().execute("update newsline.pending set state = 'scheduled', due_at = clock_timestamp() + interval '300 ms'"
                + " where id in ('" + String.join("','", ids) + "')");
        List<CompletableFuture<Integer>> answers = new ArrayList<>();
        for (int i = 0; i < ids.size(); i++) {
            String path = "/v1/desk/pending/" + ids.get(i);
            Node asked = i % 2 == 0 ? node() : second();
            int changes = i % 15;
            answers.add(CompletableFuture.supplyAsync(() -> {
                // the row changes under its takers' hands, and they come at different moments
                for (int change = 0; change < changes; change++) {
                    asked.send("PUT", path, "{\"draft\":{\"headline\":\"b\"}}", "If-Match", "*");
                }
                return asked.send("DELETE", path, "").statusCode();
            }));
        }
        List<Integer> statuses = answers.stream().map(CompletableFuture::join).toList();
        assertThat(statuses).isSubsetOf(204, 409);
        await().atMost(30, SECONDS)
                .until(() -> sql().number("select count(*) from newsline.pending where id in ('"
                                + String.join("','", ids) + "')")
                        == 0);
        for (int i = 0; i < ids.size(); i++) {
            List<String> kinds = sql().kinds(ids.get(i));
            if (statuses.get(i) == 204) {
                assertThat(kinds).isEmpty();
            } else {
                assertThat(kinds).containsExactly("published");
            }
        }
    }

    @Test
    default void whatIsApprovedIsToldNowAndOnce() {
        String id = contributed();
        HttpResponse<String> first = admin("POST", "/v1/desk/pending/" + id + "/approve", "");
        assertThat(json(201, first).get("id").asString()).isEqualTo(id);
        assertThat(first.headers().firstValue("Location")).hasValue("/v1/items/" + id);
        assertThat(json(200, admin("POST", "/v1/desk/pending/" + id + "/approve", ""))
                        .get("id")
                        .asString())
                .isEqualTo(id);
        assertThat(sql().kinds(id)).containsExactly("published");
        assertProblem(put(id, "*", DRAFT), 409, "told");
    }

    @Test
    default void whatIsPutOffIsNotTold() {
        JsonNode pending = json(201, admin("POST", PENDING, "{\"draft\":{\"headline\":\"a\"},\"undo\":1}"));
        String id = pending.get("id").asString();
        JsonNode later = json(200, put(id, "\"1\"", "{\"dueAt\":null}"));
        assertThat(later.get("state").asString()).isEqualTo("contributed");
        assertThat(later.get("version").asInt()).isEqualTo(2);
        assertProblem(put(id, "\"1\"", DRAFT), 412, "stale");
        assertProblem(admin("PUT", "/v1/desk/pending/" + id, DRAFT), 428, "precondition-required");
        // one that is due after it was has been told
        String after = json(201, admin("POST", PENDING, "{\"draft\":{\"headline\":\"b\"},\"undo\":1}"))
                .get("id")
                .asString();
        await().atMost(30, SECONDS).until(() -> !sql().kinds(after).isEmpty());
        assertThat(sql().kinds(id)).isEmpty();
        assertThat(admin("DELETE", "/v1/desk/pending/" + id, "").statusCode()).isEqualTo(204);
        assertProblem(admin("DELETE", "/v1/desk/pending/" + id, ""), 404, "not-found");
    }

    @Test
    default void whatWaitsToBeTakenBackDoesNotBecomeAFlash() {
        String id = json(201, admin("POST", PENDING, "{\"draft\":{\"headline\":\"a\"},\"undo\":30}"))
                .get("id")
                .asString();
        String flash = "{\"draft\":{\"headline\":\"a\",\"urgency\":\"flash\"}}";
        assertThat(errors(assertProblem(put(id, "*", flash), 422, "rule-broken")))
                .containsExactly("draft not-for-a-flash");
        assertThat(admin("DELETE", "/v1/desk/pending/" + id, "").statusCode()).isEqualTo(204);
    }

    @Test
    default void twentyAtOnceWithOneKeyAreOnePendingItem() {
        List<CompletableFuture<HttpResponse<String>>> answers = IntStream.range(0, 20)
                .mapToObj(i -> CompletableFuture.supplyAsync(() ->
                        (i % 2 == 0 ? node() : second()).send("POST", PENDING, DRAFT, "Idempotency-Key", "twenty")))
                .toList();
        assertThat(answers.stream()
                        .map(answer -> json(201, answer.join()).get("id").asString())
                        .distinct())
                .hasSize(1);
        assertProblem(
                admin("POST", PENDING, "{\"draft\":{\"headline\":\"b\"}}", "Idempotency-Key", "twenty"),
                422,
                "key-reused");
    }

    @Test
    default void aContributorWritesAndTakesBackOwnContributionsOnly() {
        String others = contributed();
        String own =
                json(201, as(contributor(), "POST", PENDING, DRAFT)).get("id").asString();
        assertThat(json(200, as(contributor(), "GET", "/v1/desk/pending", "")).findValuesAsString("id"))
                .contains(own)
                .doesNotContain(others);
        assertProblem(as(contributor(), "POST", "/v1/desk/pending/" + own + "/approve", ""), 403, "forbidden");
        assertProblem(
                as(contributor(), "POST", PENDING, "{\"draft\":{\"headline\":\"a\"},\"undo\":5}"), 403, "forbidden");
        assertProblem(
                as(
                        contributor(),
                        "POST",
                        PENDING,
                        "{\"draft\":{\"headline\":\"a\"},\"dueAt\":\"2099-01-01T00:00:00Z\"}"),
                403,
                "forbidden");
        assertProblem(as(contributor(), "POST", "/v1/desk/channels/other/pending", DRAFT), 403, "forbidden");
        assertProblem(as(contributor(), "DELETE", "/v1/desk/pending/" + others, ""), 404, "not-found");
        assertThat(as(editor(), "POST", "/v1/desk/pending/" + others + "/approve", "")
                        .statusCode())
                .isEqualTo(201);
        assertThat(as(contributor(), "DELETE", "/v1/desk/pending/" + own, "").statusCode())
                .isEqualTo(204);
    }

    static Stream<List<String>> badBodies() {
        return Stream.of(
                List.of("{}", "draft required"),
                List.of("{\"draft\":1}", "draft required"),
                List.of("{\"draft\":{}}", "headline required"),
                List.of("{\"draft\":{\"headline\":\"a\\u0000b\"}}", "headline not-plain"),
                List.of("{\"draft\":{\"headline\":\"a\"},\"id\":1}", "id unknown"),
                List.of("{\"draft\":{\"headline\":\"a\"},\"undo\":0}", "undo out-of-range"),
                List.of("{\"draft\":{\"headline\":\"a\"},\"undo\":31}", "undo out-of-range"),
                List.of("{\"draft\":{\"headline\":\"a\"},\"undo\":\"5\"}", "undo wrong-type"),
                List.of("{\"draft\":{\"headline\":\"a\",\"urgency\":\"flash\"},\"undo\":5}", "undo not-for-a-flash"),
                List.of("{\"draft\":{\"headline\":\"a\"},\"dueAt\":\"2001-01-01T00:00:00Z\"}", "dueAt past"),
                List.of("{\"draft\":{\"headline\":\"a\"},\"dueAt\":\"tomorrow\"}", "dueAt not-a-time"),
                List.of(
                        "{\"draft\":{\"headline\":\"a\"},\"dueAt\":\"2099-01-01T00:00:00Z\",\"undo\":5}",
                        "undo not-with-due-at"),
                List.of(
                        "{\"draft\":{\"headline\":\"a\",\"expiresAt\":\"2098-01-01T00:00:00Z\"},\"dueAt\":\"2099-01-01T00:00:00Z\"}",
                        "expiresAt past"));
    }

    @ParameterizedTest
    @MethodSource("live.newsline.publish.Waiting#badBodies")
    default void whatBreaksARuleIsNotKept(List<String> bad) {
        long before = sql().number("select count(*) from newsline.pending");
        assertThat(errors(assertProblem(admin("POST", PENDING, bad.get(0)), 422, "rule-broken")))
                .containsExactly(bad.get(1));
        assertThat(sql().number("select count(*) from newsline.pending")).isEqualTo(before);
    }

    private static List<String> waiting() {
        return json(200, admin("GET", "/v1/desk/pending?channel=main", "")).findValuesAsString("id");
    }

    private static HttpResponse<String> put(String id, String ifMatch, String body) {
        return admin("PUT", "/v1/desk/pending/" + id, body, "If-Match", ifMatch);
    }
}
