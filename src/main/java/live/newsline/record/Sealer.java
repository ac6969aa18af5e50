package live.newsline.record;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
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
 * Appends to the record what the journal and the acts have to tell, every second and when somebody wants to read it; never
 * in the way of the journal's writer: while that is busy only some are sealed each second, the rest when it rests. Every
 * node does it, one at a time over all nodes. Safe for any thread.
 */
@Component
public class Sealer extends Background {

    private static final Logger log = LoggerFactory.getLogger(Sealer.class);

    private static final Duration EVERY = Duration.ofSeconds(1);
    private static final Duration HEAD_IS_LOGGED_EVERY = Duration.ofDays(1);
    /** Whoever reads does not wait for longer: after a start there may be a great deal to seal. */
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    /** What is sealed at once while nobody wants to read. */
    private static final int BATCHES = 40;

    /** Entries a second; and then as many are sealed. */
    private static final int BUSY = 1000;

    /** @param reads whether somebody waits for it */
    private record Asking(Sinks.Empty<Void> done, boolean reads) {}

    private final SealerSql sql;
    private final ChainHead head;
    private final Queue<Asking> asking = new ConcurrentLinkedQueue<>();
    /** The journal's head as it was a while ago, and when; of the one pass that runs. */
    private long journal;

    private long at = System.nanoTime();

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
                .flatMap(standing -> batches(Integer.MAX_VALUE, System.nanoTime() + PATIENCE.toNanos()));
    }

    private Mono<Void> some() {
        return Journal.asked(sql.standing()).flatMap(standing -> {
            double seconds = (System.nanoTime() - at) / 1e9;
            boolean busy = standing.head() - journal > BUSY * seconds;
            journal = standing.head();
            at = System.nanoTime();
            return standing.behind()
                    ? batches(busy ? BUSY / SealerSql.LARGEST_BATCH : BATCHES, System.nanoTime() + PATIENCE.toNanos())
                    : Mono.empty();
        });
    }

    private Mono<Void> batches(int most, long end) {
        return Mono.defer(() -> Journal.asked(sql.seal()))
                .repeat(most - 1)
                .takeUntil(more -> !more || System.nanoTime() - end > 0)
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
