package live.newsline.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rsocket.exceptions.ApplicationErrorException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import live.newsline.Ask;
import live.newsline.Node;
import live.newsline.Sql;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.MediaType;
import org.springframework.messaging.rsocket.RSocketRequester;
import tools.jackson.databind.JsonNode;

/** The readers' doors, over HTTP (protocol.md, "Reading"), and who finds which of them open. */
@Timeout(120)
class ReadIT {

    private static final String DATABASE = "read_it";
    private static final Pattern NEXT = Pattern.compile("<([^>]+)>; rel=\"next\"");
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private static Node node;
    private static Sql sql;
    private static String secretItem;

    @BeforeAll
    static void start() {
        node = Node.onNewDatabase(DATABASE);
        sql = new Sql(DATABASE);
        node.send("PUT", "/v1/channels/secret", "{\"visibility\":\"private\"}");
        secretItem = node.publish("secret", "A secret headline").get("id").asString();
    }

    @AfterAll
    static void stop() {
        sql.close();
        node.close();
    }

    // channels

    @Test
    void channelsAreListedByName() {
        node.channel("zeta");
        node.channel("alpha");
        HttpResponse<String> answer = node.get("/v1/channels");
        List<String> names = json(answer)
                .get("channels")
                .valueStream()
                .map(each -> each.get("channel").asString())
                .toList();
        assertThat(names).contains("main", "alpha", "zeta").isSorted().doesNotContain("secret");
        assertThat(json(node.get("/v1/channels/main")))
                .isEqualTo(
                        Node.JSON.readTree(
                                "{\"channel\":\"main\",\"title\":\"Main\",\"language\":\"en\",\"timeZone\":\"UTC\",\"visibility\":\"public\"}"));
        Ask.assertProblem(node.get("/v1/channels/nowhere"), 404, "not-found");
        Ask.assertProblem(node.get("/v1/channels/%00"), 404, "not-found");
    }

    // pages

    @Test
    void pagesGoOnUntilTheEndAndEachItemIsOnOne() {
        node.channel("pages");
        List<String> published = IntStream.range(0, 25)
                .mapToObj(i -> node.publish("pages", "Headline " + i).get("id").asString())
                .toList();
        List<String> read = new ArrayList<>();
        Optional<String> next = Optional.of("/v1/channels/pages/items?limit=7");
        int pages = 0;
        while (next.isPresent()) {
            HttpResponse<String> page = node.get(next.get());
            JsonNode items = json(page).get("items");
            assertThat(items.size()).isPositive();
            items.forEach(item -> read.add(item.get("id").asString()));
            next = next(page);
            pages++;
        }
        List<String> newestFirst = new ArrayList<>(published);
        Collections.reverse(newestFirst);
        assertThat(read).isEqualTo(newestFirst);
        assertThat(pages).isEqualTo(4);
        assertThat(json(node.get("/v1/channels/pages/items")).get("items").size())
                .isEqualTo(20);
        // exactly as many as there are: nothing follows
        assertThat(next(node.get("/v1/channels/pages/items?limit=25"))).isEmpty();
    }

    @Test
    void aPageHoldsWhatReadersMaySeeAndTheCursorToGoOnFrom() {
        node.channel("states");
        String usable = node.publish("states", "Usable").get("id").asString();
        String withheld = node.publish("states", "Withheld").get("id").asString();
        String killed = node.publish("states", "Killed").get("id").asString();
        String expired = node.publish("states", "Expired").get("id").asString();
        node.send("POST", "/v1/items/" + withheld + "/withhold", "{\"advisory\":\"x\"}");
        node.kill(killed);
        sql.execute("update newsline.item set expires_at = clock_timestamp() where id = '" + expired + "'");
        JsonNode page = json(node.get("/v1/channels/states/items"));
        assertThat(ids(page)).containsExactly(usable);
        assertThat(page.get("cursor").asString()).startsWith(sql.epoch() + "-");
    }

