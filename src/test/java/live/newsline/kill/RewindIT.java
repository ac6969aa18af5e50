package live.newsline.kill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import live.newsline.Node;
import live.newsline.database.TestPostgres;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** An older copy of the database takes the place of the present one: what readers were told is partly undone. */
@Timeout(300)
class RewindIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path temporary;

    @Test
    void readersOfARewoundJournalAreResetToWhatTheDatabaseHolds() throws Exception {
        Path backup = temporary.resolve("backup");
        try (TestPostgres postgres = new TestPostgres();
                Node node = Databases.node(postgres);
                SseReader before = SseReader.following(() -> Site.of(node))) {
            await().atMost(PATIENCE).until(before::isOpen);
            publish(node, "kept 1");
            publish(node, "kept 2");
            postgres.stop();
            postgres.copyTo(backup);
            postgres.start();
            await().atMost(PATIENCE).until(() -> Site.of(node).isReady());
            publish(node, "lost 3");
            publish(node, "lost 4");
            publish(node, "lost 5");
            await().atMost(PATIENCE).until(() -> before.isAt(5));
            int streams = before.streams();
            String lost = before.cursor();
            String epoch = lost.substring(0, lost.indexOf('-'));

            postgres.stop();
            postgres.restore(backup);
            postgres.start();
            await().atMost(PATIENCE).until(() -> before.frames("hello").size() == 2);

            JsonNode reset = before.frames("hello").get(1);
            Stored stored = new Stored(postgres);
            assertThat(stored.epoch()).isNotEqualTo(epoch);
            mustBeReset(reset, stored);
            assertThat(headlines(reset)).containsExactly("kept 2", "kept 1");
            assertThat(before.streams()).as("on the same stream").isEqualTo(streams);

            await().atMost(PATIENCE).until(() -> Site.of(node).isReady());
            publish(node, "new 3");
            await().atMost(PATIENCE).until(() -> before.cursor().equals(stored.epoch() + "-3"));
            assertThat(headlines(node)).isEqualTo(stored.line()).containsExactly("new 3", "kept 2", "kept 1");
            for (String cursor : List.of(lost, epoch + "-3", epoch + "-2")) {
                try (SseReader returning = SseReader.once(Site.of(node), cursor)) {
                    await().atMost(PATIENCE).until(returning::isOpen);
                    JsonNode hello = returning.frames("hello").get(0);
                    mustBeReset(hello, stored);
                    assertThat(headlines(hello)).isEqualTo(stored.line());
                }
            }
        }
    }

    @Test
    void aJournalThatWasRewoundAndWrittenOverMeanwhileIsNoticed() throws Exception {
        Path backup = temporary.resolve("backup");
        try (TestPostgres postgres = new TestPostgres();
                Node node = Databases.node(postgres);
                SseReader before = SseReader.following(() -> Site.of(node))) {
            await().atMost(PATIENCE).until(before::isOpen);
            publish(node, "kept 1");
            postgres.stop();
            postgres.copyTo(backup);
            postgres.start();
            await().atMost(PATIENCE).until(() -> Site.of(node).isReady());
            publish(node, "lost 2");
            await().atMost(PATIENCE).until(() -> before.isAt(2));

            // as long as the one that was lost: only the row itself can tell
            postgres.stop();
            postgres.restore(backup);
            postgres.start();
            Stored stored = new Stored(postgres);
            await().atMost(PATIENCE).until(() -> {
                if (!stored.line().contains("other 2")) {
                    Site.of(node).publish("other 2", "other 2");
                }
                return before.frames("hello").size() == 2;
            });
            mustBeReset(before.frames("hello").get(1), stored);
            String now = stored.epoch() + "-" + stored.head();
            await().atMost(PATIENCE).until(() -> before.cursor().equals(now));
            assertThat(headlines(node)).isEqualTo(stored.line()).containsExactly("other 2", "kept 1");
        }
    }

    private static void mustBeReset(JsonNode hello, Stored stored) {
        assertThat(hello.get("verdict").asString()).isEqualTo("reset");
        assertThat(hello.get("reason").asString()).isEqualTo("epoch");
        assertThat(hello.get("cursor").asString()).startsWith(stored.epoch() + "-");
    }

    private static void publish(Node node, String headline) throws IOException {
        assertThat(Site.of(node).publish(headline, headline).statusCode()).isEqualTo(201);
    }

    private static List<String> headlines(Node node) {
        return headlines(Node.mustBe(200, node.get("/v1/channels/main/items")));
    }

    private static List<String> headlines(JsonNode withItems) {
        List<String> headlines = new ArrayList<>();
        withItems
                .get("items")
                .forEach(item -> headlines.add(item.get("headline").asString()));
        return headlines;
    }
}
