package live.newsline.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import live.newsline.Node;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A reader whose connection breaks inside events, again and again, and who returns with the last whole one's id. */
class CutIT {

    @Test
    void aReaderThatIsCutInsideEventsHasEveryEntryOnce() throws IOException {
        int cuts = 100 * Integer.getInteger("newsline.test.scale", 1);
        long seed = Long.getLong("newsline.test.seed", System.nanoTime());
        System.out.println("CutIT: seed " + seed);
        Random random = new Random(seed);
        // a small window: while it is behind the reader is told from the journal, later from memory
        try (Node node = Node.onNewDatabase("cut_it", "newsline.feed.window=64")) {
            Desk desk = new Desk(node);
            List<String> channels = List.of(desk.channel(), desk.channel());
            Ask ask = Ask.of(channels.get(0)).limit(0);
            List<Told> entries = new ArrayList<>();
            @Nullable String start = null;
            @Nullable String cursor = null;
            long bytes = 0;
            int insideEntries = 0;
            try (Newsroom newsroom = new Newsroom(desk, channels, 200, seed)) {
                for (int cut = 0; cut < cuts; cut++) {
                    Stretch stretch = read(node, cursor == null ? ask : ask.after(cursor), random, cut);
                    bytes += stretch.bytes;
                    insideEntries += stretch.whole.isEmpty() ? 0 : 1;
                    for (Told told : stretch.whole) {
                        if (start == null) {
                            start = told.cursor();
                        } else if (told.type().equals("hello")) {
                            assertThat(told.verdict()).isEqualTo("resumed");
                            assertThat(told.cursor()).isEqualTo(cursor);
                        } else if (told.type().equals("entry")) {
                            entries.add(told);
                        }
                        cursor = told.cursor();
                    }
                }
            }
            desk.awaitRead();
            try (Client client = new SseClient(node);
                    Subscriber last = client.open(ask.after(Objects.requireNonNull(cursor)))) {
                last.hello();
                entries.addAll(last.replay());
            }
            Oracle oracle = new Oracle("cut_it");
            assertThat(Oracle.told(entries))
                    .isEqualTo(oracle.told(ask, Told.position(Objects.requireNonNull(start)), oracle.size()));
            System.out.printf(
                    "CutIT: %d cuts inside events (%d after the hello), %d bytes, %d entries of %d; each once, in order%n",
                    cuts, insideEntries, bytes, entries.size(), oracle.size());
        }
    }

    private record Stretch(List<Told> whole, long bytes) {}

    /** Reads up to a random byte that is inside an event, and cuts there, every other time by a reset. */
    private static Stretch read(Node node, Ask ask, Random random, int cut) throws IOException {
        List<Told> whole = new ArrayList<>();
        EventParser parser = new EventParser();
        int most = 1 + random.nextInt(random.nextInt(4) == 0 ? 300 : 6_000);
        byte[] bytes = new byte[most];
        long sum = 0;
        SseSocket socket = SseSocket.of(node, ask);
        try {
            // the first stream must live until it has a cursor to return with
            while (sum < most || !parser.isInsideEvent() || (ask.after() == null && whole.isEmpty())) {
                int read = socket.read(bytes, (int) Math.max(1, most - sum));
                assertThat(read).isPositive();
                parser.feed(bytes, read, event -> whole.add(SseClient.told(event)));
                sum += read;
            }
            return new Stretch(whole, sum);
        } finally {
            socket.cut(cut % 2 == 0);
        }
    }
}
