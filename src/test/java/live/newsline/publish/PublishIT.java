package live.newsline.publish;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
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
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** The editors' doors, over HTTP (protocol.md, "Publishing"). */
class PublishIT {

    private static final String DATABASE = "publish_it";
    private static final String ITEMS = "/v1/channels/main/items";
    private static final String BECAUSE = "{\"advisory\":\"Because\"}";
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private static Node node;
    private static Sql sql;

    @BeforeAll
    static void start() {
        node = Node.onNewDatabase(DATABASE);
        sql = new Sql(DATABASE);
        node.channel("other");
    }

    @AfterAll
    static void stop() {
        sql.close();
        node.close();
    }

    // channels

    @Test
    void aChannelIsMadeOnceAndChangedAfterwards() {
        String put = "{\"title\":\"Dünya\",\"language\":\"az\",\"timeZone\":\"Asia/Baku\",\"visibility\":\"public\"}";
        HttpResponse<String> made = admin("PUT", "/v1/channels/world", put);
        assertThat(json(201, made))
                .isEqualTo(
                        Node.JSON.readTree(
                                "{\"channel\":\"world\",\"title\":\"Dünya\",\"language\":\"az\",\"timeZone\":\"Asia/Baku\",\"visibility\":\"public\"}"));
        assertThat(header(made, "Location")).isEqualTo("/v1/channels/world");
        JsonNode changed = json(200, admin("PUT", "/v1/channels/world", "{\"title\":\"World\"}"));
        assertThat(changed.get("title").asString()).isEqualTo("World");
        assertThat(changed.get("language").asString()).isEqualTo("az");
        // at once, on the node that made it
        assertThat(json(200, node.get("/v1/channels/world")).get("title").asString())
                .isEqualTo("World");
    }

    @Test
    void aNewTitleDoesNotLayAPrivateChannelOpen() {
        admin("PUT", "/v1/channels/closed", "{\"visibility\":\"private\"}");
        assertThat(json(200, admin("PUT", "/v1/channels/closed", "{\"title\":\"Closed\"}"))
                        .get("visibility")
                        .asString())
                .isEqualTo("private");
        assertThat(node.get("/v1/channels/closed").statusCode()).isEqualTo(404);
    }

    @Test
    void onlyAnAdministratorMakesChannels() {
        String token = sql.token("editor", null);
        assertProblem(ask("PUT", "/v1/channels/new").json("{}").send(), 401, "unauthorized");
        assertProblem(ask("PUT", "/v1/channels/new").token(token).json("{}").send(), 403, "forbidden");
        assertThat(admin("GET", "/v1/channels/new", "").statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPPER",
                "-a",
                "a_b",
                "%20",
                "%00",
                "a%0Ab",
                "..%2Fa",
                "%D0%B0",
                "a;b",
                "aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeeeeeeeeeffffffffffgggg"
            })
    void aChannelsNameIsASlug(String name) {
        HttpResponse<String> answer = admin("PUT", "/v1/channels/" + name, "{}");
        if (name.equals("a;b")) {
            // what follows a semicolon is a parameter of the path, and no part of the name
            assertThat(answer.statusCode()).isEqualTo(201);
        } else {
            assertThat(errors(assertProblem(answer, 422, "rule-broken"))).containsExactly("channel not-a-channel");
        }
    }

    @Test
    void aChannelBreaksARuleFieldByField() {
        HttpResponse<String> answer = admin(
                "PUT",
                "/v1/channels/faults",
                "{\"title\":\"a\\nb\",\"language\":\"_\",\"timeZone\":\"Mars\",\"open\":true}");
        assertThat(errors(assertProblem(answer, 422, "rule-broken")))
                .containsExactlyInAnyOrder("open unknown", "title not-plain", "language not-a-language");
        assertThat(errors(assertProblem(
                        admin("PUT", "/v1/channels/faults", "{\"timeZone\":\"Mars\"}"), 422, "rule-broken")))
                .containsExactly("timeZone not-a-time-zone");
        assertThat(admin("GET", "/v1/channels/faults", "").statusCode()).isEqualTo(404);
    }

    // publishing

    @Test
    void publishingAnswersWithTheItemItsAddressAndItsCursor() {
        long before = sql.position();
        HttpResponse<String> answer = admin(
                "POST",
                ITEMS,
                "{\"headline\":\"A bridge opens\",\"urgency\":\"flash\",\"link\":\"https://example.org/\",\"media\":\"photo\","
                        + "\"image\":{\"href\":\"https://example.org/a.jpg\",\"alt\":\"A bridge\",\"width\":640,\"height\":360},"
                        + "\"tags\":[\"roads\"],\"source\":\"Wire\",\"pinned\":true,\"advisory\":\"First\",\"language\":\"AZ\","
                        + "\"expiresAt\":\"2999-01-01T04:00:00+04:00\"}");
        JsonNode item = json(201, answer);
        String id = item.get("id").asString();
        assertThat(header(answer, "Location")).isEqualTo("/v1/items/" + id);
        assertThat(header(answer, "ETag")).isEqualTo("\"1\"");
        assertThat(header(answer, "Newsline-Cursor")).isEqualTo(sql.epoch() + "-" + (before + 1));
        assertThat(header(answer, "Cache-Control")).isEqualTo("no-store");
        assertThat(header(answer, "Content-Type")).isEqualTo("application/json");
        assertThat(item.propertyNames())
                .containsExactlyInAnyOrder(
                        "id",
                        "channel",
                        "version",
                        "pubStatus",
                        "urgency",
                        "headline",
                        "language",
                        "link",
                        "media",
                        "image",
                        "tags",
                        "source",
                        "pinned",
                        "advisory",
                        "publishedAt",
                        "updatedAt",
                        "expiresAt");
        assertThat(item.get("expiresAt").asString()).isEqualTo("2999-01-01T00:00:00.000Z");
        assertThat(item.get("language").asString()).isEqualTo("az");
        assertThat(item.get("publishedAt").asString()).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
        assertThat(json(200, node.get("/v1/items/" + id))).isEqualTo(item);
    }

