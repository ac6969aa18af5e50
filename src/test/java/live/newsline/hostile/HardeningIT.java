package live.newsline.hostile;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import live.newsline.feed.Feed;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;

/**
 * What hostile clients send, an idea in each interface, and one node for all. After each of it the node serves a good client on
 * every transport, and a refused request has left nothing in the journal.
 */
// long enough for a soak
@Timeout(900)
class HardeningIT
        implements HostileTexts,
                HostileCursors,
                HostileRequests,
                HostileBodies,
                HostileQuestions,
                HostileDesk,
                HostileFrames,
                Fuzz {

    @BeforeAll
    static void start() {
        Target.start();
    }

    @AfterAll
    static void stop() {
        Target.stop();
    }

    @AfterEach
    void aGoodClientIsServedAfterwards() throws IOException {
        assertThat(Target.node().get(Target.ITEMS).statusCode()).isEqualTo(200);
        assertThat(Target.verdict("/v1/stream?channel=main", "")).isEqualTo("fresh");
        Target.assertGoodRSocket();
        // nobody is served who has left
        await().pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(5))
                .atMost(30, SECONDS)
                .until(() -> Target.node().bean(Feed.class).readers() == 0);
    }
}
