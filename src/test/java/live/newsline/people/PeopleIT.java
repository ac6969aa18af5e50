package live.newsline.people;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
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
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/** Accounts, signing in, sessions and tokens, over HTTP (docs/desk.md). */
class PeopleIT {

    private static final String ITEMS = "/v1/channels/main/items";
    private static final String DRAFT = "{\"headline\":\"A bridge opens\"}";
    private static final String EDITOR = "{\"role\":\"editor\"}";
    private static final String SESSION = "/v1/desk/session";
    private static final AtomicInteger LOGINS = new AtomicInteger();

    private static Node node;
    private static Sql sql;

    @BeforeAll
    static void start() {
        node = Node.onNewDatabase("people_it");
        sql = new Sql("people_it");
        node.send("PUT", "/v1/channels/closed", "{\"visibility\":\"private\"}");
    }

    @AfterAll
    static void stop() {
        sql.close();
        node.close();
    }

    // invitations

    @Test
    void anInvitationMakesOneAccountAndSignsIn() {
        String secret = Browser.invited(node, "{\"role\":\"chief\",\"channels\":[\"main\"]}");
        Browser browser = new Browser(node);
        String login = login();
        HttpResponse<String> answer = browser.send("POST", "/v1/desk/setup", setUp(secret, login));
        JsonNode session = Node.mustBe(201, answer);
        assertThat(session.get("person").get("login").asString()).isEqualTo(login);
        assertThat(session.get("person").get("role").asString()).isEqualTo("chief");
        assertThat(session.get("person").get("channels").get(0).asString()).isEqualTo("main");
        assertThat(answer.headers().firstValue("Cache-Control")).hasValue("no-store");
        assertThat(Node.mustBe(200, browser.get(SESSION))).isEqualTo(session);
        Ask.assertProblem(new Browser(node).send("POST", "/v1/desk/setup", setUp(secret, login())), 410, "invitation");
    }

    @Test
    void anInvitationOfThreeDaysAgoIsTooOld() {
        String secret = Browser.invited(node, EDITOR);
        Browser.untilLater(sql, "invitation", "expires_at", "72 hours");
        Ask.assertProblem(new Browser(node).send("POST", "/v1/desk/setup", setUp(secret, login())), 410, "invitation");
    }

    @Test
    void aBrokenRuleLeavesTheInvitationGood() {
        String secret = Browser.invited(node, EDITOR);
        Browser browser = new Browser(node);
        assertThat(Ask.errors(Ask.assertProblem(
                        browser.send(
                                "POST",
                                "/v1/desk/setup",
                                "{\"secret\":\"%s\",\"login\":\"Ä\",\"name\":\"\",\"password\":\"short\"}"
                                        .formatted(secret)),
                        422,
                        "rule-broken")))
                .containsExactlyInAnyOrder("login not-a-login", "name not-plain", "password too-short");
        String taken = login();
        Browser.of(node, taken, EDITOR);
        assertThat(Ask.errors(Ask.assertProblem(
                        browser.send("POST", "/v1/desk/setup", setUp(secret, taken)), 422, "rule-broken")))
                .containsExactly("login taken");
        Node.mustBe(201, browser.send("POST", "/v1/desk/setup", setUp(secret, login())));
    }

    // signing in

    @Test
    void aPasswordOfAnyCharactersAndUpTo256SignsIn() {
        String login = login();
        String password = "\uD83C\uDF09".repeat(255);
        String secret = Browser.invited(node, EDITOR);
        String made = Node.JSON.writeValueAsString(
                Map.of("secret", secret, "login", login, "name", "Ü", "password", password + "a"));
        Node.mustBe(201, new Browser(node).send("POST", "/v1/desk/setup", made));
        Node.mustBe(201, new Browser(node).signIn(login, password + "a"));
        // bcrypt alone would not read so far
        Ask.assertProblem(new Browser(node).signIn(login, password + "b"), 401, "credentials");
        assertThat(sql.strings("select password from newsline.person where login = '" + login + "'")
                        .get(0))
                .startsWith("{bcrypt}$2");
    }

    @Test
    void anUnknownLoginAndAWrongPasswordAreToldTheSame() {
        String login = login();
        Browser.of(node, login, EDITOR);
        String wrong = new Browser(node).signIn(login, "not the password").body();
        assertThat(new Browser(node).signIn(login(), "not the password").body()).isEqualTo(wrong);
        assertThat(new Browser(node).signIn("\u0000", "not the password").body())
                .isEqualTo(wrong);
    }

