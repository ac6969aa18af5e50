package live.newsline.feed;

import io.netty.util.concurrent.EventExecutor;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.ToLongFunction;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Every event loop that has readers. Safe for any thread. */
final class Loops {

    private final Map<EventExecutor, Loop> loops = new ConcurrentHashMap<>();
    private final LongSupplier clock;
    private final boolean volleys;

    /** As for a {@link Loop}. */
    Loops(LongSupplier clock, boolean volleys) {
        this.clock = clock;
        this.volleys = volleys;
    }

    Loop of(EventExecutor executor) {
        return loops.computeIfAbsent(executor, first -> new Loop(first, clock, volleys));
    }

    void ring() {
        loops.values().forEach(Loop::ring);
    }

    void each(Consumer<Reader> visit) {
        loops.values().forEach(loop -> loop.each(visit));
    }

    void tick(long now) {
        loops.values().forEach(loop -> loop.tick(now));
    }

    /** Has each add what its readers were told, and who waits, one loop after the other. */
    Mono<Void> account(Receipts receipts, Life life, long head) {
        return Flux.fromIterable(loops.values())
                .concatMap(loop -> loop.account(receipts, life, head))
                .then();
    }

    long sum(ToLongFunction<Loop> count) {
        return loops.values().stream().mapToLong(count).sum();
    }

    /** Runs it, on one of them or here, when each loop has ended what it was doing when this was called. */
    void afterThisPass(Runnable then) {
        List<Loop> all = List.copyOf(loops.values());
        AtomicInteger passing = new AtomicInteger(all.size() + 1);
        Runnable passed = () -> {
            if (passing.decrementAndGet() == 0) {
                then.run();
            }
        };
        all.forEach(loop -> loop.execute(passed));
        passed.run();
    }
}
