package live.newsline.people;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import live.newsline.Ask;
import live.newsline.Node;
import live.newsline.Sql;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Keeps cookies and the session's word as the desk's page does; over plain http, where a test cannot have the real one. */
final class Browser {

    static final String PASSWORD = "correct horse battery";

    private final Node node;
    final Map<String, String> cookies = new LinkedHashMap<>();

    @Nullable
    String csrf;

    Browser(Node node) {
        this.node = node;
    }

    /** A new person of this role, signed in, who was invited and came by the link. */
    static Browser of(Node node, String login, String grant) {
        Browser browser = new Browser(node);
        HttpResponse<String> answer = browser.send(
                "POST",
                "/v1/desk/setup",
                "{\"secret\":\"%s\",\"login\":\"%s\",\"name\":\"Name of %s\",\"password\":\"%s\"}"
                        .formatted(invited(node, grant), login, login, PASSWORD));
        browser.csrf = Node.mustBe(201, answer).get("csrf").asString();
        return browser;
    }

    /** The secret of a new invitation. */
    static String invited(Node node, String grant) {
        JsonNode made = Node.mustBe(201, node.send("POST", "/v1/desk/people", grant));
        return secret(made.get("link").asString());
    }

    static String secret(String link) {
        assertThat(link).startsWith("/desk#setup=");
        return link.substring("/desk#setup=".length());
    }

    HttpResponse<String> signIn(String login, String password, String... headers) {
        HttpResponse<String> answer = send(
                "POST",
                "/v1/desk/session",
                Node.JSON.writeValueAsString(Map.of("login", login, "password", password)),
                headers);
        if (answer.statusCode() == 201) {
            csrf = Node.JSON.readTree(answer.body()).get("csrf").asString();
        }
        return answer;
    }

    HttpResponse<String> get(String path, String... headers) {
        return send("GET", path, null, headers);
    }

    HttpResponse<String> send(String method, String path, @Nullable String json, String... headers) {
        Ask ask = new Ask(node, method, path);
        if (json != null) {
            ask.json(json);
        }
        if (!cookies.isEmpty()) {
            ask.header(
                    "Cookie",
                    cookies.entrySet().stream()
                            .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                            .collect(Collectors.joining("; ")));
        }
        if (csrf != null && !method.equals("GET")) {
            ask.header("Newsline-Csrf", csrf);
        }
        for (int i = 0; i < headers.length; i += 2) {
            ask.header(headers[i], headers[i + 1]);
        }
        HttpResponse<String> answer = ask.send();
        for (String set : answer.headers().allValues("Set-Cookie")) {
            assertThat(set)
                    .contains("; Path=/")
                    .contains("; Secure")
                    .containsIgnoringCase("; HttpOnly")
                    .contains("; SameSite=Strict");
            assertThat(set).doesNotContain("Domain");
            String pair = set.substring(0, set.indexOf(';'));
            cookies.put(pair.substring(0, pair.indexOf('=')), pair.substring(pair.indexOf('=') + 1));
        }
        return answer;
    }

    static void untilLater(Sql sql, String table, String column, String interval) {
        sql.execute("update newsline.%s set %s = %s - interval '%s'".formatted(table, column, column, interval));
    }
}