    /** Known or not, it needs the same two threads. That it is one comparison for each: {@link PasswordsTest}. */
    @Test
    void whileTooManySignInTheOthersAreSentAwayWhetherOrNotAnybodyHasTheirLogin() throws InterruptedException {
        String login = login();
        Browser signedIn = Browser.of(node, login, EDITOR);
        String secret = Browser.invited(node, EDITOR);
        Passwords passwords = node.bean(Passwords.class);
        CountDownLatch begun = new CountDownLatch(Passwords.THREADS);
        CountDownLatch open = new CountDownLatch(1);
        CountDownLatch done = new CountDownLatch(Passwords.THREADS + Passwords.WAITING);
        Mono<Boolean> work = passwords
                .onOurThreads(() -> {
                    begun.countDown();
                    open.await();
                    return true;
                })
                .doFinally(end -> done.countDown());
        try {
            for (int i = 0; i < Passwords.THREADS; i++) {
                work.subscribe();
            }
            begun.await();
            for (int i = 0; i < Passwords.WAITING; i++) {
                work.subscribe();
            }
            String change = "{\"password\":\"%s\",\"new\":\"a new long password\"}".formatted(Browser.PASSWORD);
            for (HttpResponse<String> answer : List.of(
                    new Browser(node).signIn(login, Browser.PASSWORD),
                    new Browser(node).signIn(login, "not the password"),
                    new Browser(node).signIn(login(), "not the password"),
                    new Browser(node).signIn("\u0000", "not the password"),
                    new Browser(node).send("POST", "/v1/desk/setup", setUp(secret, login())),
                    signedIn.send("PUT", "/v1/desk/password", change))) {
                Ask.assertProblem(answer, 503, "busy");
                assertThat(Integer.parseInt(
                                answer.headers().firstValue("Retry-After").orElseThrow()))
                        .isPositive();
            }
        } finally {
            open.countDown();
        }
        done.await();
        // nothing was counted against them, nor used up
        Node.mustBe(201, new Browser(node).signIn(login, Browser.PASSWORD));
        Node.mustBe(201, new Browser(node).send("POST", "/v1/desk/setup", setUp(secret, login())));
    }

    @Test
    void eachSignInHasANewValueAndEndsTheOneBefore() {
        String login = login();
        Browser browser = Browser.of(node, login, EDITOR);
        String before = browser.cookies.get("__Host-newsline");
        Node.mustBe(201, browser.signIn(login, Browser.PASSWORD));
        String after = browser.cookies.get("__Host-newsline");
        assertThat(after).isNotEqualTo(before);
        browser.cookies.put("__Host-newsline", before);
        Ask.assertProblem(browser.get(SESSION), 401, "unauthorized");
        assertThat(sql.strings("select encode(digest, 'hex') from newsline.session")
                        .toString())
                .doesNotContain(after);
    }

    @Test
    void strangersFailuresSlowStrangersAndNotTheOwnersBrowser() {
        String login = login();
        Browser owner = Browser.of(node, login, EDITOR);
        Browser stranger = new Browser(node);
        for (int i = 0; i < 5; i++) {
            Ask.assertProblem(stranger.signIn(login, "wrong wrong wrong"), 401, "credentials");
        }
        HttpResponse<String> slowed = stranger.signIn(login, Browser.PASSWORD);
        Ask.assertProblem(slowed, 429, "too-many-attempts");
        assertThat(Integer.parseInt(slowed.headers().firstValue("Retry-After").orElseThrow()))
                .isPositive();
        // from the same address
        owner.cookies.remove("__Host-newsline");
        Node.mustBe(201, owner.signIn(login, Browser.PASSWORD));
    }

    // sessions

    @ParameterizedTest
    @CsvSource({"seen_at,12 hours", "ends_at,7 days"})
    void aSessionEndsByTheDatabasesClock(String column, String interval) {
        Browser browser = Browser.of(node, login(), EDITOR);
        assertThat(browser.get(SESSION).statusCode()).isEqualTo(200);
        Browser.untilLater(sql, "session", column, interval);
        Ask.assertProblem(browser.get(SESSION), 401, "unauthorized");
        Ask.assertProblem(browser.send("POST", ITEMS, DRAFT), 401, "unauthorized");
        // nobody is as good as anybody for what is public
        assertThat(browser.get(ITEMS).statusCode()).isEqualTo(200);
        assertThat(browser.get("/v1/channels/closed").statusCode()).isEqualTo(404);
    }

