package live.newsline.record;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import live.newsline.journal.Journal;
import live.newsline.journal.Refusal;
import live.newsline.work.Background;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.springframework.stereotype.Component;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * Appends to the record what the journal and the acts have to tell, every second and when somebody wants to read it. While
 * nobody does it seals a few at a time and rests in between, so that no post waits for long behind it: where more is told
 * than that, the rest follows later. Every node does it, one at a time over all nodes. Safe for any thread.
 */
@Component
public class Sealer extends Background {

    private static final Logger log = LoggerFactory.getLogger(Sealer.class);

    private static final Duration EVERY = Duration.ofSeconds(1);
    private static final Duration HEAD_IS_LOGGED_EVERY = Duration.ofDays(1);
    /** Whoever reads does not wait for longer: after a start there may be a great deal to seal. */
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    /** What is sealed at once where nobody waits for it, and how many times as long as that took is rested. */
    private static final int FEW = 25;

    private static final int RESTS = 4;
    private static final Duration LONGEST_REST = Duration.ofMillis(200);

    /** @param reads whether somebody waits for it */
    private record Asking(Sinks.Empty<Void> done, boolean reads) {}

    private final SealerSql sql;
    private final ChainHead head;
    private final Queue<Asking> asking = new ConcurrentLinkedQueue<>();
    /** The journal's head at the last pass; of the one pass that runs. */
    private long journal;

    private final AtomicInteger working = new AtomicInteger();

    Sealer(SealerSql sql, ChainHead head) {
        this.sql = sql;
        this.head = head;
    }

    /**
     * Completes when all that was answered before is in the record, on whatever node it was done; or after a few seconds,
     * when there is too much of it. Where sealing fails, what is sealed can still be read; only a database that is away fails.
     */
    public Mono<Void> caughtUp() {
        return pass(true)
                .timeout(PATIENCE, Mono.empty())
                .onErrorResume(failure -> failure instanceof Refusal ? Mono.error(failure) : Mono.empty());
    }

    private Mono<Void> pass(boolean reads) {
        return Mono.defer(() -> {
            Sinks.Empty<Void> done = Sinks.empty();
            asking.add(new Asking(done, reads));
            if (working.getAndIncrement() == 0) {
                work();
            }
            return done.asMono();
        });
    }

    /** One pass for all who ask before it begins. */
    private void work() {
        int seen = working.get();
        List<Asking> asked = new ArrayList<>();
        for (Asking next; (next = asking.poll()) != null; ) {
            asked.add(next);
        }
        (asked.stream().anyMatch(Asking::reads) ? whole() : some())
                .subscribe(
                        nothing -> {},
                        failure -> {
                            asked.forEach(each -> each.done().tryEmitError(failure));
                            next(seen);
                        },
                        () -> {
                            asked.forEach(each -> each.done().tryEmitEmpty());
                            next(seen);
                        });
    }

    private void next(int seen) {
        if (working.addAndGet(-seen) != 0) {
            work();
        }
    }

    /** All that is there now, for as long as somebody may wait for it. */
    private Mono<Void> whole() {
        return Journal.asked(sql.standing())
                .filter(SealerSql.Standing::behind)
                .flatMap(standing -> batches(all(), more -> !more));
    }

    /** Until somebody waits; with rests, if anything was told since the last time. */
    private Mono<Void> some() {
        return Journal.asked(sql.standing()).flatMap(standing -> {
            boolean quiet = standing.head() == journal;
            journal = standing.head();
            return standing.behind()
                    ? batches(quiet ? all() : few(), more -> !more || !asking.isEmpty())
                    : Mono.empty();
        });
    }

    private Mono<Boolean> all() {
        return Mono.defer(() -> Journal.asked(sql.seal(SealerSql.LARGEST_BATCH)));
    }

    private Mono<Boolean> few() {
        return Mono.defer(() -> {
            long begin = System.nanoTime();
            return Journal.asked(sql.seal(FEW))
                    .delayUntil(more -> more ? rest(System.nanoTime() - begin) : Mono.empty());
        });
    }

    private static Mono<Long> rest(long took) {
        return Mono.delay(Duration.ofNanos(Math.min(RESTS * took, LONGEST_REST.toNanos())));
    }

    private static Mono<Void> batches(Mono<Boolean> batch, Predicate<Boolean> isLast) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        return batch.repeat()
                .takeUntil(more -> isLast.test(more) || System.nanoTime() - end > 0)
                .then();
    }

    @Override
    protected Disposable begin() {
        return Disposables.composite(
                every(EVERY, count -> pass(false), Sealer::putOff),
                every(HEAD_IS_LOGGED_EVERY, count -> pass(false).then(head.log()), Sealer::putOff));
    }

    private static void putOff(Throwable failure) {
        log.atLevel(failure instanceof Refusal ? Level.DEBUG : Level.WARN)
                .log("Sealing is put off: {}", failure.toString());
    }
}
