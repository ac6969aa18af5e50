package live.newsline.history;

import static live.newsline.Ask.assertProblem;
import static live.newsline.Ask.errors;
import static live.newsline.history.Book.CHECK;
import static live.newsline.history.Book.HISTORY;
import static live.newsline.history.Book.acts;
import static live.newsline.history.Book.admin;
import static live.newsline.history.Book.as;
import static live.newsline.history.Book.editor;
import static live.newsline.history.Book.node;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import live.newsline.Node;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Who may read the record, and what can be asked of it. */
interface AskingTheRecord {

    @Test
    default void anEditorSeesTheirChannelsAndNothingOfPeople() {
        node().publish("other", "Elsewhere");
        Node.mustBe(201, admin("POST", "/v1/desk/people", "{\"role\":\"editor\"}"));
        admin("PUT", "/v1/desk/paused", "{\"paused\":true,\"reason\":\"All\"}");
        admin("PUT", "/v1/desk/paused", "{\"paused\":false}");
        List<JsonNode> acts = Node.mustBe(200, as(editor(), "GET", HISTORY + "?limit=200", ""))
                .get("acts")
                .valueStream()
                .toList();
        assertThat(acts)
                .extracting(act -> act.get("act").asString())
                .contains("resumed")
                .doesNotContain("invited");
        assertThat(acts)
                .allMatch(act ->
                        !act.has("channel") || act.get("channel").asString().equals("main"));
        assertProblem(as(editor(), "GET", HISTORY + "?channel=other", ""), 403, "forbidden");
        assertThat(Node.mustBe(200, as(editor(), "GET", HISTORY + "?act=invited", ""))
                        .get("acts"))
                .isEmpty();
        assertProblem(as(editor(), "GET", CHECK, ""), 403, "forbidden");
    }

    @Test
    default void pagesFollowEachOtherWithoutAGapAndFiltersCombine() {
        for (int i = 0; i < 5; i++) {
            node().publish("main", "Page " + i);
        }
        List<Long> seen = new ArrayList<>();
        String next = "";
        for (int page = 0; page < 3; page++) {
            JsonNode found = Node.mustBe(200, admin("GET", HISTORY + "?limit=2&channel=main&act=published" + next, ""));
            found.get("acts").forEach(act -> seen.add(act.get("seq").asLong()));
            next = "&before=" + found.get("next").asLong();
        }
        List<Long> all = acts("?limit=6&channel=main&act=published").stream()
                .map(act -> act.get("seq").asLong())
                .toList();
        assertThat(seen).isEqualTo(all);
        String by = acts("?limit=1&act=published").get(0).get("by").get("id").asString();
        assertThat(acts("?by=" + by)).isNotEmpty();
        assertThat(acts("?by=00000000-0000-0000-0000-000000000000")).isEmpty();
        assertThat(Node.mustBe(200, admin("GET", HISTORY + "?before=1", "")).has("next"))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "limit=0,limit out-of-range",
        "limit=201,limit out-of-range",
        "limit=x,limit out-of-range",
        "before=0,before out-of-range",
        "before=-1,before out-of-range",
        "before=99999999999999999999,before out-of-range",
        "item=1,item not-an-id",
        "item=%00,item not-an-id",
        "by=me,by not-an-id",
        "act=%00,act not-a-choice",
        "act=drop,act not-a-choice",
        "channel=%00,channel not-a-channel",
        "channel=a&channel=b,channel repeated"
    })
    default void whatIsNoQuestionIsABadRequest(String query, String error) {
        assertThat(errors(assertProblem(admin("GET", HISTORY + "?" + query, ""), 400, "bad-request")))
                .containsExactly(error);
    }
}