    @Test
    void aPageThatHasNotChangedIsNotSentAgainThoughTheJournalWentOn() {
        node.channel("quiet");
        node.publish("quiet", "Nothing follows");
        HttpResponse<String> page = node.get("/v1/channels/quiet/items");
        String tag = page.headers().firstValue("ETag").orElseThrow();
        node.publish("main", "Elsewhere");
        HttpResponse<String> again = node.get("/v1/channels/quiet/items", "If-None-Match", tag);
        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
        assertThat(again.headers().firstValue("ETag")).hasValue(tag);
        assertThat(again.headers().firstValue("Access-Control-Allow-Origin")).hasValue("*");
        node.publish("quiet", "Something followed");
        assertThat(node.get("/v1/channels/quiet/items", "If-None-Match", tag).statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "limit=0",
                "limit=201",
                "limit=-1",
                "limit=2147483648",
                "limit=1e1",
                "limit=%D9%A3",
                "limit=",
                "limit=1&limit=2",
                "before=x",
                "before=",
                "before=AAAA&before=AAAA",
                "before=%00",
                "before=________________________________",
                "before=gAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
                "status=all",
                "status=USABLE",
                "status=usable&status=withheld"
            })
    void aQueryThatSaysNothingIsRefusedEvenWhereThereIsNoChannel(String query) {
        String field = query.substring(0, query.indexOf('='));
        for (String channel : List.of("main", "nowhere", "secret")) {
            JsonNode problem =
                    Ask.assertProblem(node.get("/v1/channels/" + channel + "/items?" + query), 400, "bad-request");
            assertThat(Ask.errors(problem)).singleElement().asString().startsWith(field + " ");
        }
    }

    @Test
    void aForgedPlaceIsOnlyAnotherPlace() {
        byte[] place = new byte[24];
        for (int bit = 64; bit < 192; bit++) {
            byte[] flipped = place.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            String word = Base64.getUrlEncoder().withoutPadding().encodeToString(flipped);
            assertThat(json(node.get("/v1/channels/main/items?before=" + word))
                            .get("items")
                            .size())
                    .isZero();
        }
    }

    // items

    @Test
    void anItemHasItsVersionAsTag() {
        String path =
                "/v1/items/" + node.publish("main", "A bridge opens").get("id").asString();
        HttpResponse<String> item = node.get(path);
        assertThat(item.headers().firstValue("ETag")).hasValue("\"1\"");
        assertThat(item.headers().firstValue("Cache-Control")).hasValue("no-cache");
        assertThat(item.headers().firstValue("Content-Type")).hasValue("application/json");
        HttpResponse<String> again = node.get(path, "If-None-Match", "\"1\"");
        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
        assertThat(node.get(path, "If-None-Match", "\"2\"").statusCode()).isEqualTo(200);
        for (String id : List.of("00000000-0000-7000-8000-000000000000", "x", "1-1-1-1-1", "%00", "..%2Fx", "%ff")) {
            Ask.assertProblem(node.get("/v1/items/" + id), 404, "not-found");
        }
    }

    @Test
    void whoMayEditSeesTheTextOfWhatIsWithheldAndTheAdministratorOfWhatIsKilled() {
        node.channel("texts");
        String withheld = node.publish("texts", "Delicate text").get("id").asString();
        String killed = node.publish("texts", "Poisonous text").get("id").asString();
        node.send("POST", "/v1/items/" + withheld + "/withhold", "{\"advisory\":\"x\"}");
        node.kill(killed);
        String reader = sql.token("reader", null);
        String editor = sql.token("editor", "{texts}");
        String foreign = sql.token("editor", "{main}");
        assertThat(whoSees("/v1/items/" + withheld, "Delicate", reader, editor, foreign))
                .containsExactly("editor", "administrator");
        assertThat(whoSees("/v1/items/" + killed, "Poisonous", reader, editor, foreign))
                .containsExactly("administrator");

        String list = "/v1/channels/texts/items?status=withheld";
        Ask.assertProblem(node.get(list), 401, "unauthorized");
        Ask.assertProblem(get(list, reader), 403, "forbidden");
        Ask.assertProblem(get(list, foreign), 403, "forbidden");
        HttpResponse<String> own = get(list, editor);
        assertThat(ids(json(own))).containsExactly(withheld);
        assertThat(own.body()).contains("Delicate text");
        assertForOneCaller(own);
        assertForOneCaller(get("/v1/items/" + withheld, editor));
        String dead = "/v1/channels/texts/items?status=canceled";
        Ask.assertProblem(get(dead, editor), 403, "forbidden");
        assertThat(get(dead, node.token()).body()).contains("Poisonous text");
        // who may not edit gets what everybody gets
        assertThat(get("/v1/items/" + withheld, foreign).headers().firstValue("Cache-Control"))
                .hasValue("no-cache");
    }

    private static Set<String> whoSees(String path, String text, String reader, String editor, String foreign) {
        Set<String> seeing = new LinkedHashSet<>();
        if (node.get(path).body().contains(text)) {
            seeing.add("anybody");
        }
        if (get(path, reader).body().contains(text)) {
            seeing.add("reader");
        }
        if (get(path, foreign).body().contains(text)) {
            seeing.add("foreign");
        }
        if (get(path, editor).body().contains(text)) {
            seeing.add("editor");
        }
        if (get(path, node.token()).body().contains(text)) {
            seeing.add("administrator");
        }
        return seeing;
    }

