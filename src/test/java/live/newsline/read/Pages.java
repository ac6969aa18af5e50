package live.newsline.read;

import static live.newsline.read.Door.ids;
import static live.newsline.read.Door.json;
import static live.newsline.read.Door.node;
import static live.newsline.read.Door.sql;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import live.newsline.Ask;
import live.newsline.Node;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** The list of channels, and a channel's items, page by page. */
interface Pages {

    Pattern NEXT = Pattern.compile("<([^>]+)>; rel=\"next\"");

    @Test
    default void channelsAreListedByName() {
        node().channel("zeta");
        node().channel("alpha");
        HttpResponse<String> answer = node().get("/v1/channels");
        List<String> names = json(answer)
                .get("channels")
                .valueStream()
                .map(each -> each.get("channel").asString())
                .toList();
        assertThat(names).contains("main", "alpha", "zeta").isSorted().doesNotContain("secret");
        assertThat(json(node().get("/v1/channels/main")))
                .isEqualTo(
                        Node.JSON.readTree(
                                "{\"channel\":\"main\",\"title\":\"Main\",\"language\":\"en\",\"timeZone\":\"UTC\",\"visibility\":\"public\"}"));
        Ask.assertProblem(node().get("/v1/channels/nowhere"), 404, "not-found");
        Ask.assertProblem(node().get("/v1/channels/%00"), 404, "not-found");
    }

    @Test
    default void pagesGoOnUntilTheEndAndEachItemIsOnOne() {
        node().channel("pages");
        List<String> published = IntStream.range(0, 25)
                .mapToObj(
                        i -> node().publish("pages", "Headline " + i).get("id").asString())
                .toList();
        List<String> read = new ArrayList<>();
        Optional<String> next = Optional.of("/v1/channels/pages/items?limit=7");
        int pages = 0;
        while (next.isPresent()) {
            HttpResponse<String> page = node().get(next.get());
            JsonNode items = json(page).get("items");
            assertThat(items.size()).isPositive();
            items.forEach(item -> read.add(item.get("id").asString()));
            next = next(page);
            pages++;
        }
        List<String> newestFirst = new ArrayList<>(published);
        Collections.reverse(newestFirst);
        assertThat(read).isEqualTo(newestFirst);
        assertThat(pages).isEqualTo(4);
        assertThat(json(node().get("/v1/channels/pages/items")).get("items").size())
                .isEqualTo(20);
        // exactly as many as there are: nothing follows
        assertThat(next(node().get("/v1/channels/pages/items?limit=25"))).isEmpty();
    }

    @Test
    default void aPageHoldsWhatReadersMaySeeAndTheCursorToGoOnFrom() {
        node().channel("states");
        String usable = node().publish("states", "Usable").get("id").asString();
        String withheld = node().publish("states", "Withheld").get("id").asString();
        String killed = node().publish("states", "Killed").get("id").asString();
        String expired = node().publish("states", "Expired").get("id").asString();
        node().send("POST", "/v1/items/" + withheld + "/withhold", "{\"advisory\":\"x\"}");
        node().kill(killed);
        sql().execute("update newsline.item set expires_at = clock_timestamp() where id = '" + expired + "'");
        JsonNode page = json(node().get("/v1/channels/states/items"));
        assertThat(ids(page)).containsExactly(usable);
        assertThat(page.get("cursor").asString()).startsWith(sql().epoch() + "-");
    }

    @Test
    default void aPageThatHasNotChangedIsNotSentAgainThoughTheJournalWentOn() {
        node().channel("quiet");
        node().publish("quiet", "Nothing follows");
        HttpResponse<String> page = node().get("/v1/channels/quiet/items");
        String tag = page.headers().firstValue("ETag").orElseThrow();
        node().publish("main", "Elsewhere");
        HttpResponse<String> again = node().get("/v1/channels/quiet/items", "If-None-Match", tag);
        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
        assertThat(again.headers().firstValue("ETag")).hasValue(tag);
        assertThat(again.headers().firstValue("Access-Control-Allow-Origin")).hasValue("*");
        node().publish("quiet", "Something followed");
        assertThat(node().get("/v1/channels/quiet/items", "If-None-Match", tag).statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "limit=0",
                "limit=201",
                "limit=-1",
                "limit=2147483648",
                "limit=1e1",
                "limit=%D9%A3",
                "limit=",
                "limit=1&limit=2",
                "before=x",
                "before=",
                "before=AAAA&before=AAAA",
                "before=%00",
                "before=________________________________",
                "before=gAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
                "status=all",
                "status=USABLE",
                "status=usable&status=withheld"
            })
    default void aQueryThatSaysNothingIsRefusedEvenWhereThereIsNoChannel(String query) {
        String field = query.substring(0, query.indexOf('='));
        for (String channel : List.of("main", "nowhere", "secret")) {
            JsonNode problem =
                    Ask.assertProblem(node().get("/v1/channels/" + channel + "/items?" + query), 400, "bad-request");
            assertThat(Ask.errors(problem)).singleElement().asString().startsWith(field + " ");
        }
    }

    @Test
    default void aForgedPlaceIsOnlyAnotherPlace() {
        byte[] place = new byte[24];
        for (int bit = 64; bit < 192; bit++) {
            byte[] flipped = place.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            String word = Base64.getUrlEncoder().withoutPadding().encodeToString(flipped);
            assertThat(json(node().get("/v1/channels/main/items?before=" + word))
                            .get("items")
                            .size())
                    .isZero();
        }
    }

    private static Optional<String> next(HttpResponse<String> page) {
        return page.headers().firstValue("Link").map(link -> {
            Matcher matcher = NEXT.matcher(link);
            assertThat(matcher.matches()).as(link).isTrue();
            return matcher.group(1);
        });
    }
}
