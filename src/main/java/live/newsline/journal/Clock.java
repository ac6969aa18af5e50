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
    /** However quiet it is: a ring may not come. What another node added meanwhile is told late by as much at most. */
    private static final Duration LOOK_FOR_DUE = Duration.ofSeconds(1);
    /** Where another node was faster, or a pause began: this one does not hold it up at the next. */
    private static final Duration STAND_BACK = Duration.ofMillis(100);

    private static final Duration FORGET = Duration.ofHours(1);

    private final Journal journal;
    private final Due due;
    private final JournalSettings settings;
    private @Nullable Disposable running;

    Clock(Journal journal, Due due, JournalSettings settings) {
        this.journal = journal;
        this.due = due;
        this.settings = settings;
    }

    @Override
    public void start() {
        running = Disposables.composite(
                due.listen().subscribe(),
                tellWhenDue().subscribe(),
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

    /** Looks when the next is due, and when what is due has changed. */
    private Mono<Void> tellWhenDue() {
        return Mono.defer(() -> {
                    long changes = due.changes();
                    return tellDue()
                            .onErrorResume(failure -> {
                                log.debug("Put off: {}", failure.toString());
                                return Mono.just(STAND_BACK);
                            })
                            .flatMap(wait -> Mono.firstWithSignal(due.changeAfter(changes), Mono.delay(wait)));
                })
                .repeat()
                .then();
    }

    /** Tells what is due, and ends pins. @return how long to wait until looking again */
    private Mono<Duration> tellDue() {
        return Journal.asked(due.ask())
                .flatMap(found -> found.isNothing()
                        ? Mono.just(sooner(found.next()))
                        : Flux.concat(
                                        Flux.fromIterable(found.pending()).map(id -> new Act.Tell(id, true)),
                                        Flux.fromIterable(found.pins()).map(id -> new Act.Unpin(id, true)))
                                // all at once, so that the writer commits them together
                                .flatMap(this::done, 512)
                                .any(done -> done)
                                .map(any -> any ? Duration.ZERO : STAND_BACK));
    }

    private static Duration sooner(@Nullable Duration next) {
        return next != null && next.compareTo(LOOK_FOR_DUE) < 0 ? next : LOOK_FOR_DUE;
    }

    /** Whether it was this node that did it. */
    private Mono<Boolean> done(Act act) {
        return journal.append(new Order(act, null, null))
                .map(written -> act instanceof Act.Unpin || written.status() == 201)
                .onErrorResume(refusal -> {
                    // told or put off by another meanwhile, or paused: no fault
                    log.atLevel(refusal instanceof Refusal ? Level.DEBUG : Level.WARN)
                            .log("{} is due and cannot be told: {}", act.item(), refusal.toString());
                    return Mono.just(false);
                });
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