    @Test
    void whatIsNotSetIsAbsent() {
        JsonNode item = json(201, admin("POST", ITEMS, "{\"headline\":\"A bridge opens\",\"link\":null}"));
        assertThat(item.propertyNames())
                .containsExactlyInAnyOrder(
                        "id",
                        "channel",
                        "version",
                        "pubStatus",
                        "urgency",
                        "headline",
                        "language",
                        "publishedAt",
                        "updatedAt");
        assertThat(item.get("urgency").asString()).isEqualTo("routine");
        assertThat(item.get("language").asString()).isEqualTo("en");
    }

    @Test
    void aDraftThatBreaksRulesIsRefusedWithAllOfThem() {
        long before = sql.position();
        JsonNode problem = assertProblem(
                admin(
                        "POST",
                        ITEMS,
                        "{\"headline\":\"\",\"version\":7,\"tags\":[\"ok\",\"a\\u0000b\"],\"image\":{\"alt\":3}}"),
                422,
                "rule-broken");
        assertThat(errors(problem))
                .containsExactlyInAnyOrder(
                        "version unknown",
                        "headline not-plain",
                        "tags[1] not-plain",
                        "image.href required",
                        "image.alt wrong-type",
                        "image.width required",
                        "image.height required");
        problem.get("errors")
                .forEach(error -> assertThat(error.propertyNames()).containsExactly("field", "rule", "detail"));
        assertThat(sql.position()).isEqualTo(before);
    }

    @Test
    void anItemIsNotPublishedPastItsTime() {
        assertThat(errors(assertProblem(
                        admin("POST", ITEMS, "{\"headline\":\"a\",\"expiresAt\":\"2020-01-01T00:00:00Z\"}"),
                        422,
                        "rule-broken")))
                .containsExactly("expiresAt past");
    }

    @Test
    void aChannelThatIsNotThereTakesNoItems() {
        assertProblem(admin("POST", "/v1/channels/nowhere/items", "{\"headline\":\"a\"}"), 404, "not-found");
    }

    @ParameterizedTest
    @ValueSource(strings = {"%00", "a%00b", "%20", "UPPER", "..%2Fmain", "%F0%9F%8C%89", "%ED%A0%80", "%C0%80"})
    void aNameThatNoChannelCanHaveIsNotThereEither(String name) {
        long before = sql.position();
        assertProblem(admin("POST", "/v1/channels/" + name + "/items", "{\"headline\":\"a\"}"), 404, "not-found");
        assertThat(sql.position()).isEqualTo(before);
    }

    // bodies

    static Stream<String> unreadable() {
        return Stream.of(
                "",
                "{",
                "{\"headline\":\"a\"",
                "{\"headline\":\"a\"}}",
                "{\"headline\":\"a\"} {}",
                "[]",
                "[{\"headline\":\"a\"}]",
                "null",
                "\"a\"",
                "7",
                "{\"headline\":\"a\",\"headline\":\"b\"}",
                "{\"headline\":\"a\",}",
                "{'headline':'a'}",
                "{headline:\"a\"}",
                "// a\n{\"headline\":\"a\"}",
                "{\"headline\":\"a\nb\"}",
                "{\"headline\":NaN}",
                "{\"image\":{\"width\":" + "9".repeat(1000) + "}}",
                "[".repeat(30_000),
                "{\"a\":".repeat(10_000),
                "\uFEFF{\"headline\":\"a\"}");
    }

    @ParameterizedTest
    @MethodSource("unreadable")
    void aBodyThatIsNotOneJsonObjectIsUnreadable(String body) {
        long before = sql.position();
        if (body.isEmpty()) {
            // nothing at all says nothing: an empty object
            assertThat(errors(assertProblem(admin("POST", ITEMS, body), 422, "rule-broken")))
                    .containsExactly("headline required");
        } else {
            assertProblem(admin("POST", ITEMS, body), 400, "unreadable");
        }
        assertThat(sql.position()).isEqualTo(before);
    }

