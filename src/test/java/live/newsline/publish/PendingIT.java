package live.newsline.publish;

import static java.util.concurrent.TimeUnit.SECONDS;
import static live.newsline.Ask.assertProblem;
import static live.newsline.Ask.errors;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import live.newsline.Ask;
import live.newsline.Node;
import live.newsline.Sql;
import live.newsline.database.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** What waits, pausing and what happened, over HTTP and on two nodes (docs/desk.md). */
class PendingIT {

    private static final String DATABASE = "pending_it";
    private static final String PENDING = "/v1/desk/channels/main/pending";
    private static final String DRAFT = "{\"draft\":{\"headline\":\"A bridge opens\"}}";

    private static Node node;
    private static Node second;
    private static Sql sql;
    private static String contributor;
    private static String editor;

    @BeforeAll
    static void start() {
        node = Node.onNewDatabase(DATABASE);
        second = Node.on(TestDatabase.jdbcUrl(DATABASE).replace("jdbc:", "r2dbc:"), node.token());
        sql = new Sql(DATABASE);
        node.channel("other");
        node.channel("quiet");
        sql.execute("alter table newsline.token drop constraint if exists token_role_check");
        contributor = sql.token("contributor", "{main}");
        editor = sql.token("editor", "{main}");
    }

    @AfterAll
    static void stop() {
        sql.close();
        second.close();
        node.close();
    }

    // being told

    @Test
    void whatIsSentWithAnUndoIsToldOnceAndNeverEarly() {
        JsonNode pending = json(201, admin("POST", PENDING, "{\"draft\":{\"headline\":\"a\"},\"undo\":1}"));
        String id = pending.get("id").asString();
        assertThat(pending.get("state").asString()).isEqualTo("sending");
        assertThat(pending.get("draft").get("headline").asString()).isEqualTo("a");
        assertThat(pending.get("by").get("name").asString()).isNotEmpty();
        Instant due = Instant.parse(pending.get("dueAt").asString());
        assertThat(due)
                .isEqualTo(Instant.parse(pending.get("createdAt").asString()).plusSeconds(1));

        await().atMost(30, SECONDS).until(() -> node.get("/v1/items/" + id).statusCode() == 200);
        assertThat(published(id)).isAfterOrEqualTo(due);
        assertThat(sql.kinds(id)).containsExactly("published");
        assertProblem(admin("DELETE", "/v1/desk/pending/" + id, ""), 409, "told");
        assertThat(waiting()).doesNotContain(id);
    }

