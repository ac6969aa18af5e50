package live.newsline.stream;

import java.util.Arrays;
import java.util.Map;
import live.newsline.Node;

/**
 * How long it takes from the moment an editor's program sends an item to the moment one idle reader has it, and to the
 * moment the editor has the answer. To be measured, not to be asserted:
 *
 * <pre>{@code
 * mvn -q process-test-classes exec:java -Dexec.classpathScope=test -Dexec.mainClass=live.newsline.stream.Latency
 * }</pre>
 */
final class Latency {

    private static final int WARM_UP = 300;
    private static final int POSTS = 500;

    private Latency() {}

    public static void main(String[] arguments) {
        try (Node node = Node.onNewDatabase("latency");
                Clients clients = new Clients(node)) {
            Desk desk = new Desk(node);
            String channel = desk.channel();
            for (Transport transport : Transport.values()) {
                try (Subscriber reader =
                        clients.over(transport).open(Ask.of(channel).limit(0))) {
                    reader.hello();
                    measure(desk, channel, reader, WARM_UP);
                    print(transport, measure(desk, channel, reader, POSTS));
                }
            }
        }
    }

    private static long[][] measure(Desk desk, String channel, Subscriber reader, int posts) {
        long[] told = new long[posts];
        long[] answered = new long[posts];
        for (int i = 0; i < posts; i++) {
            long start = System.nanoTime();
            desk.publish(channel, Map.of("headline", "Item " + i));
            answered[i] = System.nanoTime() - start;
            reader.entry();
            told[i] = reader.lastToldAt() - start;
        }
        return new long[][] {told, answered};
    }

    private static void print(Transport transport, long[][] measured) {
        for (long[] times : measured) {
            Arrays.sort(times);
        }
        System.out.printf(
                "%s, %d posts: told p50 %.2f ms, p99 %.2f ms; answered p50 %.2f ms, p99 %.2f ms%n",
                transport,
                measured[0].length,
                milliseconds(measured[0], 50),
                milliseconds(measured[0], 99),
                milliseconds(measured[1], 50),
                milliseconds(measured[1], 99));
    }

    private static double milliseconds(long[] sorted, int percent) {
        return sorted[(sorted.length - 1) * percent / 100] / 1e6;
    }
}
