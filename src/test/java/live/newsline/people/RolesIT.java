package live.newsline.people;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import live.newsline.Ask;
import live.newsline.Node;
import live.newsline.Sql;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Who may what: every role at every door, in every state an item can be in. */
class RolesIT {

    /** What each door answers; "whole" and "bare" are 200 with and without a text. */
    private static final String TABLE = """
            door                    |anybody|reader*|editor*|admin* |contributor|editor|chief|admin|editor-else|chief-else
            read usable             |whole  |whole  |whole  |whole  |whole      |whole |whole|whole|whole      |whole
            read withheld           |bare   |bare   |whole  |whole  |bare       |whole |whole|whole|bare       |bare
            read canceled           |bare   |bare   |bare   |whole  |bare       |bare  |whole|whole|bare       |bare
            read private            |404    |whole  |whole  |whole  |whole      |whole |whole|whole|404        |404
            list usable             |200    |200    |200    |200    |200        |200   |200  |200  |200        |200
            list withheld           |401    |403    |200    |200    |403        |200   |200  |200  |403        |403
            list canceled           |401    |403    |403    |200    |403        |403   |200  |200  |403        |403
            list private            |404    |200    |200    |200    |200        |200   |200  |200  |404        |404
            stream public           |200    |200    |200    |200    |200        |200   |200  |200  |200        |200
            stream private          |404    |200    |200    |200    |200        |200   |200  |200  |404        |404
            publish routine         |401    |403    |201    |201    |403        |201   |201  |201  |403        |403
            publish flash           |401    |403    |201    |201    |403        |403   |201  |201  |403        |403
            amend usable            |401    |403    |200    |200    |403        |200   |200  |200  |403        |403
            amend withheld          |401    |403    |200    |200    |403        |200   |200  |200  |403        |403
            amend canceled          |401    |403    |409    |409    |403        |409   |409  |409  |403        |403
            amend private           |401    |403    |200    |200    |403        |200   |200  |200  |404        |404
            flash usable            |401    |403    |200    |200    |403        |403   |200  |200  |403        |403
            flash withheld          |401    |403    |200    |200    |403        |403   |200  |200  |403        |403
            flash canceled          |401    |403    |409    |409    |403        |403   |409  |409  |403        |403
            withhold usable         |401    |403    |200    |200    |403        |200   |200  |200  |403        |403
            withhold withheld       |401    |403    |200    |200    |403        |200   |200  |200  |403        |403
            withhold canceled       |401    |403    |409    |409    |403        |409   |409  |409  |403        |403
            release usable          |401    |403    |200    |200    |403        |200   |200  |200  |403        |403
            release withheld        |401    |403    |200    |200    |403        |200   |200  |200  |403        |403
            release canceled        |401    |403    |409    |409    |403        |409   |409  |409  |403        |403
            kill usable             |401    |403    |200    |200    |403        |200   |200  |200  |403        |403
            kill withheld           |401    |403    |200    |200    |403        |200   |200  |200  |403        |403
            kill canceled           |401    |403    |200    |200    |403        |200   |200  |200  |403        |403
            kill private            |401    |403    |200    |200    |403        |200   |200  |200  |404        |404
            channel put             |401    |403    |403    |200    |403        |403   |403  |200  |403        |403
            desk session            |401    |401    |401    |401    |200        |200   |200  |200  |200        |200
            desk sessions           |401    |401    |401    |401    |200        |200   |200  |200  |200        |200
            desk people             |401    |403    |403    |200    |403        |403   |403  |200  |403        |403
            desk invite             |401    |403    |403    |201    |403        |403   |403  |201  |403        |403
            desk change             |401    |403    |403    |404    |403        |403   |403  |404  |403        |403
            desk renew              |401    |403    |403    |404    |403        |403   |403  |404  |403        |403
            desk tokens             |401    |403    |403    |200    |403        |403   |403  |200  |403        |403
            desk make               |401    |403    |403    |201    |403        |403   |403  |201  |403        |403
            desk revoke             |401    |403    |403    |404    |403        |403   |403  |404  |403        |403
            desk readers            |401    |200    |200    |200    |200        |200   |200  |200  |200        |200
            desk receipts           |401    |403    |200    |200    |200        |200   |200  |200  |403        |403
            desk editing            |401    |403    |200    |200    |200        |200   |200  |200  |403        |403
            edit usable             |401    |403    |204    |204    |204        |204   |204  |204  |404        |404
            edit private            |401    |403    |204    |204    |204        |204   |204  |204  |404        |404
            edit nothing            |401    |403    |204    |204    |204        |204   |204  |204  |204        |204
            desk history            |401    |403    |200    |200    |403        |200   |200  |200  |200        |200
            desk history-main       |401    |403    |200    |200    |403        |200   |200  |200  |403        |403
            desk check              |401    |403    |403    |200    |403        |403   |403  |200  |403        |403
            desk similar            |401    |403    |200    |200    |200        |200   |200  |200  |403        |403
            desk find               |401    |403    |200    |200    |200        |200   |200  |200  |403        |403
            desk find-withheld      |401    |403    |200    |200    |403        |200   |200  |200  |403        |403
            desk find-canceled      |401    |403    |200    |200    |403        |200   |200  |200  |403        |403
            desk pins               |401    |403    |200    |200    |200        |200   |200  |200  |403        |403
            pin usable              |401    |403    |200    |200    |403        |200   |200  |200  |404        |404
            pin withheld            |401    |403    |409    |409    |403        |409   |409  |409  |404        |404
            pin canceled            |401    |403    |409    |409    |403        |409   |409  |409  |404        |404
            unpin usable            |401    |403    |200    |200    |403        |200   |200  |200  |404        |404
            own session             |401    |401    |401    |401    |404        |404   |404  |404  |404        |404
            own password            |401    |401    |401    |401    |422        |422   |422  |422  |422        |422
            life usable             |401    |403    |whole  |whole  |403        |whole |whole|whole|404        |404
            life withheld           |401    |403    |whole  |whole  |403        |whole |whole|whole|404        |404
            life canceled           |401    |403    |bare   |whole  |403        |bare  |whole|whole|404        |404
            life private            |401    |403    |whole  |whole  |403        |whole |whole|whole|404        |404
            acts usable             |401    |403    |whole  |whole  |403        |whole |whole|whole|none       |none
            acts withheld           |401    |403    |whole  |whole  |403        |whole |whole|whole|none       |none
            acts canceled           |401    |403    |bare   |whole  |403        |bare  |whole|whole|none       |none
            acts private            |401    |403    |whole  |whole  |403        |whole |whole|whole|none       |none
            acts waiting            |401    |403    |whole  |whole  |403        |whole |whole|whole|none       |none
            desk then               |401    |403    |200    |200    |403        |200   |200  |200  |403        |403
            desk then-closed        |401    |403    |200    |200    |403        |200   |200  |200  |403        |403
            desk paused             |401    |200    |200    |200    |200        |200   |200  |200  |200        |200
            desk pause-main         |401    |403    |403    |200    |403        |403   |200  |200  |403        |403
            desk pause-all          |401    |403    |403    |200    |403        |403   |403  |200  |403        |403
            desk pending            |401    |200    |200    |200    |200        |200   |200  |200  |200        |200
            desk pending-main       |401    |403    |200    |200    |200        |200   |200  |200  |403        |403
            wait contributed        |401    |403    |201    |201    |201        |201   |201  |201  |403        |403
            wait scheduled          |401    |403    |201    |201    |403        |201   |201  |201  |403        |403
            wait sending            |401    |403    |201    |201    |403        |201   |201  |201  |403        |403
            wait flash              |401    |403    |201    |201    |403        |403   |201  |201  |403        |403
            rewrite contributed     |401    |404    |200    |200    |404        |200   |200  |200  |404        |404
            rewrite scheduled       |401    |404    |200    |200    |404        |200   |200  |200  |404        |404
            approve contributed     |401    |403    |201    |201    |403        |201   |201  |201  |404        |404
            approve flash           |401    |403    |201    |201    |403        |403   |201  |201  |404        |404
            take-back contributed   |401    |404    |204    |204    |404        |204   |204  |204  |404        |404
            take-back scheduled     |401    |404    |204    |204    |404        |204   |204  |204  |404        |404""";

