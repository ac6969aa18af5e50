package live.newsline.feed;

import io.netty.util.concurrent.EventExecutor;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.ToIntFunction;

/** Every event loop that has readers. Safe for any thread. */
final class Loops {

    private final Map<EventExecutor, Loop> loops = new ConcurrentHashMap<>();

    Loop of(EventExecutor executor) {
        return loops.computeIfAbsent(executor, Loop::new);
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

    int sum(ToIntFunction<Loop> count) {
        return loops.values().stream().mapToInt(count).sum();
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