    @Test
    void aKilledTextIsGoneFromEveryPublicAnswer() throws IOException, InterruptedException {
        node.channel("poison");
        String id = node.publishJson(
                        "poison",
                        "{\"headline\":\"Poison1\",\"source\":\"Poison2\",\"tags\":[\"Poison3\"],\"pinned\":true,"
                                + "\"link\":\"https://poison4.example/\",\"image\":{\"href\":\"https://poison5.example/\","
                                + "\"alt\":\"Poison6\",\"width\":1,\"height\":1}}")
                .get("id")
                .asString();
        String before = sql.cursor();
        String from = sql.epoch() + "-" + (sql.position() - 1);
        assertThat(hello("/v1/stream?channel=poison", "event: hello")).contains("Poison1");
        node.kill(id);
        for (String path :
                List.of("/v1/items/" + id, "/v1/channels/poison/items", "/v1/channels/poison/items?limit=200")) {
            assertThat(node.get(path).body())
                    .doesNotContainIgnoringCase("poison1")
                    .doesNotContain("Poison");
        }
        assertThat(json(node.get("/v1/items/" + id)).get("pubStatus").asString())
                .isEqualTo("canceled");
        assertThat(json(node.get("/v1/channels/poison/items")).get("items").size())
                .isZero();
        assertThat(hello("/v1/stream?channel=poison", "event: hello")).doesNotContain("Poison");
        for (String after : List.of(from, before)) {
            assertThat(hello("/v1/stream?channel=poison&after=" + after, "event: heartbeat"))
                    .contains("\"kind\":\"killed\"")
                    .doesNotContain("Poison");
        }
    }

    // private channels

    @Test
    void aPrivateChannelIsNotThereAtAnyDoor() {
        String foreign = sql.token("reader", "{main}");
        List<String> doors = List.of(
                "/v1/channels/secret",
                "/v1/channels/secret/items",
                "/v1/items/" + secretItem,
                "/v1/stream?channel=secret",
                "/v1/stream?channel=main&channel=secret");
        for (String door : doors) {
            for (HttpResponse<String> answer : List.of(node.get(door), get(door, foreign))) {
                JsonNode problem = Ask.assertProblem(answer, 404, "not-found");
                // in the words of a door that is not there
                String other =
                        door.replace("secret", "hidden").replace(secretItem, "00000000-0000-7000-8000-000000000000");
                JsonNode nothing = Ask.assertProblem(node.get(other), 404, "not-found");
                assertThat(problem.get("detail")
                                .asString()
                                .replace("secret", "hidden")
                                .replace(secretItem, ""))
                        .isEqualTo(
                                nothing.get("detail").asString().replace("00000000-0000-7000-8000-000000000000", ""));
            }
        }
        assertThat(node.get("/v1/channels").body()).doesNotContain("secret");
        assertThat(get("/v1/channels", foreign).body()).doesNotContain("secret");
    }

    @Test
    void aPrivateChannelIsThereForItsReadersAndForNoSharedCache() throws IOException, InterruptedException {
        for (String token : List.of(
                sql.token("reader", "{secret}"),
                sql.token("reader", null),
                sql.token("editor", "{secret}"),
                node.token())) {
            for (String door : List.of(
                    "/v1/channels", "/v1/channels/secret", "/v1/channels/secret/items", "/v1/items/" + secretItem)) {
                HttpResponse<String> answer = get(door, token);
                assertThat(answer.statusCode()).as(door).isEqualTo(200);
                assertThat(answer.body()).contains("secret");
                assertForOneCaller(answer);
            }
            assertThat(hello("/v1/stream?channel=secret", "event: hello", "Authorization", "Bearer " + token))
                    .contains("A secret headline");
        }
        // the public list stays public for a token that reads nothing private
        assertThat(get("/v1/channels", sql.token("reader", "{main}")).headers().firstValue("Cache-Control"))
                .hasValue("no-cache");
    }

