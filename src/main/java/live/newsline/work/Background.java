package live.newsline.work;

import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What goes on while the product runs, and ends with it. Begun and ended by Spring's one thread for that. */
public abstract class Background implements SmartLifecycle {

    private @Nullable Disposable running;

    /** @return how it is ended; null: it does not go on here */
    protected abstract @Nullable Disposable begin();

    /**
     * Over and over, for the first time at once, one after the other: a time that finds the one before still going is left
     * out. What fails is done again at the next.
     *
     * @param work gets how often it was begun before
     * @param failed hears why; it must not fail itself
     */
    protected static Disposable every(Duration period, LongFunction<Mono<Void>> work, Consumer<Throwable> failed) {
        return Flux.interval(Duration.ZERO, period)
                .onBackpressureDrop()
                .index((count, tick) -> count)
                .concatMap(
                        count -> Mono.defer(() -> work.apply(count))
                                .doOnError(failed)
                                .onErrorComplete(),
                        // no time waits behind another
                        0)
                .subscribe();
    }

    @Override
    public void start() {
        running = begin();
    }

    @Override
    public void stop() {
        if (running != null) {
            running.dispose();
            running = null;
        }
    }

    @Override
    public boolean isRunning() {
        return running != null;
    }
}
