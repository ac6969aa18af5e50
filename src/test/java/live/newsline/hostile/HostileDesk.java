package live.newsline.hostile;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import live.newsline.Ask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** The desk's addresses, with bodies that they cannot read: a problem with field and rule, and nothing is changed. */
interface HostileDesk {

    /** What reads a body, and the fields that it knows. */
    Map<String, List<String>> BODIES = Map.ofEntries(
            Map.entry("POST /v1/desk/setup", List.of("secret")),
            Map.entry("POST /v1/desk/session", List.of("login", "password")),
            Map.entry("POST /v1/desk/people", List.of("role", "channels")),
            Map.entry("PATCH /v1/desk/people/" + Administrator.ZERO, List.of("role", "channels", "ended")),
            Map.entry("POST /v1/desk/tokens", List.of("name", "role", "channels", "expiresAt")),
            Map.entry("PUT /v1/desk/paused", List.of("paused", "reason")),
            Map.entry("PUT /v1/desk/paused/main", List.of("paused", "reason")),
            Map.entry("PUT /v1/desk/editing", List.of("item", "pending")),
            Map.entry("PUT /v1/desk/items/" + Administrator.ZERO + "/pin", List.of("until")),
            Map.entry("POST /v1/desk/channels/main/similar", List.of("headline", "link", "except")),
            Map.entry("POST /v1/desk/channels/main/pending", List.of("draft", "dueAt", "undo")),
            Map.entry("PUT /v1/desk/pending/" + Administrator.ZERO, List.of("draft", "dueAt")),
            Map.entry("POST /v1/desk/pending/" + Administrator.ZERO + "/approve", List.of()));

    static Stream<Arguments> everyBody() throws Exception {
        List<byte[]> bodies = new ArrayList<>(HostileBodies.badBodies().toList());
        for (String text : List.of("null", "[]", "\"a\"", "1", "{\"a\":1,\"a\":2}", "{\"\":{}}", "{\"a\\u0000\":1}")) {
            bodies.add(text.getBytes(UTF_8));
        }
        return BODIES.keySet().stream().map(address -> Arguments.of(address, bodies));
    }

    /** A body could cost far more memory than it has bytes, or be understood in two ways. */
    @ParameterizedTest
    @MethodSource("live.newsline.hostile.HostileDesk#everyBody")
    default void aBodyThatSaysNothingIsRefusedAtEveryAddress(String address, List<byte[]> bodies) {
        String before = Administrator.all();
        for (byte[] body : bodies) {
            HttpResponse<String> answer =
                    Administrator.to(address).body("application/json", body).send();
            assertThat(answer.statusCode()).as(answer.body()).isIn(400, 413, 422);
            assertThat(Administrator.type(answer)).isEqualTo("application/problem+json");
        }
        assertThat(Administrator.all()).isEqualTo(before);
    }

    static Stream<Arguments> fields() {
        return BODIES.entrySet().stream()
                .flatMap(each -> each.getValue().stream().map(field -> Arguments.of(each.getKey(), field)));
    }

    /** A value of another kind could be taken for one of the right kind, or end in a failure of ours. */
    @ParameterizedTest
    @MethodSource("live.newsline.hostile.HostileDesk#fields")
    default void aValueOfAnotherKindNamesItsFieldAndTheRule(String address, String field) {
        String before = Administrator.all();
        for (String value : List.of("[[]]", "{\"a\":{}}", "1.5", "-9223372036854775809", "[1,null]")) {
            JsonNode problem = Ask.assertProblem(
                    Administrator.ask(address, "{%s\"%s\":%s}".formatted(needed(address, field), field, value)),
                    422,
                    "rule-broken");
            List<String> named = problem.get("errors")
                    .valueStream()
                    .map(error -> error.get("field").asString())
                    .toList();
            // what a draft lacks is named by its own fields
            if (!field.equals("draft")) {
                assertThat(named).as(value).anyMatch(name -> name.matches(field + "(\\[\\d+])?"));
            }
            assertThat(problem.get("errors").valueStream())
                    .isNotEmpty()
                    .allMatch(error -> !error.get("rule").asString().isEmpty());
        }
        assertThat(Administrator.all()).isEqualTo(before);
    }

    /** What is not known could be believed to be done. */
    @Test
    default void aFieldThatAnAddressDoesNotKnowIsNamed() {
        BODIES.forEach((address, fields) -> {
            JsonNode problem = Ask.assertProblem(
                    Administrator.ask(address, "{%s\"colour\":\"red\"}".formatted(needed(address, "colour"))),
                    422,
                    "rule-broken");
            assertThat(Ask.errors(problem)).as(address).contains("colour unknown");
        });
    }

    /** Text that is no text could stand on every editor's screen. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "PUT /v1/desk/paused/main              | {'paused':true,'reason':'%s'}",
                "POST /v1/desk/tokens                  | {'role':'editor','name':'%s'}",
                "POST /v1/desk/people                  | {'role':'editor','channels':['%s']}",
                "POST /v1/desk/channels/main/similar   | {'headline':'%s'}",
                "POST /v1/desk/channels/main/pending   | {'draft':{'headline':'%s'}}",
                "POST /v1/desk/channels/main/pending   | {'draft':{'headline':'a','source':'%s'}}",
                "PUT /v1/desk/editing                  | {'item':'%s'}"
            })
    default void aTextThatIsNotPlainOrTooLongIsRefusedAtTheDesk(String address, String body) {
        String before = Administrator.all();
        for (String text : List.of(
                "a\\u0000b",
                "a\\nb",
                "a\\u2028b",
                "a\\u202eb",
                "\\ud800",
                "\\u200b",
                "x".repeat(60_000),
                "Z" + "\\u0301\\u0316".repeat(4_000))) {
            JsonNode problem = Ask.assertProblem(
                    Administrator.ask(address, body.replace('\'', '"').replace("%s", text)), 422, "rule-broken");
            assertThat(Ask.errors(problem)).hasSize(1);
        }
        assertThat(Administrator.all()).isEqualTo(before);
    }

    /** What says that it is something else could be read as that. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/plain",
                "application/x-www-form-urlencoded",
                "multipart/form-data; boundary=a",
                "application/json; charset=utf-16",
                "application/problem+json",
                "json",
                "\"",
                "*/*"
            })
    default void whatDoesNotSayThatItIsJsonIsRefusedAtEveryAddress(String type) {
        String before = Administrator.all();
        for (String address : BODIES.keySet()) {
            Ask.assertProblem(
                    Administrator.to(address)
                            .body(type, "{\"a\":1}".getBytes(UTF_8))
                            .send(),
                    415,
                    "unsupported-media-type");
        }
        assertThat(Administrator.all()).isEqualTo(before);
    }

    /** Without a draft nothing else is looked at. */
    private static String needed(String address, String field) {
        return address.contains("/pending") && !address.endsWith("/approve") && !field.equals("draft")
                ? "\"draft\":{\"headline\":\"a\"},"
                : "";
    }
}
