package live.newsline.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import live.newsline.Ask;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** The desk's addresses, with names, methods and queries that say nothing: a problem with field and rule. */
interface HostileQuestions {

    static Stream<Arguments> badNames() {
        List<String> ids = List.of(
                "1",
                "%00",
                "..%2Fa",
                "%27",
                "%ff",
                "0-0-0-0-0",
                "a".repeat(3000),
                Administrator.ZERO + "%20",
                Administrator.ZERO + "0",
                "%F0%9F%8C%89");
        List<String> channels = List.of("%00", "..%2Fa", "%27", "%ff", "Main", "main%20", "*", "a".repeat(64), "none");
        return Stream.concat(
                Stream.of(
                                "PATCH /v1/desk/people/{}",
                                "POST /v1/desk/people/{}/invitation",
                                "DELETE /v1/desk/tokens/{}",
                                "GET /v1/desk/items/{}/history",
                                "PUT /v1/desk/items/{}/pin",
                                "DELETE /v1/desk/items/{}/pin",
                                "PUT /v1/desk/pending/{}",
                                "DELETE /v1/desk/pending/{}",
                                "POST /v1/desk/pending/{}/approve")
                        .map(address -> Arguments.of(address, ids)),
                Stream.of(
                                "GET /v1/desk/channels/{}/items",
                                "GET /v1/desk/channels/{}/pins",
                                "POST /v1/desk/channels/{}/similar",
                                "POST /v1/desk/channels/{}/pending",
                                "GET /v1/desk/line/{}?at=2026-01-01T00:00:00Z",
                                "PUT /v1/desk/paused/{}")
                        .map(address -> Arguments.of(address, channels)));
    }

    /** What is nobody's name could reach the database, a file, or somebody else's. */
    @ParameterizedTest
    @MethodSource("live.newsline.hostile.HostileQuestions#badNames")
    default void whatIsNobodysNameIsNotFound(String address, List<String> names) {
        for (String name : names) {
            String body = address.startsWith("POST /v1/desk/channels/{}/pending")
                    ? "{\"draft\":{\"headline\":\"a\"}}"
                    : address.startsWith("PUT /v1/desk/paused") ? "{\"paused\":false}" : "{}";
            HttpResponse<String> answer = Administrator.ask(address.replace("{}", name), body);
            assertThat(answer.statusCode()).as(name + ": " + answer.body()).isIn(400, 404);
            assertThat(Administrator.type(answer)).as(name).isEqualTo("application/problem+json");
        }
    }

    /** A method that nobody thought of could reach another's. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "DELETE /v1/desk/history",
                "POST /v1/desk/history/check",
                "PATCH /v1/desk/editing",
                "POST /v1/desk/receipts",
                "PUT /v1/desk/readers",
                "POST /v1/desk/line/main",
                "PUT /v1/desk/channels/main/similar",
                "DELETE /v1/desk/channels/main/items",
                "POST /v1/desk/channels/main/pins",
                "PUT /v1/desk/people",
                "PUT /v1/desk/tokens",
                "PATCH /v1/desk/session",
                "POST /v1/desk/paused",
                "BREW /v1/desk/people"
            })
    default void aMethodThatAnAddressDoesNotHaveIsRefused(String address) {
        Ask.assertProblem(Administrator.ask(address, "{}"), 405, "method-not-allowed");
    }

    // queries

    static Stream<Arguments> questions() {
        List<String> noWords = List.of("", "%00", "a%0Ab", "%27", "%C2%85", "%F0%9F%8C%89", "x".repeat(3000));
        List<String> noNumbers = List.of(
                "", "%00", "-1", "0", "%2B5", "1e1", "0x10", "%D9%A3", "1.5", "2147483648", "99999999999999999999");
        List<String> noTimes = List.of(
                "",
                "%00",
                "now",
                "2026-01-01",
                "2026-01-01T00:00:00",
                "-0001-01-01T00:00:00Z",
                "%2B99999-01-01T00:00:00Z");
        List<String> noQueries = List.of(
                "%00",
                "a%00b",
                "x".repeat(281),
                "a1%20a2%20a3%20a4%20a5%20a6%20a7%20a8%20a9%20b1%20b2%20b3%20b4%20b5%20b6%20b7%20b8");
        String history = "/v1/desk/history?";
        String items = "/v1/desk/channels/main/items?";
        String line = "/v1/desk/line/main?";
        return Stream.of(
                Arguments.of(history, "channel", noWords),
                Arguments.of(history, "item", noWords),
                Arguments.of(history, "by", noWords),
                Arguments.of(history, "act", noWords),
                Arguments.of(history, "before", noNumbers),
                Arguments.of(history, "limit", noNumbers),
                Arguments.of(items, "q", noQueries),
                Arguments.of(items, "status", noWords),
                Arguments.of(items, "urgency", noWords),
                Arguments.of(items, "language", noWords),
                Arguments.of(items, "from", noTimes),
                Arguments.of(items, "to", noTimes),
                Arguments.of(items, "before", noWords),
                Arguments.of(items, "limit", noNumbers),
                Arguments.of(line, "at", noTimes),
                Arguments.of(line + "at=2026-01-01T00:00:00Z&", "limit", noNumbers),
                Arguments.of("/v1/desk/receipts?items=" + Administrator.ZERO + "&", "channel", noWords),
                Arguments.of("/v1/desk/receipts?channel=main&", "items", noWords),
                Arguments.of("/v1/desk/editing?", "channel", noWords),
                Arguments.of("/v1/desk/pending?", "channel", noWords));
    }

    /** A value could reach the database as something else, or ask for all there is. */
    @ParameterizedTest
    @MethodSource("live.newsline.hostile.HostileQuestions#questions")
    default void aQuestionThatSaysNothingNamesItsFieldAndTheRule(String address, String field, List<String> values) {
        List<String> asked = new ArrayList<>();
        values.forEach(value -> asked.add(field + "=" + value));
        asked.add(field);
        for (String question : asked) {
            if (field.equals("q") && question.equals("q")) {
                continue;
            }
            HttpResponse<String> answer = Administrator.ask("GET " + address + question, null);
            JsonNode problem = Ask.assertProblem(answer, 400, "bad-request");
            assertThat(problem.get("errors")).as(question).hasSize(1);
            assertThat(problem.get("errors").get(0).get("field").asString())
                    .as(question)
                    .isEqualTo(field);
        }
    }
}