    @Test
    void aSessionIsSeenAtMostOnceAMinute() {
        String login = login();
        Browser browser = Browser.of(node, login, EDITOR);
        String seen =
                "select seen_at from newsline.session where person = (select id from newsline.person where login = '"
                        + login + "')";
        List<String> before = sql.strings(seen);
        browser.get(SESSION);
        assertThat(sql.strings(seen)).isEqualTo(before);
        Browser.untilLater(sql, "session", "seen_at", "61 seconds");
        List<String> old = sql.strings(seen);
        browser.get(SESSION);
        assertThat(sql.strings(seen)).isNotEqualTo(old);
    }

    @Test
    void onesSessionsAreListedAndEndedAndNobodyElses() {
        String login = login();
        Browser here = Browser.of(node, login, EDITOR);
        Browser there = new Browser(node);
        Node.mustBe(201, there.signIn(login, Browser.PASSWORD, "User-Agent", "A phone"));
        JsonNode sessions = Node.mustBe(200, here.get("/v1/desk/sessions")).get("sessions");
        assertThat(sessions.valueStream().map(each -> each.get("current").asBoolean()))
                .containsExactlyInAnyOrder(true, false);
        String phone = sessions.valueStream()
                .filter(each -> each.get("agent").asString().equals("A phone"))
                .map(each -> each.get("id").asString())
                .findFirst()
                .orElseThrow();
        Browser another = Browser.of(node, login(), EDITOR);
        Ask.assertProblem(another.send("DELETE", "/v1/desk/sessions/" + phone, null), 404, "not-found");
        assertThat(here.send("DELETE", "/v1/desk/sessions/" + phone, null).statusCode())
                .isEqualTo(204);
        Ask.assertProblem(there.get(SESSION), 401, "unauthorized");
        assertThat(here.send("DELETE", SESSION, null).statusCode()).isEqualTo(204);
        Ask.assertProblem(here.get(SESSION), 401, "unauthorized");
    }

    @Test
    void aNewPasswordEndsEveryOtherSession() {
        String login = login();
        Browser here = Browser.of(node, login, EDITOR);
        Browser there = new Browser(node);
        Node.mustBe(201, there.signIn(login, Browser.PASSWORD));
        String change = "{\"password\":\"%s\",\"new\":\"a new long password\"}";
        Ask.assertProblem(here.send("PUT", "/v1/desk/password", change.formatted("wrong")), 403, "credentials");
        assertThat(here.send("PUT", "/v1/desk/password", change.formatted(Browser.PASSWORD))
                        .statusCode())
                .isEqualTo(204);
        assertThat(here.get(SESSION).statusCode()).isEqualTo(200);
        Ask.assertProblem(there.get(SESSION), 401, "unauthorized");
        Ask.assertProblem(new Browser(node).signIn(login, Browser.PASSWORD), 401, "credentials");
        Node.mustBe(201, new Browser(node).signIn(login, "a new long password"));
    }

    // other sites

    @Test
    void aWriteNeedsTheSessionsOwnWordAndOurOwnPage() {
        Browser browser = Browser.of(node, login(), EDITOR);
        Browser another = Browser.of(node, login(), EDITOR);
        Node.mustBe(201, browser.send("POST", ITEMS, DRAFT));
        Ask.assertProblem(browser.send("POST", ITEMS, DRAFT, "Sec-Fetch-Site", "cross-site"), 403, "csrf");
        Ask.assertProblem(browser.send("POST", ITEMS, DRAFT, "Sec-Fetch-Site", "same-site"), 403, "csrf");
        browser.csrf = another.csrf;
        Ask.assertProblem(browser.send("POST", ITEMS, DRAFT), 403, "csrf");
        browser.csrf = null;
        Ask.assertProblem(browser.send("POST", ITEMS, DRAFT), 403, "csrf");
        Ask.assertProblem(browser.send("DELETE", SESSION, null), 403, "csrf");
        // a token says who asks, and needs no word
        Node.mustBe(201, browser.send("POST", ITEMS, DRAFT, "Authorization", "Bearer " + node.token()));
        Ask.assertProblem(browser.get(ITEMS, "Authorization", "Bearer nlt_wrong"), 401, "unauthorized");
        Ask.assertProblem(new Browser(node).signIn(login(), "any", "Sec-Fetch-Site", "cross-site"), 403, "csrf");
    }