    @Test
    void aPrivateChannelIsNotThereOverRSocketEither() {
        RSocketRequester requester = RSocketRequester.builder()
                .dataMimeType(MediaType.APPLICATION_JSON)
                .tcp("127.0.0.1", node.rsocketPort());
        try {
            String foreign = sql.token("reader", "{main}");
            for (String data : List.of(
                    "{\"channels\":[\"secret\"]}",
                    "{\"channels\":[\"main\",\"secret\"]}",
                    "{\"channels\":[\"secret\"],\"token\":\"" + foreign + "\"}",
                    "{\"channels\":[\"nowhere\"]}")) {
                assertThatThrownBy(() -> first(requester, data))
                        .isInstanceOf(ApplicationErrorException.class)
                        .hasMessageContaining("\"status\":404");
            }
            assertThatThrownBy(() -> first(requester, "{\"channels\":[\"secret\"],\"token\":\"nlt_wrong\"}"))
                    .isInstanceOf(ApplicationErrorException.class)
                    .hasMessageContaining("\"status\":401");
            String token = sql.token("reader", "{secret}");
            assertThat(first(requester, "{\"channels\":[\"secret\"],\"token\":\"" + token + "\"}"))
                    .contains("A secret headline");
        } finally {
            requester.dispose();
        }
    }

    private static String first(RSocketRequester requester, String data) {
        return String.valueOf(
                requester.route("stream").data(data).retrieveFlux(String.class).blockFirst(Duration.ofSeconds(20)));
    }

    @Test
    void aTokenThatIsNotValidIsRefusedEvenWhereNoneIsNeeded() {
        for (String door : List.of("/v1/channels", "/v1/channels/main/items", "/v1/stream?channel=main")) {
            Ask.assertProblem(get(door, "nlt_wrong"), 401, "unauthorized");
        }
        assertThat(node.get("/v1/channels", "Authorization", "Basic dTpw").statusCode())
                .isEqualTo(200);
    }

    // headers

    @Test
    void publicDataIsForEverySiteWithOrWithoutAnOrigin() throws IOException, InterruptedException {
        String item = "/v1/items/" + node.publish("main", "a").get("id").asString();
        for (String door : List.of(
                "/v1/channels",
                "/v1/channels/main",
                "/v1/channels/main/items",
                "/v1/channels/main/items?limit=0",
                "/v1/channels/nowhere",
                "/v1/channels/main/items?status=withheld",
                item,
                "/v1/items/x",
                "/line/main",
                "/line/nowhere",
                "/embed/main",
                "/v1/stream?channel=nowhere",
                "/v1/stream",
                "/v1/nothing")) {
            for (String[] origin : List.of(
                    new String[0], new String[] {"Origin", "https://site.example"}, new String[] {"Origin", "null"})) {
                HttpResponse<String> answer = node.get(door, origin);
                assertThat(answer.headers().allValues("Access-Control-Allow-Origin"))
                        .as(door)
                        .containsExactly("*");
                assertThat(answer.headers().firstValue("Access-Control-Expose-Headers"))
                        .hasValue("ETag, Link, Retry-After");
                assertThat(answer.headers().firstValue("Access-Control-Allow-Credentials"))
                        .isEmpty();
                assertThat(answer.headers().firstValue("X-Content-Type-Options"))
                        .hasValue("nosniff");
                Ask options = new Ask(node, "OPTIONS", door);
                if (origin.length > 0) {
                    options.header(origin[0], origin[1])
                            .header("Access-Control-Request-Method", "GET")
                            .header("Access-Control-Request-Headers", "last-event-id");
                }
                HttpResponse<String> preflight = options.send();
                assertThat(preflight.statusCode()).isEqualTo(204);
                assertThat(preflight.headers().allValues("Access-Control-Allow-Origin"))
                        .containsExactly("*");
                assertThat(preflight.headers().firstValue("Access-Control-Allow-Headers"))
                        .hasValue("Last-Event-ID, If-None-Match");
            }
        }
        HttpResponse<InputStream> stream = HTTP.send(
                HttpRequest.newBuilder(node.uri("/v1/stream?channel=main")).build(),
                HttpResponse.BodyHandlers.ofInputStream());
        try (InputStream ignored = stream.body()) {
            assertThat(stream.headers().firstValue("Content-Type")).hasValue("text/event-stream");
            assertThat(stream.headers().firstValue("Cache-Control")).hasValue("no-store, no-transform");
            assertThat(stream.headers().firstValue("X-Accel-Buffering")).hasValue("no");
            assertThat(stream.headers().allValues("Access-Control-Allow-Origin"))
                    .containsExactly("*");
        }
    }

    @Test
    void editorsDoorsAreForNoOtherSite() {
        for (HttpResponse<String> answer : List.of(
                node.send("POST", "/v1/channels/main/items", "{\"headline\":\"a\"}"),
                node.send("POST", "/v1/channels/main/items", "{}"),
                new Ask(node, "POST", "/v1/channels/main/items")
                        .header("Origin", "https://site.example")
                        .json("{}")
                        .send())) {
            assertThat(answer.headers().firstValue("Access-Control-Allow-Origin"))
                    .isEmpty();
        }
    }

