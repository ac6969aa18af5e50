package live.newsline.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import live.newsline.Node;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * The join of snapshot and stream, and of one stream and the next, at random moments while much is written: whatever the
 * moment, what a reader has is what the journal says.
 *
 * <p>{@code -Dnewsline.test.scale=10} for ten thousand; {@code -Dnewsline.test.seed=…} for a run that was seen before.
 */
class JoinIT {

    private static final int READERS_AT_ONCE = 36;
    private static final int WRITES_A_SECOND = 200;

    @Test
    void noReaderMissesAnEntryOrIsToldOneTwiceOrOutOfOrder() throws Exception {
        int joins = 1_000 * Integer.getInteger("newsline.test.scale", 1);
        long seed = Long.getLong("newsline.test.seed", System.nanoTime());
        System.out.println("JoinIT: seed " + seed);
        List<Oracle.Seen> all = new ArrayList<>();
        Map<String, Integer> verdicts = new TreeMap<>();
        int written;
        long start = System.nanoTime();
        // a small window, so that some are told from memory and some from the journal
        try (Node node = Node.onNewDatabase("join_it", "newsline.feed.heartbeat=500ms", "newsline.feed.window=256");
                Clients clients = new Clients(node)) {
            Desk desk = new Desk(node);
            List<String> channels = List.of(desk.channel(), desk.channel(), desk.channel());
            ExecutorService readers = Executors.newFixedThreadPool(READERS_AT_ONCE);
            try (Newsroom newsroom = new Newsroom(desk, channels, WRITES_A_SECOND, seed)) {
                List<Future<Oracle.Seen>> futures = IntStream.range(0, joins)
                        .mapToObj(i -> readers.submit(() -> join(
                                clients.over(Transport.values()[i % 3]),
                                i % 3 != 0,
                                channels,
                                newsroom,
                                new Random(seed + i))))
                        .toList();
                for (Future<Oracle.Seen> future : futures) {
                    all.add(future.get(60, TimeUnit.SECONDS));
                }
            } finally {
                readers.shutdownNow();
            }
            double seconds = (System.nanoTime() - start) / 1e9;
            Oracle oracle = new Oracle("join_it");
            written = oracle.size();
            System.out.printf("JoinIT: %.0f s, %.0f entries written a second%n", seconds, written / seconds);
            oracle.check(all);
        }
        all.forEach(seen -> verdicts.merge(seen.hello().verdict(), 1, Integer::sum));
        long told = all.stream().mapToLong(seen -> seen.entries().size()).sum();
        System.out.printf(
                "JoinIT: %d streams %s, %d entries told, %d written; 0 missed, 0 doubled, 0 out of order%n",
                all.size(), verdicts, told, written);
        assertThat(verdicts.keySet()).containsExactly("fresh", "resumed");
    }

    /** Joins somewhere, and stays for a random while. */
    private static Oracle.Seen join(
            Client client, boolean demands, List<String> channels, Newsroom newsroom, Random random) {
        Ask ask = Ask.of(IntStream.range(0, 3)
                        .filter(i -> random.nextBoolean() || i == 0)
                        .mapToObj(channels::get)
                        .toArray(String[]::new))
                .limit(random.nextInt(60));
        if (random.nextInt(3) == 0) {
            ask = ask.urgency("urgent");
        }
        String start = start(client, ask, random);
        if (start != null) {
            ask = ask.after(start);
        }
        long demand = demands ? 1 + random.nextInt(8) : Long.MAX_VALUE;
        try (Subscriber reader = client.open(ask, demand)) {
            Told hello = reader.hello();
            long asked = demand - 1;
            long enough = Math.max(newsroom.head(), hello.position()) + random.nextInt(100);
            List<Told> entries = new ArrayList<>();
            long upTo = hello.position();
            while (upTo < enough) {
                if (demands && asked == 0) {
                    asked = 1 + random.nextInt(16);
                    reader.request(asked);
                }
                Told told = reader.next();
                asked--;
                upTo = told.position();
                if (told.type().equals("entry")) {
                    entries.add(told);
                } else {
                    assertThat(told.type()).as(told.raw()).isEqualTo("heartbeat");
                }
            }
            return new Oracle.Seen(ask, hello, entries, upTo);
        }
    }

    /** For every other reader a cursor up to 600 positions back, which is more than the window holds. */
    private static @Nullable String start(Client client, Ask ask, Random random) {
        if (random.nextBoolean()) {
            return null;
        }
        try (Subscriber before = client.open(ask.limit(0))) {
            Told hello = before.hello();
            return hello.epoch() + "-" + Math.max(0, hello.position() - random.nextInt(600));
        }
    }
}
