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

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Idempotency-Key, and writers at once. */
interface Repeating {

    @Test
    default void aRepeatGivesTheFirstAnswerAndTheItemAsItIsNow() {
        HttpResponse<String> first = admin("POST", ITEMS, "{\"headline\":\"a\"}", "Idempotency-Key", "repeat");
        Door.Published item = new Door.Published(json(201, first).get("id").asString());
        assertThat(json(200, patch(item, "\"1\"", "{\"headline\":\"b\"}"))
                        .get("version")
                        .asInt())
                .isEqualTo(2);
        long before = sql().position();
        HttpResponse<String> again = admin("POST", ITEMS, "{\"headline\":\"a\"}", "Idempotency-Key", "repeat");
        assertThat(json(201, again).get("headline").asString()).isEqualTo("b");
        assertThat(header(again, "Location")).isEqualTo(header(first, "Location"));
        assertThat(header(again, "Newsline-Cursor")).isEqualTo(header(first, "Newsline-Cursor"));
        assertThat(header(again, "ETag")).isEqualTo("\"2\"");
        assertThat(sql().position()).isEqualTo(before);
    }

    @Test
    default void aRepeatOfAPublicationThatWasKilledShowsNoText() {
        Door.Published item = new Door.Published(
                json(201, admin("POST", ITEMS, "{\"headline\":\"poison\"}", "Idempotency-Key", "killed later"))
                        .get("id")
                        .asString());
        admin("POST", item.path("/kill"), BECAUSE);
        HttpResponse<String> again =
                admin("POST", ITEMS, "{\"headline\":\"poison\"}", "Idempotency-Key", "killed later");
        assertThat(json(201, again).get("pubStatus").asString()).isEqualTo("canceled");
        assertThat(again.body()).doesNotContain("poison");
        sql().execute("select newsline.erase('" + item.id() + "')");
        assertThat(admin("POST", ITEMS, "{\"headline\":\"poison\"}", "Idempotency-Key", "killed later")
                        .statusCode())
                .isEqualTo(201);
    }

    @Test
    default void aRepeatIsTheSameBytesAndAnythingElseIsRefused() {
        admin("POST", ITEMS, "{\"headline\":\"a\"}", "Idempotency-Key", "bytes");
        long before = sql().position();
        for (String body : List.of("{\"headline\":\"b\"}", "{\"headline\": \"a\"}")) {
            JsonNode problem = assertProblem(admin("POST", ITEMS, body, "Idempotency-Key", "bytes"), 422, "key-reused");
            assertThat(errors(problem)).containsExactly("Idempotency-Key reused");
        }
        assertThat(sql().position()).isEqualTo(before);
    }

    @Test
    default void aKeyBelongsToItsAddressAndItsToken() {
        String body = "{\"headline\":\"a\"}";
        String id = json(201, admin("POST", ITEMS, body, "Idempotency-Key", "mine"))
                .get("id")
                .asString();
        assertThat(json(201, admin("POST", "/v1/channels/other/items", body, "Idempotency-Key", "mine"))
                        .get("id")
                        .asString())
                .isNotEqualTo(id);
        String other = sql().token("editor", null);
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
    default void aRefusalIsNotRemembered() {
        assertProblem(admin("POST", ITEMS, "{}", "Idempotency-Key", "second try"), 422, "rule-broken");
        assertProblem(
                admin("POST", "/v1/channels/late/items", "{\"headline\":\"a\"}", "Idempotency-Key", "second try"),
                404,
                "not-found");
        node().channel("late");
        assertThat(admin("POST", "/v1/channels/late/items", "{\"headline\":\"a\"}", "Idempotency-Key", "second try")
                        .statusCode())
                .isEqualTo(201);
        assertThat(admin("POST", ITEMS, "{\"headline\":\"a\"}", "Idempotency-Key", "second try")
                        .statusCode())
                .isEqualTo(201);
    }

    @Test
    default void aRepeatedStepIsAnsweredThoughItsVersionIsGone() {
        Door.Published item = publish("a");
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
        assertThat(sql().kinds(item.id())).containsExactly("published", "updated", "withheld", "released");
    }

    @Test
    default void fiftyAtOnceWithOneKeyAreOneEntry() {
        long before = sql().position();
        HttpRequest request = HttpRequest.newBuilder(node().uri(ITEMS))
                .header("Authorization", "Bearer " + node().token())
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", "fifty")
                .POST(BodyPublishers.ofString("{\"headline\":\"Only once\"}"))
                .build();
        List<CompletableFuture<HttpResponse<String>>> answers = IntStream.range(0, 50)
                .mapToObj(i -> Door.HTTP.sendAsync(request, BodyHandlers.ofString()))
                .toList();
        List<HttpResponse<String>> done =
                answers.stream().map(CompletableFuture::join).toList();
        assertThat(done).allSatisfy(answer -> assertThat(answer.statusCode()).isIn(201, 409));
        assertThat(done.stream()
                        .filter(answer -> answer.statusCode() == 201)
                        .map(answer -> header(answer, "Location") + header(answer, "Newsline-Cursor"))
                        .distinct())
                .hasSize(1);
        assertThat(sql().position()).isEqualTo(before + 1);
    }

    @Test
    default void manyPatchesOfOneVersionHaveOneWinner() {
        Door.Published item = publish("a");
        List<CompletableFuture<HttpResponse<String>>> answers = IntStream.range(0, 30)
                .mapToObj(i -> Door.HTTP.sendAsync(
                        HttpRequest.newBuilder(node().uri(item.path("")))
                                .header("Authorization", "Bearer " + node().token())
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
        assertThat(sql().kinds(item.id())).containsExactly("published", "updated");
    }
}
