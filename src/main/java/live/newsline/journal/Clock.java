package live.newsline.journal;

import java.time.Duration;
import live.newsline.work.Background;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.springframework.stereotype.Component;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * What happens because time passes: what is due is told, pins end, items past their time are withheld, old entries
 * forgotten. Every node does it; the journal's lock and the database's clock make it happen once.
 */
@Component
class Clock extends Background {

    private static final Logger log = LoggerFactory.getLogger(Clock.class);

    /** However quiet it is: a ring may not come. What another node added meanwhile is told late by as much at most. */
    private static final Duration LOOK_FOR_DUE = Duration.ofSeconds(1);
    /** Where another node was faster, or a pause began: this one does not hold it up at the next. */
    private static final Duration STAND_BACK = Duration.ofMillis(100);

    private static final Duration FORGET = Duration.ofHours(1);

    private final Journal journal;
    private final Due due;
    private final JournalSettings settings;

    Clock(Journal journal, Due due, JournalSettings settings) {
        this.journal = journal;
        this.due = due;
        this.settings = settings;
    }

    @Override
    protected Disposable begin() {
        return Disposables.composite(
                due.listen().subscribe(),
                doWhenDue().subscribe(),
                every(FORGET, count -> journal.forget(settings.keep()), Clock::putOff));
    }

    private static void putOff(Throwable failure) {
        log.debug("Put off: {}", failure.toString());
    }

    /** Looks when the next is due, and when what is due has changed. */
    private Mono<Void> doWhenDue() {
        return Mono.defer(() -> {
                    long changes = due.changes();
                    return doDue().doOnError(Clock::putOff)
                            .onErrorReturn(STAND_BACK)
                            .flatMap(wait -> Mono.firstWithSignal(due.changeAfter(changes), Mono.delay(wait)));
                })
                .repeat()
                .then();
    }

    /** @return how long to wait until looking again */
    private Mono<Duration> doDue() {
        return due.ask()
                .flatMap(found -> found.acts().isEmpty()
                        ? Mono.just(sooner(found.next()))
                        : Flux.fromIterable(found.acts())
                                // all at once, so that the writer commits them together
                                .flatMap(this::done, 1024)
                                .reduce(false, (before, done) -> before || done)
                                .map(any -> any ? Duration.ZERO : STAND_BACK));
    }

    private static Duration sooner(@Nullable Duration next) {
        return next != null && next.compareTo(LOOK_FOR_DUE) < 0 ? next : LOOK_FOR_DUE;
    }

    /** Whether it was this node that did it. */
    private Mono<Boolean> done(Act act) {
        return journal.append(new Order(act, null, null))
                .map(written -> !(act instanceof Act.Tell) || written.status() == 201)
                .onErrorResume(refusal -> {
                    // told or put off by another meanwhile, or paused: no fault
                    log.atLevel(refusal instanceof Refusal ? Level.DEBUG : Level.WARN)
                            .log("{} is due and cannot be done: {}", act, refusal.toString());
                    return Mono.just(false);
                });
    }
}
