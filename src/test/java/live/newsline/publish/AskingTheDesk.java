package live.newsline.publish;

import static live.newsline.Ask.assertProblem;
import static live.newsline.Ask.errors;
import static live.newsline.publish.Door.admin;
import static live.newsline.publish.Door.node;
import static live.newsline.publish.Staff.DRAFT;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import live.newsline.Ask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whom every door of the desk refuses, and what. */
interface AskingTheDesk {

    @ParameterizedTest
    @CsvSource({
        "GET,/v1/desk/pending",
        "POST,/v1/desk/channels/main/pending",
        "PUT,/v1/desk/pending/00000000-0000-0000-0000-000000000000",
        "DELETE,/v1/desk/pending/00000000-0000-0000-0000-000000000000",
        "POST,/v1/desk/pending/00000000-0000-0000-0000-000000000000/approve",
        "GET,/v1/desk/paused",
        "PUT,/v1/desk/paused",
        "PUT,/v1/desk/paused/main",
        "GET,/v1/desk/items/00000000-0000-0000-0000-000000000000/history",
        "GET,/v1/desk/line/main?at=2026-01-01T00:00:00Z",
        "GET,/v1/desk/history",
        "GET,/v1/desk/history/check",
        "GET,/v1/desk/channels/main/items",
        "GET,/v1/desk/channels/main/pins",
        "POST,/v1/desk/channels/main/similar",
        "PUT,/v1/desk/items/00000000-0000-0000-0000-000000000000/pin",
        "DELETE,/v1/desk/items/00000000-0000-0000-0000-000000000000/pin",
        "GET,/v1/desk/readers",
        "GET,/v1/desk/receipts?channel=main&items=00000000-0000-0000-0000-000000000000",
        "GET,/v1/desk/editing?channel=main",
        "PUT,/v1/desk/editing"
    })
    default void nobodyIsAskedInAndNoOtherSiteEither(String method, String path) {
        HttpResponse<String> answer = new Ask(node(), method, path)
                .header("Origin", "https://evil.example")
                .header("If-Match", "*")
                .json("{}")
                .send();
        assertProblem(answer, 401, "unauthorized");
        assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
        HttpResponse<String> known = admin(method, path, "{}", "If-Match", "*");
        assertThat(known.statusCode()).isLessThan(500);
        if (known.statusCode() == 200) {
            assertThat(known.headers().firstValue("Cache-Control")).hasValue("private, no-store");
            assertThat(known.headers().firstValue("Access-Control-Allow-Origin"))
                    .isEmpty();
        }
    }

    @Test
    default void whatIsNoAddressIsNotFoundAndWhatIsNoQueryIsRefused() {
        for (String id : List.of("1", "%00", "..%2Fa", "'")) {
            assertThat(admin("DELETE", "/v1/desk/pending/" + id, "").statusCode())
                    .isBetween(400, 404);
            assertThat(admin("GET", "/v1/desk/items/" + id + "/history", "").statusCode())
                    .isBetween(400, 404);
            assertThat(admin("GET", "/v1/desk/line/" + id + "?at=2026-01-01T00:00:00Z", "")
                            .statusCode())
                    .isBetween(400, 404);
            assertThat(admin("PUT", "/v1/desk/items/" + id + "/pin", "{}").statusCode())
                    .isBetween(400, 404);
            for (String of : List.of("items", "pins")) {
                assertThat(admin("GET", "/v1/desk/channels/" + id + "/" + of, "")
                                .statusCode())
                        .isBetween(400, 404);
            }
            assertThat(admin("POST", "/v1/desk/channels/" + id + "/similar", "{}")
                            .statusCode())
                    .isBetween(400, 404);
            assertThat(admin("PUT", "/v1/desk/paused/" + id, "{\"paused\":false}")
                            .statusCode())
                    .isBetween(400, 404);
            assertThat(admin("POST", "/v1/desk/channels/" + id + "/pending", DRAFT)
                            .statusCode())
                    .isBetween(400, 404);
        }
        assertThat(errors(assertProblem(admin("GET", "/v1/desk/pending?channel=%00", ""), 400, "bad-request")))
                .containsExactly("channel not-a-channel");
        assertThat(errors(assertProblem(admin("GET", "/v1/desk/line/main?at=x", ""), 400, "bad-request")))
                .containsExactly("at not-a-time");
        assertThat(errors(assertProblem(admin("GET", "/v1/desk/line/main", ""), 400, "bad-request")))
                .containsExactly("at not-a-time");
        assertThat(errors(assertProblem(
                        admin("GET", "/v1/desk/line/main?at=2099-01-01T00:00:00Z", ""), 400, "bad-request")))
                .containsExactly("at future");
        assertThat(errors(assertProblem(admin("PUT", "/v1/desk/paused/main", "{}"), 422, "rule-broken")))
                .containsExactly("paused required");
        assertThat(errors(assertProblem(admin("PUT", "/v1/desk/paused/main", "{\"paused\":true}"), 422, "rule-broken")))
                .containsExactly("reason required");
    }
}
