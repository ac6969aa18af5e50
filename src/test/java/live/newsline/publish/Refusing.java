package live.newsline.publish;

import static live.newsline.Ask.assertProblem;
import static live.newsline.Ask.errors;
import static live.newsline.publish.Door.BECAUSE;
import static live.newsline.publish.Door.ITEMS;
import static live.newsline.publish.Door.admin;
import static live.newsline.publish.Door.ask;
import static live.newsline.publish.Door.header;
import static live.newsline.publish.Door.json;
import static live.newsline.publish.Door.node;
import static live.newsline.publish.Door.patch;
import static live.newsline.publish.Door.publish;
import static live.newsline.publish.Door.sql;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import live.newsline.Ask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Who may, and in which order it is asked. */
interface Refusing {

    @Test
    default void whoeverAsksIsAskedFirst() {
        Door.Published item = publish("a");
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
        String revoked = sql().token("administrator", null);
        sql().execute("update newsline.token set revoked_at = now() where digest = sha256('" + revoked + "')");
        assertProblem(ask("POST", ITEMS).token(revoked).json("{}").send(), 401, "unauthorized");
    }

    @Test
    default void aReaderWritesNothing() {
        Door.Published item = publish("a");
        String reader = sql().token("reader", null);
        assertProblem(ask("POST", ITEMS).token(reader).json("nonsense").send(), 403, "forbidden");
        assertProblem(ask("PATCH", item.path("")).token(reader).json("nonsense").send(), 403, "forbidden");
        assertProblem(
                ask("POST", item.path("/kill")).token(reader).json(BECAUSE).send(), 403, "forbidden");
    }

    @Test
    default void anEditorWritesInItsOwnChannelsOnly() {
        String editor = sql().token("editor", "{other}");
        Door.Published foreign = publish("a");
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
    default void anItemOfAPrivateChannelIsNotThereForOtherChannelsEditors() {
        admin("PUT", "/v1/channels/secret", "{\"visibility\":\"private\"}");
        Door.Published secret =
                new Door.Published(node().publish("secret", "a").get("id").asString());
        String editor = sql().token("editor", "{other}");
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
    default void whatTheRequestSaysIsCheckedBeforeWhatIsThere() {
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
        Door.Published killed = publish("a");
        admin("POST", killed.path("/kill"), BECAUSE);
        assertProblem(patch(killed, "\"1\"", "{\"headline\":\"b\"}"), 412, "stale");
    }

    @Test
    default void anotherMethodIsNotAllowedAndWhichOnesAreIsSaid() {
        HttpResponse<String> answer = admin("DELETE", publish("a").path(""), "");
        assertProblem(answer, 405, "method-not-allowed");
        assertThat(header(answer, "Allow")).contains("GET").contains("PATCH");
        assertProblem(admin("PUT", ITEMS, "{}"), 405, "method-not-allowed");
        assertProblem(admin("POST", "/v1/nothing", "{}"), 404, "not-found");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/html", "application/xml", "*/*;q=0", "image/png", "nonsense", "application/json;q=0"})
    default void aProblemIsProblemJsonWhateverIsAccepted(String accept) {
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
}
