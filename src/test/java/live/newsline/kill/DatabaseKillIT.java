package live.newsline.kill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import live.newsline.Node;
import live.newsline.database.TestPostgres;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** PostgreSQL dies, or stops answering, while editors publish and readers read. */
@Timeout(300)
class DatabaseKillIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static TestPostgres postgres;
    private static Node node;

    private Newsroom newsroom;
    private List<SseReader> readers;

    @BeforeAll
    static void start() {
        postgres = new TestPostgres();
        node = Databases.node(postgres, "newsline.feed.heartbeat=500ms");
    }

    @AfterAll
    static void stop() {
        node.close();
        postgres.close();
    }

    @BeforeEach
    void publish() {
        Site site = Site.of(node);
        readers =
                Stream.generate(() -> SseReader.following(() -> site)).limit(5).toList();
        readers.forEach(reader -> await().atMost(PATIENCE).until(reader::isOpen));
        newsroom = new Newsroom(() -> site);
        awaitMore(30);
    }

    @AfterEach
    void rest() {
        newsroom.close();
        readers.forEach(SseReader::close);
    }

    @Test
    void killsOfPostgresLoseAndDoubleNothing() {
        for (int life = 0; life < 3 * Databases.SCALE; life++) {
            int refusals = newsroom.refusals();
            postgres.kill();
            await().atMost(PATIENCE).until(() -> newsroom.refusals() > refusals);
            if (life == 0) {
                await().atMost(PATIENCE).until(() -> !Site.of(node).isReady());
            }
            postgres.start();
            awaitMore(30);
            await().atMost(PATIENCE).until(() -> Site.of(node).isReady());
        }
        nothingIsMissing();
    }

    @Test
    void aFrozenPostgresLeavesStreamsOpenAndWritesRefused() {
        List<Integer> streams = readers.stream().map(SseReader::streams).toList();
        int refusals = newsroom.refusals();
        postgres.freeze();
        try {
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(readers)
                            .allSatisfy(reader -> assertThat(reader.frames("heartbeat"))
                                    .anyMatch(heartbeat -> heartbeat.has("stale"))));
            await().atMost(PATIENCE).until(() -> newsroom.refusals() > refusals);
        } finally {
            postgres.thaw();
        }
        awaitMore(30);
        await().atMost(PATIENCE).until(() -> Site.of(node).isReady());
        assertThat(readers.stream().map(SseReader::streams).toList()).isEqualTo(streams);
        nothingIsMissing();
    }

    private void nothingIsMissing() {
        newsroom.finish();
        Stored stored = new Stored(postgres);
        long head = stored.mustBeGapless();
        for (SseReader reader : readers) {
            await().atMost(PATIENCE).until(() -> reader.isAt(head));
            reader.mustHaveAllUpTo(head);
        }
        newsroom.mustAgreeWith(stored);
    }

    private void awaitMore(int headlines) {
        int enough = newsroom.published() + headlines;
        await().atMost(PATIENCE).until(() -> newsroom.published() >= enough);
    }
}
