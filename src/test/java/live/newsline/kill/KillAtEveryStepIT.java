package live.newsline.kill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import live.newsline.Node;
import live.newsline.database.TestDatabase;
import live.newsline.kill.PostgresProxy.Fate;
import live.newsline.kill.PostgresProxy.Link;
import live.newsline.kill.PostgresProxy.Nth;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A publish is a dialogue of some thirty messages with PostgreSQL. At each of them the connection is cut, or the server
 * is killed; then the same Idempotency-Key must find or make exactly one entry.
 */
@Timeout(600)
class KillAtEveryStepIT {

    private static final String DATABASE = "kill_at_every_step_it";
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int MORE_THAN_A_DIALOGUE_HAS = 200;

    /** One server over all tests, on the same database without the proxy: it settles, and it shows what readers see. */
    private static Node other;

    private static PostgresProxy proxy;
    private static Stored stored;
    private static SseReader reader;

    @TempDir
    static Path temporary;

    @BeforeAll
    static void start() {
        String url = TestDatabase.r2dbcUrl(DATABASE);
        other = Node.on(url, null);
        proxy = new PostgresProxy(Databases.port(url));
        stored = new Stored(DATABASE);
        reader = SseReader.following(() -> Site.of(other));
        await().atMost(PATIENCE).until(reader::isOpen);
    }

    @AfterAll
    static void stop() {
        reader.close();
        proxy.close();
        other.close();
    }

    @Test
    void aConnectionThatIsCutAtAnyStepLeavesOneEntry() throws Exception {
        try (Node node = Node.on("r2dbc:postgresql://127.0.0.1:" + proxy.port() + "/" + DATABASE, other.token())) {
            cutAtEveryStep(Site.of(node), "kept", Link::isWriter, 1);
            cutAtEveryStep(Site.of(node), "fresh", null, Databases.SCALE > 1 ? 1 : 4);
        }
        nothingIsMissing();
    }

    @Test
    void aServerThatIsKilledAtAnyStepLeavesOneEntry() throws Exception {
        for (int n : steps(dialogue())) {
            String headline = "killed at step " + n;
            try (ServerProcess server = server()) {
                warm(server.site(), headline);
                Nth nth = new Nth(Link::isWriter, n, Fate.FREEZE);
                proxy.rule(nth);
                CompletableFuture<Integer> answer = CompletableFuture.supplyAsync(() -> {
                    try {
                        return server.site().publish(headline, headline).statusCode();
                    } catch (IOException killed) {
                        return 0;
                    }
                });
                proxy.awaitFrozen();
                server.kill();
                assertThat(answer.join())
                        .as("nothing is answered before it is durable")
                        .isZero();
            }
            proxy.pass();
            proxy.cut();
            settle(Site.of(other), headline);
        }
        nothingIsMissing();
    }

    @Test
    void theNextLifeOfAKilledServerSettlesWhatItsFormerLeftOpen() throws Exception {
        String headline = "settled by the next life";
        try (ServerProcess server = server()) {
            warm(server.site(), headline);
            // the commit is done, and the server is never told
            proxy.rule(message -> message.link().isWriter()
                            && message.side() == PostgresProxy.Side.BACKEND
                            && message.toString().contains("COMMIT")
                    ? Fate.FREEZE
                    : Fate.PASS);
            CompletableFuture<Boolean> answer = CompletableFuture.supplyAsync(() -> {
                try {
                    server.site().publish(headline, headline);
                    return true;
                } catch (IOException killed) {
                    return false;
                }
            });
            proxy.awaitFrozen();
            server.kill();
            assertThat(answer.join()).isFalse();
        }
        proxy.pass();
        proxy.cut();
        assertThat(stored.positions()).containsKey(headline);
        try (ServerProcess next = server()) {
            settle(next.site(), headline);
        }
        nothingIsMissing();
    }

    /** @param which null: the first connection that is opened from then on */
    private void cutAtEveryStep(Site site, String name, @Nullable Predicate<Link> which, int stride)
            throws IOException {
        boolean reached = true;
        int n = 1;
        for (; reached; n += stride) {
            String headline = name + " and cut at step " + n;
            warm(site, headline);
            Predicate<Link> target = which;
            if (target == null) {
                List<Link> known = proxy.links();
                target = link -> !known.contains(link);
                proxy.links(Link::isWriter).forEach(Link::close);
            }
            Nth nth = new Nth(target, n, Fate.CUT);
            proxy.rule(nth);
            HttpResponse<String> answer = site.publish(headline, headline);
            proxy.pass();
            assertThat(answer.statusCode())
                    .as("%s: %s", headline, answer.body())
                    .isIn(201, 503);
            if (answer.statusCode() == 201) {
                assertThat(stored.positions().get(headline)).as(headline).containsExactly(Site.position(answer));
            } else {
                assertThat(answer.headers().firstValue("Retry-After")).isPresent();
            }
            settle(site, headline);
            reached = nth.reached();
        }
        assertThat(n).as("steps of a dialogue").isBetween(10, MORE_THAN_A_DIALOGUE_HAS);
    }

    /** The messages of one publish over a connection that is kept. */
    private List<String> dialogue() throws IOException {
        try (Node node = Node.on("r2dbc:postgresql://127.0.0.1:" + proxy.port() + "/" + DATABASE, other.token())) {
            warm(Site.of(node), "dry run");
            Nth all = new Nth(Link::isWriter, MORE_THAN_A_DIALOGUE_HAS, Fate.PASS);
            proxy.rule(all);
            assertThat(Site.of(node).publish("dry run", "dry run").statusCode()).isEqualTo(201);
            proxy.pass();
            return all.seen();
        } finally {
            proxy.cut();
        }
    }

    /** All of them in a soak; else the one after which nobody knows: the commit is sent, and does not arrive. */
    private static List<Integer> steps(List<String> dialogue) {
        if (Databases.SCALE > 1) {
            return IntStream.rangeClosed(1, dialogue.size()).boxed().toList();
        }
        int commit = IntStream.range(0, dialogue.size())
                .filter(i -> dialogue.get(i).startsWith("> Q COMMIT"))
                .findFirst()
                .orElseThrow(() -> new AssertionError(dialogue.toString()));
        return List.of(commit + 1);
    }

    /** A connection that has written once: its statements are prepared, and the proxy knows it for the writer's. */
    private static void warm(Site site, String before) throws IOException {
        assertThat(site.publish("before " + before, "before " + before).statusCode())
                .isEqualTo(201);
    }

    private static void settle(Site site, String headline) {
        await(headline)
                .atMost(PATIENCE)
                .until(() -> site.publish(headline, headline).statusCode() == 201);
        assertThat(stored.positions().get(headline)).as(headline).hasSize(1);
    }

    private static void nothingIsMissing() {
        long head = stored.mustBeGapless();
        await().atMost(PATIENCE).until(() -> reader.isAt(head));
        reader.mustHaveAllUpTo(head);
    }

    private static ServerProcess server() throws IOException {
        Path data = Files.createTempDirectory(temporary, "server");
        Files.writeString(data.resolve("admin-token"), other.token());
        return ServerProcess.start(data, ServerProcess.external(DATABASE, proxy.port()));
    }
}