    @ParameterizedTest
    @ValueSource(strings = {SESSION, "/v1/desk/people", "/v1/desk/none", "/v1/desk;a=b/session", "/v1/d%65sk/session"})
    void noOtherSiteIsToldAnythingOfTheDesk(String path) {
        for (String method : List.of("GET", "OPTIONS", "POST")) {
            HttpResponse<String> answer = new Ask(node, method, path)
                    .header("Access-Control-Request-Method", "POST")
                    .send();
            assertThat(answer.headers().map().keySet()).noneMatch(name -> name.startsWith("access-control"));
            assertThat(answer.headers().firstValue("Cache-Control")).hasValue("no-store");
        }
    }

    @Test
    void whatDiffersForWhoIsSignedInIsKeptByNobody() {
        Browser browser = Browser.of(node, login(), EDITOR);
        HttpResponse<String> own = browser.get("/v1/channels/closed/items");
        assertThat(own.headers().firstValue("Cache-Control")).hasValue("private, no-store");
        assertThat(own.headers().allValues("Vary").toString()).contains("Cookie");
        HttpResponse<String> everybodys = browser.get(ITEMS);
        assertThat(everybodys.headers().firstValue("Cache-Control")).hasValue("no-cache");
        assertThat(everybodys.headers().firstValue("Vary").orElse("")).doesNotContain("Cookie");
    }

    // people

    @Test
    void theLastAdministratorStays() {
        sql.execute("update newsline.person set role = 'editor' where role = 'administrator'");
        String login = login();
        Browser last = Browser.of(node, login, "{\"role\":\"administrator\"}");
        String path = "/v1/desk/people/" + id(login);
        Ask.assertProblem(last.send("PATCH", path, "{\"ended\":true}"), 409, "last-administrator");
        Ask.assertProblem(last.send("PATCH", path, EDITOR), 409, "last-administrator");
        assertThat(last.get("/v1/desk/people").statusCode()).isEqualTo(200);
        Browser.of(node, login(), "{\"role\":\"administrator\"}");
        Node.mustBe(200, last.send("PATCH", path, EDITOR));
        // at once, in the same session
        Ask.assertProblem(last.get("/v1/desk/people"), 403, "forbidden");
    }

    @Test
    void whoEndedIsSignedOutAndCanReturn() {
        String login = login();
        Browser browser = Browser.of(node, login, EDITOR);
        String path = "/v1/desk/people/" + id(login);
        assertThat(Node.mustBe(200, node.send("PATCH", path, "{\"ended\":true}"))
                        .has("endedAt"))
                .isTrue();
        Ask.assertProblem(browser.get(SESSION), 401, "unauthorized");
        Ask.assertProblem(new Browser(node).signIn(login, Browser.PASSWORD), 401, "credentials");
        Ask.assertProblem(node.send("POST", path + "/invitation", ""), 404, "not-found");
        Node.mustBe(200, node.send("PATCH", path, "{\"ended\":false}"));
        Node.mustBe(201, new Browser(node).signIn(login, Browser.PASSWORD));
    }

    @Test
    void aNewPasswordByLinkKeepsLoginAndNameAndEndsTheSessions() {
        String login = login();
        Browser before = Browser.of(node, login, EDITOR);
        JsonNode made = Node.mustBe(201, node.send("POST", "/v1/desk/people/" + id(login) + "/invitation", ""));
        Browser after = new Browser(node);
        JsonNode session = Node.mustBe(
                201,
                after.send(
                        "POST",
                        "/v1/desk/setup",
                        setUp(Browser.secret(made.get("link").asString()), "other")));
        assertThat(session.get("person").get("login").asString()).isEqualTo(login);
        Ask.assertProblem(before.get(SESSION), 401, "unauthorized");
    }

    // tokens

    @Test
    void aTokenIsShownOnceAndEndsWhenRevokedOrExpired() {
        String ask =
                "{\"name\":\"Wire\",\"role\":\"editor\",\"channels\":[\"main\"],\"expiresAt\":\"2999-01-01T00:00:00Z\"}";
        JsonNode made = Node.mustBe(201, node.send("POST", "/v1/desk/tokens", ask));
        String token = made.get("token").asString();
        String id = made.get("id").asString();
        assertThat(publishes(token)).isEqualTo(201);
        HttpResponse<String> list = node.send("GET", "/v1/desk/tokens", "");
        assertThat(list.body()).contains(id).doesNotContain(token);
        String moved =
                "update newsline.token set expires_at = clock_timestamp() %s interval '1 hour' where id = '" + id + "'";
        sql.execute(moved.formatted("-"));
        assertThat(publishes(token)).isEqualTo(401);
        assertThat(node.get("/v1/stream?channel=main", "Authorization", "Bearer " + token)
                        .statusCode())
                .isEqualTo(401);
        sql.execute(moved.formatted("+"));
        assertThat(publishes(token)).isEqualTo(201);
        assertThat(node.send("DELETE", "/v1/desk/tokens/" + id, "").statusCode())
                .isEqualTo(204);
        assertThat(publishes(token)).isEqualTo(401);
    }

