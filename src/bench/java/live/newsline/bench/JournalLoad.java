package live.newsline.bench;

import com.github.f4b6a3.uuid.UuidCreator;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import live.newsline.NewslineApplication;
import live.newsline.item.Draft;
import live.newsline.journal.Act;
import live.newsline.journal.Journal;
import live.newsline.journal.Order;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;
import org.springframework.boot.SpringApplication;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Callers at the journal itself: each appends again when its item is durable. Prints one line of JSON. */
final class JournalLoad {

    private static final int WARM_SECONDS = 8;
    private static final Draft DRAFT =
            Draft.of(Map.of("headline", "The harbour bridge opens at noon, and the first tram is free for all"));

    private final Journal journal;
    private final Histogram latencies = new ConcurrentHistogram(2);
    private final AtomicLong items = new AtomicLong();

    private JournalLoad(Journal journal) {
        this.journal = journal;
    }

    /** Callers, seconds, and then the product's settings. */
    public static void main(String[] args) {
        int callers = Integer.parseInt(args[0]);
        int seconds = Integer.parseInt(args[1]);
        List<String> settings = new ArrayList<>(Arrays.asList(args).subList(2, args.length));
        settings.add("--server.port=0");
        settings.add("--newsline.rsocket.port=0");
        var context = SpringApplication.run(NewslineApplication.class, settings.toArray(String[]::new));
        JournalLoad load = new JournalLoad(context.getBean(Journal.class));
        long from = System.nanoTime() + WARM_SECONDS * 1_000_000_000L;
        long to = from + seconds * 1_000_000_000L;
        Flux.range(0, callers)
                .flatMap(caller -> load.appends(from, to), callers)
                .blockLast();
        System.out.println("\n"
                + Load.JSON.writeValueAsString(Map.of(
                        "callers",
                        callers,
                        "items",
                        load.items.get(),
                        "items_per_s",
                        load.items.get() / (double) seconds,
                        "p50_ms",
                        load.latencies.getValueAtPercentile(50) / 1e6,
                        "p99_ms",
                        load.latencies.getValueAtPercentile(99) / 1e6,
                        "unfinished",
                        0)));
        System.out.flush();
        Runtime.getRuntime().halt(0);
    }

    private Mono<Void> appends(long from, long to) {
        return Mono.defer(() -> {
                    long begin = System.nanoTime();
                    return journal.append(new Order(
                                    new Act.Publish(UuidCreator.getTimeOrderedEpoch(), "main", DRAFT), null, null))
                            .doOnNext(written -> {
                                long end = System.nanoTime();
                                if (end - from >= 0 && end - to < 0) {
                                    items.incrementAndGet();
                                    latencies.recordValue(end - begin);
                                }
                            });
                })
                .repeat(() -> System.nanoTime() - to < 0)
                .then();
    }
}
