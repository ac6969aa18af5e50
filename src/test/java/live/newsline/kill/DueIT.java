package live.newsline.kill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import live.newsline.Node;
import live.newsline.database.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * A hundred items (a thousand in a soak) that are due while one of three nodes is killed, and a fifth as many that expire
 * meanwhile: each once, none early.
 */
@Timeout(480)
class DueIT {

    private static final Logger log = LoggerFactory.getLogger(DueIT.class);

    private static final String DATABASE = "due_it";
    private static final int ITEMS = 100 * Databases.SCALE;
    private static final int EXPIRING = ITEMS / 5;
    private static final int AT_ONCE = 16;
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @Test
    void whatIsDueIsToldOnceAndNeverEarlyThoughANodeIsKilled(@TempDir Path data) throws Exception {
        String url = TestDatabase.r2dbcUrl(DATABASE);
        try (Node one = Node.on(url, null);
                Node two = Node.on(url, one.token())) {
            Files.writeString(data.resolve("admin-token"), one.token());
            Stored stored = new Stored(DATABASE);
            Map<String, Instant> due = new ConcurrentHashMap<>();
            Map<String, Instant> end = new ConcurrentHashMap<>();
            one.channel("expiring");
            try (ServerProcess three =
                    ServerProcess.start(data, ServerProcess.external(DATABASE, Databases.port(url)))) {
                // long enough to post them all on a loud machine
                Instant from = Instant.now().plusSeconds(10 + ITEMS / 20).truncatedTo(ChronoUnit.MILLIS);
                Flux.range(0, ITEMS)
                        .flatMap(
                                i -> Mono.fromRunnable(() -> {
                                            // some at the same moment, as embargoes are
                                            Instant at = from.plusMillis(i / 5 * (30_000L / ITEMS));
                                            due.put(schedule(one, i, at), at);
                                            if (i % 5 == 0) {
                                                end.put(expire(one, i, at), at);
                                            }
                                        })
                                        .subscribeOn(Schedulers.boundedElastic()),
                                AT_ONCE)
                        .blockLast(PATIENCE);
                await().atMost(PATIENCE).until(() -> stored.head() >= EXPIRING + ITEMS / 10);
                assertThat(stored.head()).as("it is killed on the way").isLessThan(EXPIRING + ITEMS);
                three.kill();
            }
            await().atMost(PATIENCE).until(() -> stored.head() >= ITEMS + 2 * EXPIRING);
            assertThat(stored.ask("select from newsline.pending")).isEmpty();
            assertThat(stored.mustBeGapless()).isEqualTo(ITEMS + 2 * EXPIRING);
            late("told", due, stored, "kind = 'published' and channel = 'main'");
            late("expired", end, stored, "kind = 'expired'");
        }
    }

    private static String schedule(Node node, int i, Instant at) {
        String pending = "{\"draft\":{\"headline\":\"Due " + i + "\"},\"dueAt\":\"" + at + "\"}";
        return Node.mustBe(201, node.send("POST", "/v1/desk/channels/main/pending", pending))
                .get("id")
                .asString();
    }

    private static String expire(Node node, int i, Instant at) {
        return node.publishJson("expiring", "{\"headline\":\"Gone " + i + "\",\"expiresAt\":\"" + at + "\"}")
                .get("id")
                .asString();
    }

    /** Each once, and none early; says how late. */
    private static void late(String what, Map<String, Instant> due, Stored stored, String entries) {
        Map<String, Instant> done = new HashMap<>();
        stored.ask("select item, to_char(at at time zone 'utc', 'YYYY-MM-DD\"T\"HH24:MI:SS.MS\"Z\"')"
                        + " from newsline.entry where " + entries)
                .forEach(row -> assertThat(done.put(row.get(0), Instant.parse(row.get(1))))
                        .isNull());
        assertThat(done.keySet()).isEqualTo(due.keySet());
        long[] late = due.entrySet().stream()
                .mapToLong(each -> Duration.between(each.getValue(), done.get(each.getKey()))
                        .toMillis())
                .sorted()
                .toArray();
        assertThat(late[0]).as("the earliest").isNotNegative();
        int last = late.length - 1;
        log.info(
                "{} items {} over three nodes, one killed: late p50 {} ms, p99 {} ms, most {} ms",
                late.length,
                what,
                late[last / 2],
                late[last * 99 / 100],
                late[last]);
    }
}