    @Test
    void aTokenBreaksARuleFieldByField() {
        assertThat(Ask.errors(Ask.assertProblem(
                        node.send(
                                "POST",
                                "/v1/desk/tokens",
                                "{\"role\":\"chief\",\"channels\":[\"A b\"],\"expiresAt\":\"2001-01-01T00:00:00Z\",\"x\":1}"),
                        422,
                        "rule-broken")))
                .containsExactlyInAnyOrder(
                        "x unknown", "name required", "role not-a-choice", "channels not-a-channel", "expiresAt past");
        assertThat(Ask.errors(Ask.assertProblem(
                        node.send("POST", "/v1/desk/people", "{\"role\":\"administrator\",\"channels\":[\"main\"]}"),
                        422,
                        "rule-broken")))
                .containsExactly("channels not-for-administrators");
    }

    // garbage

    static Stream<String> garbage() {
        return Stream.of(
                "",
                "{",
                "[]",
                "null",
                "\"a\"",
                "{}",
                "{\"a\":",
                "{\"login\":1,\"password\":[],\"secret\":{}}",
                "{\"login\":\"\\u0000\",\"name\":\"\\ud800\",\"password\":\"\\u0000\\ud800aaaaaaaaaaaaaaaa\",\"secret\":\"\\u0000\"}",
                "{\"role\":null,\"channels\":{},\"ended\":\"yes\",\"expiresAt\":5,\"new\":1}",
                "{\"role\":\"editor\",\"channels\":[null,1,{}]}",
                "{\"a\":1,\"a\":2}",
                "\uFFFF");
    }

    @ParameterizedTest
    @MethodSource("garbage")
    void garbageIsRefusedAtEveryAddressAndNeverOurFault(String body) {
        Browser admin = Browser.of(node, login(), "{\"role\":\"administrator\"}");
        String zero = "00000000-0000-0000-0000-000000000000";
        for (String address : List.of(
                "POST /v1/desk/setup",
                "POST /v1/desk/session",
                "PUT /v1/desk/session",
                "PUT /v1/desk/password",
                "DELETE /v1/desk/sessions/%00",
                "POST /v1/desk/people",
                "PATCH /v1/desk/people/" + zero,
                "PATCH /v1/desk/people/%00",
                "POST /v1/desk/people/" + zero + "/invitation",
                "POST /v1/desk/people/1-1-1-1-1/invitation",
                "POST /v1/desk/tokens",
                "DELETE /v1/desk/tokens/" + zero,
                "DELETE /v1/desk/tokens/..%2f")) {
            String[] words = address.split(" ");
            assertThat(admin.send(words[0], words[1], body).statusCode())
                    .as(address)
                    .isBetween(400, 499);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"=", "a", "\"\"", "x; __Host-newsline=y", "%00", ";;;;=;", "\\", "__Host-newsline=\u00e4"})
    void aCookieThatIsGarbageIsNobodys(String value) {
        for (String cookie : List.of("__Host-newsline=" + value, value)) {
            assertThat(node.get(ITEMS, "Cookie", cookie).statusCode()).isEqualTo(200);
            assertThat(node.get(SESSION, "Cookie", cookie).statusCode()).isEqualTo(401);
        }
    }

    private static int publishes(String token) {
        return new Ask(node, "POST", ITEMS).token(token).json(DRAFT).send().statusCode();
    }

    private static String login() {
        return "login" + LOGINS.incrementAndGet();
    }

    private static String id(String login) {
        return sql.strings("select id from newsline.person where login = '" + login + "'")
                .get(0);
    }

    private static String setUp(String secret, String login) {
        return "{\"secret\":\"%s\",\"login\":\"%s\",\"name\":\"Any\",\"password\":\"%s\"}"
                .formatted(secret, login, Browser.PASSWORD);
    }
}