    @Test
    void aBodyIsUtf8() {
        for (byte[] headline : List.of(
                new byte[] {(byte) 0xC0, (byte) 0x80},
                new byte[] {(byte) 0xF8, (byte) 0x88, (byte) 0x80, (byte) 0x80, (byte) 0x80},
                new byte[] {(byte) 0xED, (byte) 0xA0, (byte) 0x80},
                new byte[] {(byte) 0xFF},
                new byte[] {(byte) 0xE9})) {
            byte[] start = "{\"headline\":\"a".getBytes(StandardCharsets.UTF_8);
            byte[] body = new byte[start.length + headline.length + 2];
            System.arraycopy(start, 0, body, 0, start.length);
            System.arraycopy(headline, 0, body, start.length, headline.length);
            body[body.length - 2] = '"';
            body[body.length - 1] = '}';
            assertProblem(
                    ask("POST", ITEMS)
                            .token(node.token())
                            .body("application/json", body)
                            .send(),
                    400,
                    "unreadable");
        }
        assertProblem(
                ask("POST", ITEMS)
                        .token(node.token())
                        .body("application/json", "{\"headline\":\"a\"}".getBytes(StandardCharsets.UTF_16))
                        .send(),
                400,
                "unreadable");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "text/plain|415",
                "application/x-www-form-urlencoded|415",
                "multipart/form-data; boundary=x|415",
                "application/xml|415",
                "application/json; charset=utf-16|415",
                "application/jsonx|415",
                "text/json|415",
                "json|415",
                "/|415",
                "*/*|415",
                "application/*|415",
                "application/json|201",
                "Application/JSON; charset=UTF-8|201",
                "application/merge-patch+json|201"
            })
    void onlyJsonIsTaken(String contentType, int status) {
        HttpResponse<String> answer = ask("POST", ITEMS)
                .token(node.token())
                .body(contentType, "{\"headline\":\"a\"}".getBytes(StandardCharsets.UTF_8))
                .send();
        if (status == 415) {
            assertProblem(answer, 415, "unsupported-media-type");
        } else {
            assertThat(answer.statusCode()).isEqualTo(status);
        }
    }

    @Test
    void aCompressedBodyIsNotTaken() {
        assertProblem(
                ask("POST", ITEMS)
                        .token(node.token())
                        .header("Content-Encoding", "gzip")
                        .json("{\"headline\":\"a\"}")
                        .send(),
                415,
                "unsupported-media-type");
    }

    @Test
    void sixtyFourKibibytesAreTakenAndNotOneMore() {
        String atMost = padded(65_536);
        String tooMuch = padded(65_537);
        assertThat(admin("POST", ITEMS, atMost).statusCode()).isEqualTo(201);
        long before = sql.position();
        assertProblem(admin("POST", ITEMS, tooMuch), 413, "too-large");
        assertThat(chunked(atMost).statusCode()).isEqualTo(201);
        assertProblem(chunked(tooMuch), 413, "too-large");
        assertProblem(chunked(padded(1_000_000)), 413, "too-large");
        assertThat(sql.position()).isEqualTo(before + 1);
    }

    private static HttpResponse<String> chunked(String body) {
        return node.send(HttpRequest.newBuilder(node.uri(ITEMS))
                .version(HttpClient.Version.HTTP_1_1)
                .header("Authorization", "Bearer " + node.token())
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofInputStream(
                        () -> new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8))))
                .build());
    }

    private static String padded(int size) {
        String json = "{\"headline\":\"a\"}";
        return json + " ".repeat(size - json.length());
    }

    // steps

    @Test
    void anItemIsWithheldReleasedAndKilled() {
        Published item = publish("A bridge opens");
        HttpResponse<String> withheld = admin("POST", item.path("/withhold"), "{\"advisory\":\"Under review\"}");
        JsonNode told = json(200, withheld);
        assertThat(told.get("pubStatus").asString()).isEqualTo("withheld");
        assertThat(told.get("advisory").asString()).isEqualTo("Under review");
        assertThat(told.get("version").asInt()).isEqualTo(2);
        assertThat(header(withheld, "ETag")).isEqualTo("\"2\"");
        assertThat(header(withheld, "Newsline-Cursor")).isEqualTo(sql.cursor());
        assertThat(withheld.headers().firstValue("Location")).isEmpty();

        JsonNode released = json(200, admin("POST", item.path("/release"), ""));
        assertThat(released.get("pubStatus").asString()).isEqualTo("usable");
        assertThat(released.get("version").asInt()).isEqualTo(3);
        assertThat(released.has("advisory")).isFalse();
        assertThat(json(200, node.get(item.path(""))).get("headline").asString())
                .isEqualTo("A bridge opens");

        JsonNode killed = json(200, admin("POST", item.path("/kill"), "{\"advisory\":\"Wrong\"}"));
        assertThat(killed.get("pubStatus").asString()).isEqualTo("canceled");
        assertThat(killed.has("headline")).isFalse();
        assertThat(sql.kinds(item.id())).containsExactly("published", "withheld", "released", "killed");
    }

    @Test
    void aStepAlreadyTakenWritesNothing() {
        Published item = publish("a");
        assertThat(json(200, admin("POST", item.path("/release"), ""))
                        .get("version")
                        .asInt())
                .isEqualTo(1);
        admin("POST", item.path("/withhold"), BECAUSE);
        HttpResponse<String> again = admin("POST", item.path("/withhold"), "{\"advisory\":\"Other\"}");
        assertThat(json(200, again).get("advisory").asString()).isEqualTo("Because");
        assertThat(header(again, "ETag")).isEqualTo("\"2\"");
        admin("POST", item.path("/kill"), BECAUSE);
        assertThat(json(200, admin("POST", item.path("/kill"), BECAUSE))
                        .get("version")
                        .asInt())
                .isEqualTo(3);
        assertThat(sql.kinds(item.id())).containsExactly("published", "withheld", "killed");
    }

    @Test
    void nothingLeadsBackFromAKill() {
        Published item = publish("a");
        admin("POST", item.path("/kill"), BECAUSE);
        long before = sql.position();
        assertProblem(admin("POST", item.path("/release"), ""), 409, "illegal-step");
        assertProblem(admin("POST", item.path("/withhold"), BECAUSE), 409, "illegal-step");
        assertProblem(patch(item, "*", "{\"headline\":\"b\"}"), 409, "illegal-step");
        assertThat(sql.position()).isEqualTo(before);
    }

    @Test
    void withholdAndKillSayWhy() {
        Published item = publish("a");
        for (String step : List.of("/withhold", "/kill")) {
            for (String body : List.of("", "{}", "{\"advisory\":null}")) {
                assertThat(errors(assertProblem(admin("POST", item.path(step), body), 422, "rule-broken")))
                        .containsExactly("advisory required");
            }
            assertThat(errors(assertProblem(
                            admin("POST", item.path(step), "{\"advisory\":\"a\",\"headline\":\"b\"}"),
                            422,
                            "rule-broken")))
                    .containsExactly("headline unknown");
        }
        assertThat(sql.kinds(item.id())).containsExactly("published");
    }

    @Test
    void aStepIsTakenAtTheVersionItNames() {
        Published item = publish("a");
        for (String stale : List.of("\"2\"", "W/\"1\"", "\"x\"")) {
            assertProblem(admin("POST", item.path("/withhold"), BECAUSE, "If-Match", stale), 412, "stale");
        }
        assertThat(errors(assertProblem(
                        admin("POST", item.path("/withhold"), BECAUSE, "If-Match", "1"), 400, "bad-request")))
                .containsExactly("If-Match malformed");
        json(200, admin("POST", item.path("/withhold"), BECAUSE, "If-Match", "\"7\", \"1\""));
        // a kill on a stale version is still refused: whoever kills blindly leaves If-Match out
        assertProblem(admin("POST", item.path("/kill"), BECAUSE, "If-Match", "\"1\""), 412, "stale");
        json(200, admin("POST", item.path("/kill"), BECAUSE, "If-Match", "*"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"withhold", "kill", "release"})
    void aStepNeedsAnItem(String step) {
        for (String id : List.of("00000000-0000-7000-8000-000000000000", "nothing", "1-1-1-1-1", "%00", "..%2F1")) {
            assertProblem(admin("POST", "/v1/items/" + id + "/" + step, BECAUSE), 404, "not-found");
        }
    }

    // PATCH

    @Test
    void aPatchNeedsTheVersionItIsMadeFor() {
        Published item = publish("a");
        assertProblem(admin("PATCH", item.path(""), "{\"headline\":\"b\"}"), 428, "precondition-required");
        assertProblem(patch(item, "\"2\"", "{\"headline\":\"b\"}"), 412, "stale");
        assertProblem(patch(item, "W/\"1\"", "{\"headline\":\"b\"}"), 412, "stale");
        assertThat(errors(assertProblem(patch(item, "version 1", "{\"headline\":\"b\"}"), 400, "bad-request")))
                .containsExactly("If-Match malformed");
        HttpResponse<String> done = patch(item, "\"1\"", "{\"headline\":\"b\"}");
        assertThat(json(200, done).get("headline").asString()).isEqualTo("b");
        assertThat(header(done, "ETag")).isEqualTo("\"2\"");
        assertThat(header(done, "Newsline-Cursor")).isEqualTo(sql.cursor());
        assertProblem(patch(item, "\"1\"", "{\"headline\":\"c\"}"), 412, "stale");
    }

    @Test
    void aPatchThatChangesNothingWritesNothing() {
        Published item = publish("a");
        long before = sql.position();
        for (String body :
                List.of("", "{}", "{\"headline\":\" a \"}", "{\"urgency\":null,\"pinned\":false,\"link\":null}")) {
            HttpResponse<String> answer = patch(item, "\"1\"", body);
            assertThat(json(200, answer).get("version").asInt()).isEqualTo(1);
            assertThat(header(answer, "ETag")).isEqualTo("\"1\"");
        }
        assertThat(sql.position()).isEqualTo(before);
    }

    @Test
    void aPatchClearsSetsAndCorrects() {
        Published item = new Published(json(
                        201,
                        admin(
                                "POST",
                                ITEMS,
                                "{\"headline\":\"a\",\"urgency\":\"flash\",\"tags\":[\"x\"],\"source\":\"Wire\",\"language\":\"az\","
                                        + "\"image\":{\"href\":\"https://example.org/a.jpg\",\"alt\":\"A\",\"width\":4,\"height\":3}}"))
                .get("id")
                .asString());
        JsonNode corrected = json(
                200, patch(item, "\"1\"", "{\"advisory\":\"Corrects\",\"image\":{\"alt\":\"B\"},\"tags\":[\"y\"]}"));
        assertThat(corrected.get("advisory").asString()).isEqualTo("Corrects");
        assertThat(corrected.get("image"))
                .isEqualTo(Node.JSON.readTree(
                        "{\"href\":\"https://example.org/a.jpg\",\"alt\":\"B\",\"width\":4,\"height\":3}"));
        assertThat(corrected.get("tags").get(0).asString()).isEqualTo("y");

        JsonNode cleared = json(
                200,
                patch(
                        item,
                        "\"2\"",
                        "{\"urgency\":null,\"image\":null,\"tags\":null,\"source\":null,\"language\":null,\"expiresAt\":null}"));
        assertThat(cleared.propertyNames())
                .containsExactlyInAnyOrder(
                        "id",
                        "channel",
                        "version",
                        "pubStatus",
                        "urgency",
                        "headline",
                        "language",
                        "publishedAt",
                        "updatedAt");
        assertThat(cleared.get("urgency").asString()).isEqualTo("routine");
        assertThat(cleared.get("language").asString()).isEqualTo("en");
        assertThat(errors(assertProblem(patch(item, "\"3\"", "{\"headline\":null}"), 422, "rule-broken")))
                .containsExactly("headline required");
        assertThat(sql.kinds(item.id())).containsExactly("published", "corrected", "updated");
    }

    @Test
    void aPatchTouchesNoFieldOfOurs() {
        Published item = publish("a");
        for (String field : List.of("id", "version", "pubStatus", "channel", "publishedAt", "updatedAt", "state")) {
            assertThat(errors(assertProblem(patch(item, "\"1\"", "{\"" + field + "\":null}"), 422, "rule-broken")))
                    .containsExactly(field + " unknown");
        }
        assertThat(errors(assertProblem(patch(item, "\"1\"", "{\"\\ud800\":1}"), 422, "rule-broken")))
                .containsExactly("? unknown");
        assertThat(errors(assertProblem(patch(item, "\"1\"", "{\"image\":{\"alt\":\"x\"}}"), 422, "rule-broken")))
                .containsExactlyInAnyOrder("image.href required", "image.width required", "image.height required");
    }

    @Test
    void aPatchOfAWithheldItemIsToldWithoutItsText() {
        Published item = publish("a");
        admin("POST", item.path("/withhold"), BECAUSE);
        assertThat(json(200, patch(item, "\"2\"", "{\"headline\":\"b\"}"))
                        .get("headline")
                        .asString())
                .isEqualTo("b");
        JsonNode shown = json(200, node.get(item.path("")));
        assertThat(shown.get("pubStatus").asString()).isEqualTo("withheld");
        assertThat(shown.get("version").asInt()).isEqualTo(3);
        assertThat(shown.has("headline")).isFalse();
    }

    // who may, and in which order it is asked

    @Test
    void whoeverAsksIsAskedFirst() {
        Published item = publish("a");
        for (Ask each : List.of(
                ask("POST", ITEMS),
                ask("PATCH", item.path("")),
                ask("POST", item.path("/withhold")),
                ask("POST", item.path("/release")),
                ask("POST", item.path("/kill")),
                ask("PUT", "/v1/channels/main"))) {
            HttpResponse<String> answer = each.body("text/plain", "nonsense".getBytes(StandardCharsets.UTF_8))
                    .send();
            assertProblem(answer, 401, "unauthorized");
            assertThat(header(answer, "WWW-Authenticate")).isEqualTo("Bearer");
        }
        for (String token : List.of("nlt_unknown", "other", "", "nlt_" + "x".repeat(500), "nlt_\u00FF")) {
            assertProblem(ask("POST", ITEMS).token(token).json("{}").send(), 401, "unauthorized");
        }
        String revoked = sql.token("administrator", null);
        sql.execute("update newsline.token set revoked_at = now() where digest = sha256('" + revoked + "')");
        assertProblem(ask("POST", ITEMS).token(revoked).json("{}").send(), 401, "unauthorized");
    }

    @Test
    void aReaderWritesNothing() {
        Published item = publish("a");
        String reader = sql.token("reader", null);
        assertProblem(ask("POST", ITEMS).token(reader).json("nonsense").send(), 403, "forbidden");
        assertProblem(ask("PATCH", item.path("")).token(reader).json("nonsense").send(), 403, "forbidden");
        assertProblem(
                ask("POST", item.path("/kill")).token(reader).json(BECAUSE).send(), 403, "forbidden");
    }

    @Test
    void anEditorWritesInItsOwnChannelsOnly() {
        String editor = sql.token("editor", "{other}");
        Published foreign = publish("a");
        assertProblem(
                ask("POST", ITEMS).token(editor).json("{\"headline\":\"a\"}").send(), 403, "forbidden");
        assertProblem(
                ask("PATCH", foreign.path(""))
                        .token(editor)
                        .header("If-Match", "*")
                        .json("{}")
                        .send(),
                403,
                "forbidden");
        assertProblem(
                ask("POST", foreign.path("/kill")).token(editor).json(BECAUSE).send(), 403, "forbidden");
        JsonNode own = json(
                201,
                ask("POST", "/v1/channels/other/items")
                        .token(editor)
                        .json("{\"headline\":\"a\"}")
                        .send());
        String path = "/v1/items/" + own.get("id").asString();
        json(
                200,
                ask("PATCH", path)
                        .token(editor)
                        .header("If-Match", "\"1\"")
                        .json("{\"headline\":\"b\"}")
                        .send());
        json(200, ask("POST", path + "/withhold").token(editor).json(BECAUSE).send());
        json(200, ask("POST", path + "/release").token(editor).send());
        json(200, ask("POST", path + "/kill").token(editor).json(BECAUSE).send());
    }

    @Test
    void anItemOfAPrivateChannelIsNotThereForOtherChannelsEditors() {
        admin("PUT", "/v1/channels/secret", "{\"visibility\":\"private\"}");
        Published secret = new Published(node.publish("secret", "a").get("id").asString());
        String editor = sql.token("editor", "{other}");
        assertProblem(
                ask("POST", secret.path("/kill")).token(editor).json(BECAUSE).send(), 404, "not-found");
        assertProblem(
                ask("PATCH", secret.path(""))
                        .token(editor)
                        .header("If-Match", "*")
                        .json("{}")
                        .send(),
                404,
                "not-found");
    }

    @Test
    void whatTheRequestSaysIsCheckedBeforeWhatIsThere() {
        String nothing = "/v1/items/00000000-0000-7000-8000-000000000000";
        assertProblem(admin("PATCH", nothing, "nonsense"), 428, "precondition-required");
        assertProblem(admin("PATCH", nothing, "nonsense", "If-Match", "1"), 400, "bad-request");
        assertProblem(
                admin("PATCH", nothing, "nonsense", "If-Match", "*", "Content-Type", "text/plain"),
                415,
                "unsupported-media-type");
        assertProblem(admin("PATCH", nothing, "nonsense", "If-Match", "*"), 400, "unreadable");
        assertThat(errors(assertProblem(
                        admin("PATCH", nothing, "{}", "If-Match", "*", "Idempotency-Key", "a".repeat(129)),
                        400,
                        "bad-request")))
                .containsExactly("Idempotency-Key malformed");
        assertProblem(admin("PATCH", nothing, "{\"id\":1}", "If-Match", "*"), 422, "rule-broken");
        assertProblem(admin("PATCH", nothing, "{}", "If-Match", "*"), 404, "not-found");
        assertProblem(admin("POST", nothing + "/kill", "{}"), 422, "rule-broken");
        assertProblem(admin("POST", "/v1/channels/nowhere/items", "{}"), 422, "rule-broken");
        // the version before the step: what is stale says nothing of what would be legal
        Published killed = publish("a");
        admin("POST", killed.path("/kill"), BECAUSE);
        assertProblem(patch(killed, "\"1\"", "{\"headline\":\"b\"}"), 412, "stale");
    }

    @Test
    void anotherMethodIsNotAllowedAndWhichOnesAreIsSaid() {
        HttpResponse<String> answer = admin("DELETE", publish("a").path(""), "");
        assertProblem(answer, 405, "method-not-allowed");
        assertThat(header(answer, "Allow")).contains("GET").contains("PATCH");
        assertProblem(admin("PUT", ITEMS, "{}"), 405, "method-not-allowed");
        assertProblem(admin("POST", "/v1/nothing", "{}"), 404, "not-found");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/html", "application/xml", "*/*;q=0", "image/png", "nonsense", "application/json;q=0"})
    void aProblemIsProblemJsonWhateverIsAccepted(String accept) {
        assertProblem(ask("POST", ITEMS).header("Accept", accept).json("{}").send(), 401, "unauthorized");
        assertProblem(admin("POST", ITEMS, "{", "Accept", accept), 400, "unreadable");
        assertProblem(admin("POST", ITEMS, "{}", "Accept", accept), 422, "rule-broken");
        assertProblem(admin("DELETE", ITEMS, "", "Accept", accept), 405, "method-not-allowed");
        assertProblem(admin("POST", "/v1/nothing", "{}", "Accept", accept), 404, "not-found");
        // and what is done is never answered as if it were not
        assertThat(admin("POST", ITEMS, "{\"headline\":\"a\"}", "Accept", accept)
                        .statusCode())
                .isEqualTo(201);
    }

    // Idempotency-Key

    @Test
    void aRepeatGivesTheFirstAnswerAndTheItemAsItIsNow() {
        HttpResponse<String> first = admin("POST", ITEMS, "{\"headline\":\"a\"}", "Idempotency-Key", "repeat");
        Published item = new Published(json(201, first).get("id").asString());
        assertThat(json(200, patch(item, "\"1\"", "{\"headline\":\"b\"}"))
                        .get("version")
                        .asInt())
                .isEqualTo(2);
        long before = sql.position();
        HttpResponse<String> again = admin("POST", ITEMS, "{\"headline\":\"a\"}", "Idempotency-Key", "repeat");
        assertThat(json(201, again).get("headline").asString()).isEqualTo("b");
        assertThat(header(again, "Location")).isEqualTo(header(first, "Location"));
        assertThat(header(again, "Newsline-Cursor")).isEqualTo(header(first, "Newsline-Cursor"));
        assertThat(header(again, "ETag")).isEqualTo("\"2\"");
        assertThat(sql.position()).isEqualTo(before);
    }

    @Test
    void aRepeatOfAPublicationThatWasKilledShowsNoText() {
        Published item = new Published(
                json(201, admin("POST", ITEMS, "{\"headline\":\"poison\"}", "Idempotency-Key", "killed later"))
                        .get("id")
                        .asString());
        admin("POST", item.path("/kill"), BECAUSE);
        HttpResponse<String> again =
                admin("POST", ITEMS, "{\"headline\":\"poison\"}", "Idempotency-Key", "killed later");
        assertThat(json(201, again).get("pubStatus").asString()).isEqualTo("canceled");
        assertThat(again.body()).doesNotContain("poison");
        sql.execute("select newsline.erase('" + item.id() + "')");
        assertThat(admin("POST", ITEMS, "{\"headline\":\"poison\"}", "Idempotency-Key", "killed later")
                        .statusCode())
                .isEqualTo(201);
    }

    @Test
    void aRepeatIsTheSameBytesAndAnythingElseIsRefused() {
        admin("POST", ITEMS, "{\"headline\":\"a\"}", "Idempotency-Key", "bytes");
        long before = sql.position();
        for (String body : List.of("{\"headline\":\"b\"}", "{\"headline\": \"a\"}")) {
            assertProblem(admin("POST", ITEMS, body, "Idempotency-Key", "bytes"), 422, "key-reused");
        }
        assertThat(sql.position()).isEqualTo(before);
    }

    @Test
    void aKeyBelongsToItsAddressAndItsToken() {
        String body = "{\"headline\":\"a\"}";
        String id = json(201, admin("POST", ITEMS, body, "Idempotency-Key", "mine"))
                .get("id")
                .asString();
        assertThat(json(201, admin("POST", "/v1/channels/other/items", body, "Idempotency-Key", "mine"))
                        .get("id")
                        .asString())
                .isNotEqualTo(id);
        String other = sql.token("editor", null);
        assertThat(json(
                                201,
                                ask("POST", ITEMS)
                                        .token(other)
                                        .header("Idempotency-Key", "mine")
                                        .json(body)
                                        .send())
                        .get("id")
                        .asString())
                .isNotEqualTo(id);
        assertThat(json(201, admin("POST", ITEMS, body, "Idempotency-Key", "mine"))
                        .get("id")
                        .asString())
                .isEqualTo(id);
    }

    @Test
    void aRefusalIsNotRemembered() {
        assertProblem(admin("POST", ITEMS, "{}", "Idempotency-Key", "second try"), 422, "rule-broken");
        assertProblem(
                admin("POST", "/v1/channels/late/items", "{\"headline\":\"a\"}", "Idempotency-Key", "second try"),
                404,
                "not-found");
        node.channel("late");
        assertThat(admin("POST", "/v1/channels/late/items", "{\"headline\":\"a\"}", "Idempotency-Key", "second try")
                        .statusCode())
                .isEqualTo(201);
        assertThat(admin("POST", ITEMS, "{\"headline\":\"a\"}", "Idempotency-Key", "second try")
                        .statusCode())
                .isEqualTo(201);
    }

    @Test
    void aRepeatedStepIsAnsweredThoughItsVersionIsGone() {
        Published item = publish("a");
        HttpResponse<String> first = patch(item, "\"1\"", "{\"headline\":\"b\"}", "Idempotency-Key", "patch");
        HttpResponse<String> again = patch(item, "\"1\"", "{\"headline\":\"b\"}", "Idempotency-Key", "patch");
        assertThat(again.statusCode()).isEqualTo(200);
        assertThat(header(again, "Newsline-Cursor")).isEqualTo(header(first, "Newsline-Cursor"));
        admin("POST", item.path("/withhold"), BECAUSE, "Idempotency-Key", "step");
        admin("POST", item.path("/release"), "");
        assertThat(json(200, admin("POST", item.path("/withhold"), BECAUSE, "Idempotency-Key", "step"))
                        .get("pubStatus")
                        .asString())
                .isEqualTo("usable");
        assertThat(sql.kinds(item.id())).containsExactly("published", "updated", "withheld", "released");
    }

    @Test
    void fiftyAtOnceWithOneKeyAreOneEntry() {
        long before = sql.position();
        HttpRequest request = HttpRequest.newBuilder(node.uri(ITEMS))
                .header("Authorization", "Bearer " + node.token())
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", "fifty")
                .POST(BodyPublishers.ofString("{\"headline\":\"Only once\"}"))
                .build();
        List<CompletableFuture<HttpResponse<String>>> answers = IntStream.range(0, 50)
                .mapToObj(i -> HTTP.sendAsync(request, BodyHandlers.ofString()))
                .toList();
        List<HttpResponse<String>> done =
                answers.stream().map(CompletableFuture::join).toList();
        assertThat(done).allSatisfy(answer -> assertThat(answer.statusCode()).isIn(201, 409));
        assertThat(done.stream()
                        .filter(answer -> answer.statusCode() == 201)
                        .map(answer -> header(answer, "Location") + header(answer, "Newsline-Cursor"))
                        .distinct())
                .hasSize(1);
        assertThat(sql.position()).isEqualTo(before + 1);
    }

    @Test
    void manyPatchesOfOneVersionHaveOneWinner() {
        Published item = publish("a");
        List<CompletableFuture<HttpResponse<String>>> answers = IntStream.range(0, 30)
                .mapToObj(i -> HTTP.sendAsync(
                        HttpRequest.newBuilder(node.uri(item.path("")))
                                .header("Authorization", "Bearer " + node.token())
                                .header("Content-Type", "application/merge-patch+json")
                                .header("If-Match", "\"1\"")
                                .method("PATCH", BodyPublishers.ofString("{\"headline\":\"b" + i + "\"}"))
                                .build(),
                        BodyHandlers.ofString()))
                .toList();
        List<Integer> statuses = answers.stream()
                .map(answer -> answer.join().statusCode())
                .sorted()
                .toList();
        assertThat(statuses.get(0)).isEqualTo(200);
        assertThat(statuses.subList(1, 30)).containsOnly(412);
        assertThat(sql.kinds(item.id())).containsExactly("published", "updated");
    }

    // erasing

    @Test
    void theTextOfAKilledItemCanBeErasedAndOnlyThat() {
        Published item = publish("A poisonous headline");
        patch(item, "\"1\"", "{\"headline\":\"Another poisonous headline\"}");
        assertThatThrownBy(() -> sql.number("select newsline.erase('" + item.id() + "')"))
                .hasRootCauseInstanceOf(SQLException.class)
                .hasStackTraceContaining("is not killed");
        admin("POST", item.path("/kill"), BECAUSE);
        assertThat(json(200, admin("GET", item.path(""), "")).get("headline").asString())
                .isEqualTo("Another poisonous headline");

        assertThat(sql.number("select newsline.erase('" + item.id() + "')")).isEqualTo(2);
        JsonNode erased = json(200, admin("GET", item.path(""), ""));
        assertThat(erased.has("headline")).isFalse();
        assertThat(erased.get("pubStatus").asString()).isEqualTo("canceled");
        assertThat(sql.number("select count(*) from newsline.item_text where item = '" + item.id() + "'"))
                .isZero();
        // the journal keeps what proves the text, and not the text
        assertThat(sql.number("select count(*) from newsline.entry where length(text_digest) = 32 and item = '"
                        + item.id() + "'"))
                .isEqualTo(3);
        assertThat(sql.number("select newsline.erase('" + item.id() + "')")).isZero();
        assertThat(admin("POST", item.path("/kill"), BECAUSE).statusCode()).isEqualTo(200);
    }

    // expiry

    @Test
    void anItemExpiresOnceThoughTwoNodesLook() {
        String url = TestDatabase.jdbcUrl(DATABASE).replace("jdbc:", "r2dbc:");
        try (Node second = Node.on(url, node.token())) {
            List<String> ids =
                    Stream.generate(() -> publish("Soon gone").id()).limit(40).toList();
            for (List<String> half : List.of(ids.subList(0, 20), ids.subList(20, 40))) {
                long before = sql.position();
                sql.execute(
                        "update newsline.item set expires_at = clock_timestamp() - interval '1 second' where id in ('"
                                + String.join("','", half) + "')");
                await().atMost(30, SECONDS).until(() -> sql.position() >= before + 20);
                for (String id : half) {
                    assertThat(sql.kinds(id)).containsExactly("published", "expired");
                    for (Node each : List.of(node, second)) {
                        JsonNode item = json(200, each.get("/v1/items/" + id));
                        assertThat(item.get("pubStatus").asString()).isEqualTo("withheld");
                        assertThat(item.has("headline")).isFalse();
                    }
                }
            }
            // both nodes have looked again since the first half
            for (String id : ids) {
                assertThat(sql.kinds(id)).containsExactly("published", "expired");
            }
            JsonNode released = json(200, admin("POST", "/v1/items/" + ids.get(0) + "/release", ""));
            assertThat(released.get("pubStatus").asString()).isEqualTo("usable");
            assertThat(released.has("expiresAt")).isFalse();
        }
    }

    @Test
    void positionsHaveNoGapsAndVersionsNeither() {
        publish("a");
        assertThat(sql.number("select count(*) - max(position) from newsline.entry"))
                .isZero();
        assertThat(
                        sql.number(
                                "select count(*) from (select item from newsline.entry group by item having count(*) <> max(version)) x"))
                .isZero();
    }

    // helpers

    private record Published(String id) {
        String path(String step) {
            return "/v1/items/" + id + step;
        }
    }

    private static Published publish(String headline) {
        return new Published(node.publish("main", headline).get("id").asString());
    }

    private static HttpResponse<String> patch(Published item, String ifMatch, String body, String... headers) {
        Ask ask = ask("PATCH", item.path("")).token(node.token()).header("If-Match", ifMatch);
        for (int i = 0; i < headers.length; i += 2) {
            ask.header(headers[i], headers[i + 1]);
        }
        return ask.body("application/merge-patch+json", body.getBytes(StandardCharsets.UTF_8))
                .send();
    }

    private static Ask ask(String method, String path) {
        return new Ask(node, method, path);
    }

    private static HttpResponse<String> admin(String method, String path, String body, String... headers) {
        return node.send(method, path, body, headers);
    }

    private static JsonNode json(int status, HttpResponse<String> answer) {
        return Node.mustBe(status, answer);
    }

    private static String header(HttpResponse<?> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }

    private static JsonNode assertProblem(HttpResponse<String> answer, int status, String type) {
        return Ask.assertProblem(answer, status, type);
    }

    private static List<String> errors(JsonNode problem) {
        return Ask.errors(problem);
    }
}