    @Test
    void whatIsReadIsRevalidatedEachTime() {
        for (String door : List.of("/v1/channels", "/v1/channels/main", "/v1/channels/main/items")) {
            HttpResponse<String> answer = node.get(door);
            assertThat(answer.headers().firstValue("Cache-Control")).hasValue("no-cache");
            assertThat(answer.headers().firstValue("Vary")).hasValue("Accept-Encoding");
            String tag = answer.headers().firstValue("ETag").orElseThrow();
            assertThat(tag).matches("\"[A-Za-z0-9_-]{22}\"");
            assertThat(node.get(door, "If-None-Match", tag).statusCode()).isEqualTo(304);
            assertThat(node.get(door, "If-None-Match", "\"other\", " + tag).statusCode())
                    .isEqualTo(304);
        }
    }

    // what is for those who run it

    @Test
    void onlyHealthIsReachableOfTheActuator() {
        for (String path : List.of("/actuator/health", "/actuator/health/liveness", "/actuator/health/readiness")) {
            HttpResponse<String> answer = node.get(path);
            assertThat(answer.statusCode()).as(path).isEqualTo(200);
            Set<String> said = new TreeSet<>(json(answer).propertyNames());
            said.remove("groups");
            assertThat(said).containsExactly("status");
        }
        for (String path : List.of(
                "/actuator",
                "/actuator/",
                "/actuator/env",
                "/actuator/beans",
                "/actuator/configprops",
                "/actuator/heapdump",
                "/actuator/loggers",
                "/actuator/mappings",
                "/actuator/metrics",
                "/actuator/info",
                "/actuator/shutdown",
                "/actuator/threaddump",
                "/actuator/health/db",
                "/actuator/health/r2dbc",
                "/actuator/health/journal",
                "/actuator/health/readiness/journal",
                "/actuator/health/..;/env")) {
            HttpResponse<String> answer = node.get(path);
            assertThat(answer.statusCode()).as(path).isEqualTo(404);
            assertThat(answer.body()).doesNotContain("UP");
            assertThat(node.send("POST", path, "{}").statusCode()).isIn(404, 405);
        }
        assertThat(node.send("POST", "/actuator/health", "{}").statusCode()).isEqualTo(405);
    }

    @Test
    void livenessNeverAsksTheDatabase() {
        // every statement of the node is counted by PostgreSQL itself: while its tables are locked, a question hangs
        sql.execute(
                "begin; lock table newsline.head, newsline.item, newsline.channel, newsline.token in access exclusive mode");
        try {
            HttpRequest request = HttpRequest.newBuilder(node.uri("/actuator/health/liveness"))
                    .timeout(Duration.ofSeconds(4))
                    .build();
            for (int i = 0; i < 20; i++) {
                HttpResponse<String> answer = node.send(request);
                assertThat(answer.statusCode()).isEqualTo(200);
                assertThat(json(answer).get("status").asString()).isEqualTo("UP");
            }
        } finally {
            sql.execute("rollback");
        }
    }

    // helpers

    private static void assertForOneCaller(HttpResponse<String> answer) {
        assertThat(answer.headers().firstValue("Cache-Control")).hasValue("private, no-store");
        assertThat(answer.headers().allValues("Vary").toString()).contains("Authorization");
        assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
        assertThat(answer.headers().firstValue("Access-Control-Expose-Headers")).isEmpty();
    }

    /** A stream's beginning, up to the data of the event that is named. */
    private static String hello(String path, String until, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(node.uri(path));
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        HttpResponse<InputStream> stream = HTTP.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        assertThat(stream.statusCode()).isEqualTo(200);
        StringBuilder read = new StringBuilder();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(stream.body(), StandardCharsets.UTF_8))) {
            boolean reached = false;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                read.append(line).append('\n');
                reached |= line.equals(until);
                if (reached && line.isEmpty()) {
                    return read.toString();
                }
            }
        }
        throw new AssertionError("the stream ended before " + until + ": " + read);
    }

    private static HttpResponse<String> get(String path, String token) {
        return node.get(path, "Authorization", "Bearer " + token);
    }

    private static JsonNode json(HttpResponse<String> answer) {
        return Node.mustBe(200, answer);
    }

    private static List<String> ids(JsonNode page) {
        return page.get("items")
                .valueStream()
                .map(item -> item.get("id").asString())
                .toList();
    }

    private static Optional<String> next(HttpResponse<String> page) {
        return page.headers().firstValue("Link").map(link -> {
            Matcher matcher = NEXT.matcher(link);
            assertThat(matcher.matches()).as(link).isTrue();
            return matcher.group(1);
        });
    }
}