    @Test
    void takingBackAndTellingExcludeEachOther() {
        List<String> ids = Stream.generate(
                        () -> json(201, admin("POST", PENDING, DRAFT)).get("id").asString())
                .limit(60)
                .toList();
        sql.execute("update newsline.pending set state = 'scheduled', due_at = clock_timestamp() + interval '300 ms'"
                + " where id in ('" + String.join("','", ids) + "')");
        List<CompletableFuture<Integer>> answers = new ArrayList<>();
        for (int i = 0; i < ids.size(); i++) {
            String path = "/v1/desk/pending/" + ids.get(i);
            Node asked = i % 2 == 0 ? node : second;
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
                .until(() -> sql.number(
                                "select count(*) from newsline.pending where id in ('" + String.join("','", ids) + "')")
                        == 0);
        for (int i = 0; i < ids.size(); i++) {
            List<String> kinds = sql.kinds(ids.get(i));
            if (statuses.get(i) == 204) {
                assertThat(kinds).isEmpty();
            } else {
                assertThat(kinds).containsExactly("published");
            }
        }
    }

    @Test
    void whatIsApprovedIsToldNowAndOnce() {
        String id = contributed();
        HttpResponse<String> first = admin("POST", "/v1/desk/pending/" + id + "/approve", "");
        assertThat(json(201, first).get("id").asString()).isEqualTo(id);
        assertThat(first.headers().firstValue("Location")).hasValue("/v1/items/" + id);
        assertThat(json(200, admin("POST", "/v1/desk/pending/" + id + "/approve", ""))
                        .get("id")
                        .asString())
                .isEqualTo(id);
        assertThat(sql.kinds(id)).containsExactly("published");
        assertProblem(put(id, "*", DRAFT), 409, "told");
    }

    @Test
    void whatIsPutOffIsNotTold() {
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
        await().atMost(30, SECONDS).until(() -> !sql.kinds(after).isEmpty());
        assertThat(sql.kinds(id)).isEmpty();
        assertThat(admin("DELETE", "/v1/desk/pending/" + id, "").statusCode()).isEqualTo(204);
        assertProblem(admin("DELETE", "/v1/desk/pending/" + id, ""), 404, "not-found");
    }

    @Test
    void whatWaitsToBeTakenBackDoesNotBecomeAFlash() {
        String id = json(201, admin("POST", PENDING, "{\"draft\":{\"headline\":\"a\"},\"undo\":30}"))
                .get("id")
                .asString();
        String flash = "{\"draft\":{\"headline\":\"a\",\"urgency\":\"flash\"}}";
        assertThat(errors(assertProblem(put(id, "*", flash), 422, "rule-broken")))
                .containsExactly("draft not-for-a-flash");
        assertThat(admin("DELETE", "/v1/desk/pending/" + id, "").statusCode()).isEqualTo(204);
    }

    // once

    @Test
    void twentyAtOnceWithOneKeyAreOnePendingItem() {
        List<CompletableFuture<HttpResponse<String>>> answers = IntStream.range(0, 20)
                .mapToObj(i -> CompletableFuture.supplyAsync(
                        () -> (i % 2 == 0 ? node : second).send("POST", PENDING, DRAFT, "Idempotency-Key", "twenty")))
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

    // who may

    @Test
    void aContributorWritesAndTakesBackOwnContributionsOnly() {
        String others = contributed();
        String own =
                json(201, as(contributor, "POST", PENDING, DRAFT)).get("id").asString();
        assertThat(json(200, as(contributor, "GET", "/v1/desk/pending", "")).findValuesAsString("id"))
                .contains(own)
                .doesNotContain(others);
        assertProblem(as(contributor, "POST", "/v1/desk/pending/" + own + "/approve", ""), 403, "forbidden");
        assertProblem(
                as(contributor, "POST", PENDING, "{\"draft\":{\"headline\":\"a\"},\"undo\":5}"), 403, "forbidden");
        assertProblem(
                as(contributor, "POST", PENDING, "{\"draft\":{\"headline\":\"a\"},\"dueAt\":\"2099-01-01T00:00:00Z\"}"),
                403,
                "forbidden");
        assertProblem(as(contributor, "POST", "/v1/desk/channels/other/pending", DRAFT), 403, "forbidden");
        assertProblem(as(contributor, "DELETE", "/v1/desk/pending/" + others, ""), 404, "not-found");
        assertThat(as(editor, "POST", "/v1/desk/pending/" + others + "/approve", "")
                        .statusCode())
                .isEqualTo(201);
        assertThat(as(contributor, "DELETE", "/v1/desk/pending/" + own, "").statusCode())
                .isEqualTo(204);
    }

    @ParameterizedTest
    @CsvSource({
        "GET,/v1/desk/pending",
        "POST,/v1/desk/channels/main/pending",
        "PUT,/v1/desk/pending/00000000-0000-0000-0000-000000000000",
        "DELETE,/v1/desk/pending/00000000-0000-0000-0000-000000000000",
        "POST,/v1/desk/pending/00000000-0000-0000-0000-000000000000/approve",
        "GET,/v1/desk/paused",
        "PUT,/v1/desk/paused",
        "PUT,/v1/desk/paused/main",
        "GET,/v1/desk/items/00000000-0000-0000-0000-000000000000/history",
        "GET,/v1/desk/line/main?at=2026-01-01T00:00:00Z",
        "GET,/v1/desk/history",
        "GET,/v1/desk/history/check",
        "GET,/v1/desk/channels/main/items",
        "GET,/v1/desk/channels/main/pins",
        "POST,/v1/desk/channels/main/similar",
        "PUT,/v1/desk/items/00000000-0000-0000-0000-000000000000/pin",
        "DELETE,/v1/desk/items/00000000-0000-0000-0000-000000000000/pin",
        "GET,/v1/desk/readers",
        "GET,/v1/desk/receipts?channel=main&items=00000000-0000-0000-0000-000000000000",
        "GET,/v1/desk/editing?channel=main",
        "PUT,/v1/desk/editing"
    })
    void nobodyIsAskedInAndNoOtherSiteEither(String method, String path) {
        HttpResponse<String> answer = new Ask(node, method, path)
                .header("Origin", "https://evil.example")
                .header("If-Match", "*")
                .json("{}")
                .send();
        assertProblem(answer, 401, "unauthorized");
        assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
        HttpResponse<String> known = admin(method, path, "{}", "If-Match", "*");
        assertThat(known.statusCode()).isLessThan(500);
        if (known.statusCode() == 200) {
            assertThat(known.headers().firstValue("Cache-Control")).hasValue("private, no-store");
            assertThat(known.headers().firstValue("Access-Control-Allow-Origin"))
                    .isEmpty();
        }
    }

    // rules

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
    @MethodSource("badBodies")
    void whatBreaksARuleIsNotKept(List<String> bad) {
        long before = sql.number("select count(*) from newsline.pending");
        assertThat(errors(assertProblem(admin("POST", PENDING, bad.get(0)), 422, "rule-broken")))
                .containsExactly(bad.get(1));
        assertThat(sql.number("select count(*) from newsline.pending")).isEqualTo(before);
    }

    @Test
    void whatIsNoAddressIsNotFoundAndWhatIsNoQueryIsRefused() {
        for (String id : List.of("1", "%00", "..%2Fa", "'")) {
            assertThat(admin("DELETE", "/v1/desk/pending/" + id, "").statusCode())
                    .isBetween(400, 404);
            assertThat(admin("GET", "/v1/desk/items/" + id + "/history", "").statusCode())
                    .isBetween(400, 404);
            assertThat(admin("GET", "/v1/desk/line/" + id + "?at=2026-01-01T00:00:00Z", "")
                            .statusCode())
                    .isBetween(400, 404);
            assertThat(admin("PUT", "/v1/desk/items/" + id + "/pin", "{}").statusCode())
                    .isBetween(400, 404);
            for (String of : List.of("items", "pins")) {
                assertThat(admin("GET", "/v1/desk/channels/" + id + "/" + of, "")
                                .statusCode())
                        .isBetween(400, 404);
            }
            assertThat(admin("POST", "/v1/desk/channels/" + id + "/similar", "{}")
                            .statusCode())
                    .isBetween(400, 404);
            assertThat(admin("PUT", "/v1/desk/paused/" + id, "{\"paused\":false}")
                            .statusCode())
                    .isBetween(400, 404);
            assertThat(admin("POST", "/v1/desk/channels/" + id + "/pending", DRAFT)
                            .statusCode())
                    .isBetween(400, 404);
        }
        assertThat(errors(assertProblem(admin("GET", "/v1/desk/pending?channel=%00", ""), 400, "bad-request")))
                .containsExactly("channel not-a-channel");
        assertThat(errors(assertProblem(admin("GET", "/v1/desk/line/main?at=x", ""), 400, "bad-request")))
                .containsExactly("at not-a-time");
        assertThat(errors(assertProblem(admin("GET", "/v1/desk/line/main", ""), 400, "bad-request")))
                .containsExactly("at not-a-time");
        assertThat(errors(assertProblem(
                        admin("GET", "/v1/desk/line/main?at=2099-01-01T00:00:00Z", ""), 400, "bad-request")))
                .containsExactly("at future");
        assertThat(errors(assertProblem(admin("PUT", "/v1/desk/paused/main", "{}"), 422, "rule-broken")))
                .containsExactly("paused required");
        assertThat(errors(assertProblem(admin("PUT", "/v1/desk/paused/main", "{\"paused\":true}"), 422, "rule-broken")))
                .containsExactly("reason required");
    }

    // who has what open

    @Test
    void whatIsOpenIsSeenAtEveryNodeForAsLongAsItIsSaid() {
        String item = node.publish("main", "a").get("id").asString();
        String path = "/v1/desk/editing";
        open(editor, "item", item);
        open(node.token(), "item", item);
        List<JsonNode> seen = open(second, editor, item);
        assertThat(seen).hasSize(2);
        assertThat(seen).allMatch(each -> each.path("item").asString().equals(item));
        assertThat(seen)
                .extracting(each -> each.get("by").get("name").asString())
                .containsExactlyInAnyOrder("test", "first start");
        open(editor, "item", item);
        assertThat(open(second, editor, item)).as("since then").isEqualTo(seen);

        String earlier =
                "update newsline.editing set since = since - interval '1 hour', seen_at = seen_at - interval '%s'";
        sql.execute(earlier.formatted("24 seconds"));
        assertThat(open(second, editor, item)).hasSize(2).isNotEqualTo(seen);
        sql.execute(earlier.formatted("1 second"));
        assertThat(open(second, editor, item)).isEmpty();
        open(editor, "item", item);
        assertThat(open(second, editor, item))
                .hasSize(1)
                .allMatch(each -> Instant.parse(each.get("since").asString())
                        .isAfter(Instant.parse(seen.get(0).get("since").asString())));

        // one thing at a time
        String waits = contributed();
        open(editor, "pending", waits);
        assertThat(open(second, editor, item)).isEmpty();
        assertThat(open(second, editor, waits)).hasSize(1).allMatch(each -> each.has("pending"));
        assertThat(as(editor, "PUT", path, "{}").statusCode()).isEqualTo(204);
        assertThat(open(second, editor, waits)).isEmpty();
        assertThat(sql.number("select count(*) from newsline.editing where by_id = (select id from newsline.token"
                        + " where digest = sha256('" + editor + "'::bytea))"))
                .isZero();
    }

    @Test
    void aContributorSeesNothingOfWhatOthersWriteAndIsNotOnTheLine() {
        String others = contributed();
        String own =
                json(201, as(contributor, "POST", PENDING, DRAFT)).get("id").asString();
        open(editor, "pending", others);
        assertThat(open(node, editor, others)).hasSize(1);
        assertThat(open(node, contributor, others)).isEmpty();
        open(editor, "pending", own);
        assertThat(open(node, contributor, own)).hasSize(1);
        open(contributor, "pending", own);
        assertThat(open(node, editor, own)).hasSize(2);
        String path = "/v1/desk/editing";
        assertProblem(as(contributor, "PUT", path, "{\"pending\":\"" + others + "\"}"), 404, "not-found");
        assertProblem(as(editor, "PUT", path, "{\"item\":\"" + others + "\"}"), 404, "not-found");
        assertThat(admin("POST", "/v1/desk/pending/" + own + "/approve", "").statusCode())
                .isEqualTo(201);
        assertProblem(as(editor, "PUT", path, "{\"pending\":\"" + own + "\"}"), 409, "told");
        as(editor, "PUT", path, "{}");
        as(contributor, "PUT", path, "{}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'item':1}                     | item wrong-type",
                "{'item':'x'}                   | item not-an-id",
                "{'item':'%s0'}                 | item too-long",
                "{'pending':['%s']}             | pending wrong-type",
                "{'item':'%s','pending':'%s'}   | pending not-with-item",
                "{'channel':'main'}             | channel unknown"
            })
    void whatNobodyCanHaveOpenIsRefused(String body, String rule) {
        String id = "00000000-0000-0000-0000-000000000000";
        long before = sql.number("select count(*) from newsline.editing");
        assertThat(errors(assertProblem(
                        admin("PUT", "/v1/desk/editing", body.replace("%s", id).replace('\'', '"')),
                        422,
                        "rule-broken")))
                .containsExactly(rule);
        assertThat(sql.number("select count(*) from newsline.editing")).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "editing                                  | channel not-a-channel",
                "editing?channel=%00                      | channel not-a-channel",
                "editing?channel=main&channel=main        | channel repeated",
                "receipts?items=%s                        | channel not-a-channel",
                "receipts?channel=main'&items=%s          | channel not-a-channel",
                "receipts?channel=main                    | items not-ids",
                "receipts?channel=main&items              | items not-ids",
                "receipts?channel=main&items=1            | items not-ids",
                "receipts?channel=main&items=%s,          | items not-ids",
                "receipts?channel=main&items=%s,,%s       | items not-ids",
                "receipts?channel=main&items=%s%27        | items not-ids",
                "receipts?channel=main&items=%s&items=%s  | items repeated",
            })
    void aQuestionThatSaysNothingIsRefused(String path, String rule) {
        String id = "00000000-0000-0000-0000-000000000000";
        assertThat(errors(assertProblem(
                        admin("GET", "/v1/desk/" + path.replace("%s", id).replace("'", "%27"), ""),
                        400,
                        "bad-request")))
                .containsExactly(rule);
    }

    @Test
    void aHundredItemsCanBeAskedForAtOnceAndNoMore() {
        String path = "/v1/desk/receipts?channel=main&items=";
        String hundred = String.join(
                ",",
                IntStream.range(0, 100)
                        .mapToObj(i -> "00000000-0000-0000-0000-%012d".formatted(i))
                        .toList());
        assertThat(json(200, admin("GET", path + hundred, "")).get("receipts").size())
                .isZero();
        assertProblem(admin("GET", path + hundred + ",00000000-0000-0000-0000-000000000000", ""), 400, "bad-request");
        // an item of another channel is not there, whoever asks
        String item = node.publish("other", "a").get("id").asString();
        assertThat(json(200, admin("GET", path + item, "")).get("receipts").size())
                .isZero();
        assertProblem(as(editor, "GET", "/v1/desk/receipts?channel=other&items=" + item, ""), 403, "forbidden");
    }

    private static void open(String token, String what, String id) {
        assertThat(as(token, "PUT", "/v1/desk/editing", "{\"%s\":\"%s\"}".formatted(what, id))
                        .statusCode())
                .isEqualTo(204);
    }

    /** Who has it open, as somebody is told it at a node. */
    private static List<JsonNode> open(Node asked, String token, String id) {
        return json(
                        200,
                        new Ask(asked, "GET", "/v1/desk/editing?channel=main")
                                .token(token)
                                .send())
                .get("editing")
                .valueStream()
                .filter(each -> each.path("item").asString("").equals(id)
                        || each.path("pending").asString("").equals(id))
                .toList();
    }

    // pausing

    @ParameterizedTest
    @CsvSource({"/quiet", "''"})
    void whilePausedNothingNewIsToldAndTextCanStillBeTakenAway(String which) {
        String items = "/v1/channels/quiet/items";
        String kept = node.publish("quiet", "a").get("id").asString();
        String killed = node.publish("quiet", "b").get("id").asString();
        String waits = json(
                        201,
                        admin("POST", "/v1/desk/channels/quiet/pending", "{\"draft\":{\"headline\":\"c\"},\"undo\":1}"))
                .get("id")
                .asString();
        Instant due = Instant.parse(sql.strings(
                        "select to_char(due_at at time zone 'utc', 'YYYY-MM-DD\"T\"HH24:MI:SS.MS\"Z\"') from newsline.pending where id = '"
                                + waits + "'")
                .get(0));
        JsonNode paused =
                json(200, admin("PUT", "/v1/desk/paused" + which, "{\"paused\":true,\"reason\":\"A wrong feed\"}"));
        JsonNode pause =
                which.isEmpty() ? paused.get("all") : paused.get("channels").get("quiet");
        assertThat(pause.get("paused").asBoolean()).isTrue();
        assertThat(pause.get("by").asString()).isNotEmpty();

        for (Node each : List.of(node, second)) {
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
        node.kill(killed);
        // its time comes, and expiry goes on
        sql.execute("update newsline.item set pub_status = 'usable', expires_at = clock_timestamp() where id = '" + kept
                + "'");
        await().atMost(30, SECONDS)
                .until(() -> sql.kinds(kept).contains("expired")
                        && sql.number(
                                        "select count(*) from newsline.pending where due_at < clock_timestamp() and id = '"
                                                + waits + "'")
                                == 1);
        assertThat(sql.kinds(waits)).isEmpty();

        json(200, admin("PUT", "/v1/desk/paused" + which, "{\"paused\":false}"));
        await().atMost(30, SECONDS).until(() -> !sql.kinds(waits).isEmpty());
        assertThat(published(waits)).isAfterOrEqualTo(due);
        assertThat(node.publish("quiet", "e").get("version").asInt()).isEqualTo(1);
    }

    @Test
    void onceAPauseIsAnsweredNothingIsWrittenThatDidNotSeeIt() {
        node.channel("racing");
        for (int round = 0; round < 5; round++) {
            List<CompletableFuture<Integer>> writes = IntStream.range(0, 30)
                    .mapToObj(i -> CompletableFuture.supplyAsync(() -> (i % 2 == 0 ? node : second)
                            .send("POST", "/v1/channels/racing/items", "{\"headline\":\"a\"}")
                            .statusCode()))
                    .toList();
            json(200, admin("PUT", "/v1/desk/paused/racing", "{\"paused\":true,\"reason\":\"x\"}"));
            long then = sql.number("select count(*) from newsline.item where channel = 'racing'");
            List<Integer> statuses =
                    writes.stream().map(CompletableFuture::join).toList();
            assertThat(statuses).isSubsetOf(201, 409);
            assertThat(sql.number("select count(*) from newsline.item where channel = 'racing'"))
                    .isEqualTo(then);
            json(200, admin("PUT", "/v1/desk/paused/racing", "{\"paused\":false}"));
        }
    }

    // what happened

    @Test
    void anItemsHistorySaysWhoDidWhatAndShowsTextsAsTheyWere() {
        String id = json(201, as(editor, "POST", "/v1/channels/main/items", "{\"headline\":\"first\"}"))
                .get("id")
                .asString();
        json(200, admin("PATCH", "/v1/items/" + id, "{\"headline\":\"second\"}", "If-Match", "*"));
        Instant then = published(id);
        node.kill(id);
        List<JsonNode> entries = entries(id, node.token());
        assertThat(entries)
                .extracting(entry -> entry.get("kind").asString())
                .containsExactly("published", "updated", "killed");
        assertThat(entries)
                .extracting(entry -> entry.get("item").get("headline").asString())
                .containsExactly("first", "second", "second");
        assertThat(entries.get(0).get("by").get("name").asString()).isEqualTo("test");
        assertThat(entries.get(2).get("by").get("id"))
                .isNotEqualTo(entries.get(0).get("by").get("id"));
        // a killed text is not for editors
        assertThat(entries(id, editor))
                .hasSize(3)
                .noneMatch(entry -> entry.get("item").has("headline"));
        assertProblem(as(contributor, "GET", "/v1/desk/items/" + id + "/history", ""), 403, "forbidden");

        assertThat(line(then, node.token())).contains("first").doesNotContain("second");
        assertThat(line(then, editor)).contains(id).doesNotContain("first");
        assertThat(line(then.minusMillis(1), node.token())).doesNotContain(id);
    }

    // helpers

    private static String contributed() {
        return json(201, admin("POST", PENDING, DRAFT)).get("id").asString();
    }

    private static List<String> waiting() {
        return json(200, admin("GET", "/v1/desk/pending?channel=main", "")).findValuesAsString("id");
    }

    private static Instant published(String id) {
        return Instant.parse(json(200, admin("GET", "/v1/items/" + id, ""))
                .get("publishedAt")
                .asString());
    }

    private static List<JsonNode> entries(String id, String token) {
        return json(200, as(token, "GET", "/v1/desk/items/" + id + "/history", ""))
                .get("entries")
                .valueStream()
                .toList();
    }

    private static String line(Instant at, String token) {
        return json(200, as(token, "GET", "/v1/desk/line/main?limit=200&at=" + at, ""))
                .toString();
    }

    private static HttpResponse<String> put(String id, String ifMatch, String body) {
        return admin("PUT", "/v1/desk/pending/" + id, body, "If-Match", ifMatch);
    }

    private static HttpResponse<String> as(String token, String method, String path, String body) {
        return new Ask(node, method, path).token(token).json(body).send();
    }

    private static HttpResponse<String> admin(String method, String path, String body, String... headers) {
        return node.send(method, path, body, headers);
    }

    private static JsonNode json(int status, HttpResponse<String> answer) {
        return Node.mustBe(status, answer);
    }
}
