package live.newsline.journal;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * What happens because time passes: items past their time are withheld, old entries forgotten. Every node does it; the
 * journal's lock and the database's clock make it happen once.
 */
@Component
class Clock implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(Clock.class);

    private static final Duration LOOK_FOR_EXPIRED = Duration.ofMillis(400);
    private static final Duration FORGET = Duration.ofHours(1);

    private final Journal journal;
    private final JournalSettings settings;
    private @Nullable Disposable running;

    Clock(Journal journal, JournalSettings settings) {
        this.journal = journal;
        this.settings = settings;
    }

    @Override
    public void start() {
        running = Disposables.composite(
                every(LOOK_FOR_EXPIRED, expire()), every(FORGET, Mono.defer(() -> journal.forget(settings.keep()))));
    }

    private Mono<Void> expire() {
        return journal.expired()
                .map(id -> new Order(new Act.Expire(id), null, null))
                .collectList()
                // all at once, so that the writer commits them together
                .flatMap(orders ->
                        Flux.fromIterable(orders).flatMap(journal::append, 256).then());
    }

    private static Disposable every(Duration period, Mono<Void> work) {
        return Flux.interval(Duration.ZERO, period)
                .onBackpressureDrop()
                .concatMap(tick -> work.onErrorResume(failure -> {
                    log.debug("Put off: {}", failure.toString());
                    return Mono.empty();
                }))
                .subscribe();
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
