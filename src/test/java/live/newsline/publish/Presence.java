package live.newsline.publish;

import static live.newsline.Ask.assertProblem;
import static live.newsline.Ask.errors;
import static live.newsline.publish.Door.admin;
import static live.newsline.publish.Door.json;
import static live.newsline.publish.Door.node;
import static live.newsline.publish.Door.sql;
import static live.newsline.publish.Staff.DRAFT;
import static live.newsline.publish.Staff.PENDING;
import static live.newsline.publish.Staff.as;
import static live.newsline.publish.Staff.contributed;
import static live.newsline.publish.Staff.contributor;
import static live.newsline.publish.Staff.editor;
import static live.newsline.publish.Staff.second;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import live.newsline.Ask;
import live.newsline.Node;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Who has what open, and which readers were told. */
interface Presence {

    @Test
    default void whatIsOpenIsSeenAtEveryNodeForAsLongAsItIsSaid() {
        String item = node().publish("main", "a").get("id").asString();
        String path = "/v1/desk/editing";
        open(editor(), "item", item);
        open(node().token(), "item", item);
        List<JsonNode> seen = open(second(), editor(), item);
        assertThat(seen).hasSize(2);
        assertThat(seen).allMatch(each -> each.path("item").asString().equals(item));
        assertThat(seen)
                .extracting(each -> each.get("by").get("name").asString())
                .containsExactlyInAnyOrder("test", "first start");
        open(editor(), "item", item);
        assertThat(open(second(), editor(), item)).as("since then").isEqualTo(seen);

        String earlier =
                "update newsline.editing set since = since - interval '1 hour', seen_at = seen_at - interval '%s'";
        sql().execute(earlier.formatted("24 seconds"));
        assertThat(open(second(), editor(), item)).hasSize(2).isNotEqualTo(seen);
        sql().execute(earlier.formatted("1 second"));
        assertThat(open(second(), editor(), item)).isEmpty();
        open(editor(), "item", item);
        assertThat(open(second(), editor(), item))
                .hasSize(1)
                .allMatch(each -> Instant.parse(each.get("since").asString())
                        .isAfter(Instant.parse(seen.get(0).get("since").asString())));

        // one thing at a time
        String waits = contributed();
        open(editor(), "pending", waits);
        assertThat(open(second(), editor(), item)).isEmpty();
        assertThat(open(second(), editor(), waits)).hasSize(1).allMatch(each -> each.has("pending"));
        assertThat(as(editor(), "PUT", path, "{}").statusCode()).isEqualTo(204);
        assertThat(open(second(), editor(), waits)).isEmpty();
        assertThat(sql().number("select count(*) from newsline.editing where by_id = (select id from newsline.token"
                        + " where digest = sha256('" + editor() + "'::bytea))"))
                .isZero();
    }

    @Test
    default void aContributorSeesNothingOfWhatOthersWriteAndIsNotOnTheLine() {
        String others = contributed();
        String own =
                json(201, as(contributor(), "POST", PENDING, DRAFT)).get("id").asString();
        open(editor(), "pending", others);
        assertThat(open(node(), editor(), others)).hasSize(1);
        assertThat(open(node(), contributor(), others)).isEmpty();
        open(editor(), "pending", own);
        assertThat(open(node(), contributor(), own)).hasSize(1);
        open(contributor(), "pending", own);
        assertThat(open(node(), editor(), own)).hasSize(2);
        String path = "/v1/desk/editing";
        assertProblem(as(contributor(), "PUT", path, "{\"pending\":\"" + others + "\"}"), 404, "not-found");
        assertProblem(as(editor(), "PUT", path, "{\"item\":\"" + others + "\"}"), 404, "not-found");
        assertThat(admin("POST", "/v1/desk/pending/" + own + "/approve", "").statusCode())
                .isEqualTo(201);
        assertProblem(as(editor(), "PUT", path, "{\"pending\":\"" + own + "\"}"), 409, "told");
        as(editor(), "PUT", path, "{}");
        as(contributor(), "PUT", path, "{}");
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
    default void whatNobodyCanHaveOpenIsRefused(String body, String rule) {
        String id = "00000000-0000-0000-0000-000000000000";
        long before = sql().number("select count(*) from newsline.editing");
        assertThat(errors(assertProblem(
                        admin("PUT", "/v1/desk/editing", body.replace("%s", id).replace('\'', '"')),
                        422,
                        "rule-broken")))
                .containsExactly(rule);
        assertThat(sql().number("select count(*) from newsline.editing")).isEqualTo(before);
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
    default void aQuestionThatSaysNothingIsRefused(String path, String rule) {
        String id = "00000000-0000-0000-0000-000000000000";
        assertThat(errors(assertProblem(
                        admin("GET", "/v1/desk/" + path.replace("%s", id).replace("'", "%27"), ""),
                        400,
                        "bad-request")))
                .containsExactly(rule);
    }

    @Test
    default void aHundredItemsCanBeAskedForAtOnceAndNoMore() {
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
        String item = node().publish("other", "a").get("id").asString();
        assertThat(json(200, admin("GET", path + item, "")).get("receipts").size())
                .isZero();
        assertProblem(as(editor(), "GET", "/v1/desk/receipts?channel=other&items=" + item, ""), 403, "forbidden");
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
}