    private static final String THEN = "2026-01-01T00:00:00Z";
    private static final String BECAUSE = "{\"advisory\":\"Because\"}";
    private static final String NOBODY = "/00000000-0000-0000-0000-000000000000";
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private static Node node;
    private static Sql sql;
    private static final Map<String, String> TOKENS = new LinkedHashMap<>();
    private static final Map<String, Browser> PEOPLE = new LinkedHashMap<>();

    @BeforeAll
    static void start() {
        node = Node.onNewDatabase("roles_it");
        sql = new Sql("roles_it");
        node.channel("else");
        node.send("PUT", "/v1/channels/closed", "{\"visibility\":\"private\"}");
        for (String role : List.of("reader", "editor")) {
            TOKENS.put(role + "*", sql.token(role, null));
        }
        TOKENS.put("admin*", node.token());
        for (String role : List.of("contributor", "editor", "chief")) {
            PEOPLE.put(
                    role,
                    Browser.of(node, role, "{\"role\":\"%s\",\"channels\":[\"main\",\"closed\"]}".formatted(role)));
        }
        PEOPLE.put("admin", Browser.of(node, "admin", "{\"role\":\"administrator\"}"));
        for (String role : List.of("editor", "chief")) {
            PEOPLE.put(
                    role + "-else",
                    Browser.of(node, role + "-else", "{\"role\":\"%s\",\"channels\":[\"else\"]}".formatted(role)));
        }
    }

