package live.newsline.journal;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * What happens because time passes: what is due is told, items past their time are withheld, old entries forgotten. Every
 * node does it; the journal's lock and the database's clock make it happen once.
 */
@Component
class Clock implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(Clock.class);

    private static final Duration LOOK_FOR_EXPIRED = Duration.ofMillis(400);
    /** What is added with less time to go than this is told late by as much at most. */
    private static final Duration LOOK_FOR_DUE = Duration.ofMillis(100);

    private static final Duration FORGET = Duration.ofHours(1);

    private final Journal journal;
    private final Waitings waitings;
    private final JournalSettings settings;
    private @Nullable Disposable running;

    Clock(Journal journal, Waitings waitings, JournalSettings settings) {
        this.journal = journal;
        this.waitings = waitings;
        this.settings = settings;
    }

    @Override
    public void start() {
        running = Disposables.composite(
                tellWhenDue(),
                every(LOOK_FOR_EXPIRED, expire()),
                every(FORGET, Mono.defer(() -> journal.forget(settings.keep()))));
    }

    private Mono<Void> expire() {
        return journal.expired()
                .map(id -> new Order(new Act.Expire(id), null, null))
                .collectList()
                // all at once, so that the writer commits them together
                .flatMap(orders ->
                        Flux.fromIterable(orders).flatMap(journal::append, 256).then());
    }

    /** Looks again and again, and exactly when the next is due. */
    private Disposable tellWhenDue() {
        return Mono.defer(this::tellDue)
                .onErrorResume(failure -> {
                    log.debug("Put off: {}", failure.toString());
                    return Mono.just(LOOK_FOR_DUE);
                })
                .flatMap(Mono::delay)
                .repeat()
                .subscribe();
    }

    /** Tells what is due. @return how long to wait until looking again */
    private Mono<Duration> tellDue() {
        return Journal.asked(waitings.due())
                .flatMap(due -> Flux.fromIterable(due.now())
                        // all at once, so that the writer commits them together
                        .flatMap(
                                id -> journal.append(new Order(new Act.Tell(id, true), null, null))
                                        .filter(written -> written.status() == 201)
                                        .onErrorResume(refusal -> {
                                            // told or put off by another meanwhile, or paused: no fault
                                            log.atLevel(refusal instanceof Refusal ? Level.DEBUG : Level.WARN)
                                                    .log("{} is due and cannot be told: {}", id, refusal.toString());
                                            return Mono.empty();
                                        }),
                                256)
                        .count()
                        .map(told -> {
                            Duration next = due.next();
                            if (told > 0) {
                                return Duration.ZERO;
                            }
                            // where another node was faster this one stands back, and does not hold it up at the next
                            boolean exactly = due.now().isEmpty() && next != null && next.compareTo(LOOK_FOR_DUE) < 0;
                            return exactly ? next : LOOK_FOR_DUE;
                        }));
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
