package live.newsline.read;

import static live.newsline.read.Door.assertForOneCaller;
import static live.newsline.read.Door.get;
import static live.newsline.read.Door.hello;
import static live.newsline.read.Door.ids;
import static live.newsline.read.Door.json;
import static live.newsline.read.Door.node;
import static live.newsline.read.Door.sql;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import live.newsline.Ask;
import org.junit.jupiter.api.Test;

/** One item, and who sees the text of what is not usable. */
interface Items {

    @Test
    default void anItemHasItsVersionAsTag() {
        String path = "/v1/items/"
                + node().publish("main", "A bridge opens").get("id").asString();
        HttpResponse<String> item = node().get(path);
        assertThat(item.headers().firstValue("ETag")).hasValue("\"1\"");
        assertThat(item.headers().firstValue("Cache-Control")).hasValue("no-cache");
        assertThat(item.headers().firstValue("Content-Type")).hasValue("application/json");
        HttpResponse<String> again = node().get(path, "If-None-Match", "\"1\"");
        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
        assertThat(node().get(path, "If-None-Match", "\"2\"").statusCode()).isEqualTo(200);
        for (String id : List.of("00000000-0000-7000-8000-000000000000", "x", "1-1-1-1-1", "%00", "..%2Fx", "%ff")) {
            Ask.assertProblem(node().get("/v1/items/" + id), 404, "not-found");
        }
    }

    @Test
    default void whoMayEditSeesTheTextOfWhatIsWithheldAndTheAdministratorOfWhatIsKilled() {
        node().channel("texts");
        String withheld = node().publish("texts", "Delicate text").get("id").asString();
        String killed = node().publish("texts", "Poisonous text").get("id").asString();
        node().send("POST", "/v1/items/" + withheld + "/withhold", "{\"advisory\":\"x\"}");
        node().kill(killed);
        String reader = sql().token("reader", null);
        String editor = sql().token("editor", "{texts}");
        String foreign = sql().token("editor", "{main}");
        assertThat(whoSees("/v1/items/" + withheld, "Delicate", reader, editor, foreign))
                .containsExactly("editor", "administrator");
        assertThat(whoSees("/v1/items/" + killed, "Poisonous", reader, editor, foreign))
                .containsExactly("administrator");

        String list = "/v1/channels/texts/items?status=withheld";
        Ask.assertProblem(node().get(list), 401, "unauthorized");
        Ask.assertProblem(get(list, reader), 403, "forbidden");
        Ask.assertProblem(get(list, foreign), 403, "forbidden");
        HttpResponse<String> own = get(list, editor);
        assertThat(ids(json(own))).containsExactly(withheld);
        assertThat(own.body()).contains("Delicate text");
        assertForOneCaller(own);
        assertForOneCaller(get("/v1/items/" + withheld, editor));
        String dead = "/v1/channels/texts/items?status=canceled";
        Ask.assertProblem(get(dead, editor), 403, "forbidden");
        assertThat(get(dead, node().token()).body()).contains("Poisonous text");
        // who may not edit gets what everybody gets
        assertThat(get("/v1/items/" + withheld, foreign).headers().firstValue("Cache-Control"))
                .hasValue("no-cache");
    }

    private static Set<String> whoSees(String path, String text, String reader, String editor, String foreign) {
        Set<String> seeing = new LinkedHashSet<>();
        if (node().get(path).body().contains(text)) {
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
        if (get(path, node().token()).body().contains(text)) {
            seeing.add("administrator");
        }
        return seeing;
    }

    @Test
    default void aKilledTextIsGoneFromEveryPublicAnswer() throws IOException, InterruptedException {
        node().channel("poison");
        String id = node().publishJson(
                        "poison",
                        "{\"headline\":\"Poison1\",\"source\":\"Poison2\",\"tags\":[\"Poison3\"],\"pinned\":true,"
                                + "\"link\":\"https://poison4.example/\",\"image\":{\"href\":\"https://poison5.example/\","
                                + "\"alt\":\"Poison6\",\"width\":1,\"height\":1}}")
                .get("id")
                .asString();
        String before = sql().cursor();
        String from = sql().epoch() + "-" + (sql().position() - 1);
        assertThat(hello("/v1/stream?channel=poison", "event: hello")).contains("Poison1");
        node().kill(id);
        for (String path :
                List.of("/v1/items/" + id, "/v1/channels/poison/items", "/v1/channels/poison/items?limit=200")) {
            assertThat(node().get(path).body())
                    .doesNotContainIgnoringCase("poison1")
                    .doesNotContain("Poison");
        }
        assertThat(json(node().get("/v1/items/" + id)).get("pubStatus").asString())
                .isEqualTo("canceled");
        assertThat(json(node().get("/v1/channels/poison/items")).get("items").size())
                .isZero();
        assertThat(hello("/v1/stream?channel=poison", "event: hello")).doesNotContain("Poison");
        for (String after : List.of(from, before)) {
            assertThat(hello("/v1/stream?channel=poison&after=" + after, "event: heartbeat"))
                    .contains("\"kind\":\"killed\"")
                    .doesNotContain("Poison");
        }
    }
}