    @AfterAll
    static void stop() {
        sql.close();
        node.close();
    }

    @Test
    void eachCellAnswersAsThePolicySays() {
        List<List<String>> rows = TABLE.lines()
                .map(line -> Arrays.stream(line.split("\\|")).map(String::strip).toList())
                .toList();
        List<String> callers = rows.get(0);
        List<String> wrong = new ArrayList<>();
        int cells = 0;
        for (List<String> row : rows.subList(1, rows.size())) {
            for (int i = 1; i < callers.size(); i++) {
                String[] door = row.get(0).split(" +");
                String answered = answered(door[0], door[1], callers.get(i));
                cells++;
                if (!answered.equals(row.get(i))) {
                    wrong.add("%s by %s: %s instead of %s".formatted(row.get(0), callers.get(i), answered, row.get(i)));
                }
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(cells).isEqualTo(850);
    }

    private static String answered(String door, String state, String caller) {
        String channel = state.equals("private") ? "closed" : "main";
        switch (door) {
            case "read" -> {
                HttpResponse<String> answer = ask(caller, "GET", "/v1/items/" + item(state), null);
                return answer.statusCode() != 200
                        ? status(answer)
                        : Node.JSON.readTree(answer.body()).has("headline") ? "whole" : "bare";
            }
            case "list" -> {
                String query = state.equals("private") ? "" : "?status=" + state;
                return status(ask(caller, "GET", "/v1/channels/" + channel + "/items" + query, null));
            }
            case "stream" -> {
                return stream(caller, channel);
            }
            case "publish" -> {
                String draft = "{\"headline\":\"A bridge opens\",\"urgency\":\"%s\"}".formatted(state);
                return status(ask(caller, "POST", "/v1/channels/main/items", draft));
            }
            case "amend" -> {
                return status(ask(caller, "PATCH", "/v1/items/" + item(state), "{\"headline\":\"A bridge closes\"}"));
            }
            case "flash" -> {
                return status(ask(caller, "PATCH", "/v1/items/" + item(state), "{\"urgency\":\"flash\"}"));
            }
            case "withhold", "release", "kill" -> {
                return status(ask(caller, "POST", "/v1/items/" + item(state) + "/" + door, BECAUSE));
            }
            case "edit" -> {
                String open = state.equals("nothing") ? "{}" : "{\"item\":\"%s\"}".formatted(item(state));
                return status(ask(caller, "PUT", "/v1/desk/editing", open));
            }
            case "pin" -> {
                String item = item(state);
                HttpResponse<String> answer = ask(caller, "PUT", "/v1/desk/items/" + item + "/pin", "{}");
                // there is room for the next
                node.send("DELETE", "/v1/desk/items/" + item + "/pin", "");
                return status(answer);
            }
            case "unpin" -> {
                return status(ask(caller, "DELETE", "/v1/desk/items/" + item(state) + "/pin", null));
            }
            case "life" -> {
                return seen(ask(caller, "GET", "/v1/desk/items/" + item(state) + "/history", null), "entries");
            }
            case "acts" -> {
                String id = state.equals("waiting") ? waiting("contributed") : item(state);
                return seen(ask(caller, "GET", "/v1/desk/history?item=" + id, null), "acts");
            }
            case "wait" -> {
                return status(ask(caller, "POST", "/v1/desk/channels/main/pending", draft(state)));
            }
            case "rewrite" -> {
                return status(ask(caller, "PUT", "/v1/desk/pending/" + waiting(state), draft("contributed")));
            }
            case "approve" -> {
                return status(ask(caller, "POST", "/v1/desk/pending/" + waiting(state) + "/approve", null));
            }
            case "take-back" -> {
                return status(ask(caller, "DELETE", "/v1/desk/pending/" + waiting(state), null));
            }
            case "own" -> {
                return status(
                        state.equals("session")
                                ? ask(caller, "DELETE", "/v1/desk/sessions" + NOBODY, null)
                                : ask(caller, "PUT", "/v1/desk/password", "{}"));
            }
            case "channel" -> {
                return status(ask(caller, "PUT", "/v1/channels/else", "{\"title\":\"Else\"}"));
            }
            default -> {
                return desk(state, caller);
            }
        }
    }

    private static String desk(String what, String caller) {
        String editor = "{\"role\":\"editor\",\"name\":\"Wire\"}";
        return status(
                switch (what) {
                    case "invite" -> ask(caller, "POST", "/v1/desk/people", "{\"role\":\"editor\"}");
                    case "change" -> ask(caller, "PATCH", "/v1/desk/people" + NOBODY, "{\"role\":\"editor\"}");
                    case "renew" -> ask(caller, "POST", "/v1/desk/people" + NOBODY + "/invitation", null);
                    case "make" -> ask(caller, "POST", "/v1/desk/tokens", editor);
                    case "receipts" ->
                        ask(caller, "GET", "/v1/desk/receipts?channel=main&items=" + NOBODY.substring(1), null);
                    case "editing" -> ask(caller, "GET", "/v1/desk/editing?channel=main", null);
                    case "revoke" -> ask(caller, "DELETE", "/v1/desk/tokens" + NOBODY, null);
                    case "history-main" -> ask(caller, "GET", "/v1/desk/history?channel=main", null);
                    case "check" -> ask(caller, "GET", "/v1/desk/history/check", null);
                    case "similar" ->
                        ask(caller, "POST", "/v1/desk/channels/main/similar", "{\"headline\":\"A bridge opens\"}");
                    case "find" -> ask(caller, "GET", "/v1/desk/channels/main/items", null);
                    case "find-withheld" -> ask(caller, "GET", "/v1/desk/channels/main/items?status=withheld", null);
                    case "find-canceled" -> ask(caller, "GET", "/v1/desk/channels/main/items?status=canceled", null);
                    case "pins" -> ask(caller, "GET", "/v1/desk/channels/main/pins", null);
                    case "then" -> ask(caller, "GET", "/v1/desk/line/main?at=" + THEN, null);
                    case "then-closed" -> ask(caller, "GET", "/v1/desk/line/closed?at=" + THEN, null);
                    case "pause-main" -> ask(caller, "PUT", "/v1/desk/paused/main", "{\"paused\":false}");
                    case "pause-all" -> ask(caller, "PUT", "/v1/desk/paused", "{\"paused\":false}");
                    case "pending-main" -> ask(caller, "GET", "/v1/desk/pending?channel=main", null);
                    default -> ask(caller, "GET", "/v1/desk/" + what, null);
                });
    }

    /** What waits in a state, written by an administrator. */
    private static String waiting(String state) {
        return Node.mustBe(201, node.send("POST", "/v1/desk/channels/main/pending", draft(state)))
                .get("id")
                .asString();
    }

    private static String draft(String state) {
        String draft = "{\"headline\":\"A bridge opens\",\"urgency\":\"%s\"}"
                .formatted(state.equals("flash") ? "flash" : "routine");
        String when = switch (state) {
            case "contributed" -> "";
            case "sending" -> ",\"undo\":30";
            default -> ",\"dueAt\":\"2099-01-01T00:00:00Z\"";
        };
        return "{\"draft\":%s%s}".formatted(draft, when);
    }

    /** Whether the caller sees what it said, or that it was at all. */
    private static String seen(HttpResponse<String> answer, String list) {
        return answer.statusCode() != 200
                ? status(answer)
                : Node.JSON.readTree(answer.body()).get(list).isEmpty()
                        ? "none"
                        : answer.body().contains("A bridge opens") ? "whole" : "bare";
    }

    /** A new item in a state. */
    private static String item(String state) {
        JsonNode item = node.publish(state.equals("private") ? "closed" : "main", "A bridge opens");
        String id = item.get("id").asString();
        if (state.equals("withheld")) {
            Node.mustBe(200, node.send("POST", "/v1/items/" + id + "/withhold", BECAUSE));
        } else if (state.equals("canceled")) {
            node.kill(id);
        }
        return id;
    }

    private static HttpResponse<String> ask(String caller, String method, String path, @Nullable String json) {
        Browser person = PEOPLE.get(caller);
        if (person != null) {
            return person.send(method, path, json, "If-Match", "*");
        }
        Ask ask = new Ask(node, method, path).header("If-Match", "*");
        String token = TOKENS.get(caller);
        if (token != null) {
            ask.token(token);
        }
        return (json == null ? ask : ask.json(json)).send();
    }

    private static String stream(String caller, String channel) {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                URI.create(node.uri("/v1/stream?channel=" + channel).toString()));
        if (PEOPLE.containsKey(caller)) {
            request.header(
                    "Cookie", "__Host-newsline=" + PEOPLE.get(caller).cookies.get("__Host-newsline"));
        } else if (TOKENS.containsKey(caller)) {
            request.header("Authorization", "Bearer " + TOKENS.get(caller));
        }
        try {
            HttpResponse<InputStream> answer = HTTP.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
            answer.body().close();
            return Integer.toString(answer.statusCode());
        } catch (IOException | InterruptedException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static String status(HttpResponse<String> answer) {
        return Integer.toString(answer.statusCode());
    }
}
