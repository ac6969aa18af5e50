package live.newsline.feed;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ToDoubleFunction;

/**
 * What can be seen of the readers from outside (docs/operating.md, "Metrics"): kept by what readers do anyway, and added
 * up when somebody looks. Safe for any thread.
 */
final class FeedMeters {

    /** Why a stream ended. */
    enum End {
        /** The client left. */
        GONE,
        /** The node sent it away. */
        DRAINED,
        /** It took nothing for too long. */
        STALLED,
        /** It was sent away before it began. */
        REFUSED
    }

    private final Map<Transport, AtomicInteger> open = new EnumMap<>(Transport.class);
    private final Map<End, Counter> ended = new EnumMap<>(End.class);

    FeedMeters(MeterRegistry registry, Feed feed) {
        for (Transport transport : Transport.values()) {
            AtomicInteger count = new AtomicInteger();
            open.put(transport, count);
            Gauge.builder("newsline.readers", count, AtomicInteger::get)
                    .tag("transport", word(transport))
                    .description("Streams that are open")
                    .register(registry);
        }
        for (End end : End.values()) {
            ended.put(
                    end,
                    Counter.builder("newsline.readers.ended")
                            .tag("reason", word(end))
                            .description("Streams that ended")
                            .register(registry));
        }
        FunctionCounter.builder("newsline.told", feed, Feed::told)
                .description("Passes in which a reader was told something")
                .register(registry);
        gauge(registry, "newsline.readers.blocked", "Streams whose socket is full", feed, Feed::blocked);
        gauge(registry, "newsline.readers.behind", "Streams that wait for the journal", feed, Feed::behind);
        gauge(registry, "newsline.readers.most", "Streams that this node takes", feed, Feed::most);
        gauge(registry, "newsline.tapes", "Selections that have a tape", feed, Feed::tapes);
        gauge(registry, "newsline.journal.position", "The last position that was read", feed, Feed::position);
        gauge(registry, "newsline.journal.age.seconds", "Since the journal was read", feed, Feed::ageOfReading);
    }

    private static void gauge(
            MeterRegistry registry, String name, String description, Feed feed, ToDoubleFunction<Feed> value) {
        Gauge.builder(name, feed, value).description(description).register(registry);
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    int open() {
        int all = 0;
        for (AtomicInteger count : open.values()) {
            all += count.get();
        }
        return all;
    }

    int open(Transport transport) {
        return count(transport).get();
    }

    void begins(Transport transport) {
        count(transport).incrementAndGet();
    }

    void ends(Transport transport, End end) {
        count(transport).decrementAndGet();
        Objects.requireNonNull(ended.get(end)).increment();
    }

    private AtomicInteger count(Transport transport) {
        return Objects.requireNonNull(open.get(transport));
    }
}
