package live.newsline.journal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * The one writer of this node: commits whatever orders are waiting in one transaction, and answers each when its own
 * entry is durable. A caller that goes away changes nothing; a refused order does not fail its neighbours.
 *
 * <p>Safe for any thread; answers come on the connection's thread.
 */
final class Writer {

    private static final Logger log = LoggerFactory.getLogger(Writer.class);

    private static final int MOST_WAITING = 4096;
    private static final int LARGEST_BATCH = 256;
    /** Longer than the server's own statement and lock timeouts, so that it speaks only when the server cannot. */
    private static final Duration PATIENCE = Duration.ofSeconds(8);

    private record Waiting(Order order, Sinks.One<Written> answer) {}

    private final OwnConnection connection;
    private final WriterSql sql;
    private final Consumer<Committed> told;
    private final Queue<Waiting> queue = new ArrayBlockingQueue<>(MOST_WAITING);
    private final AtomicInteger working = new AtomicInteger();
    private volatile long underWay;

    /** @param told takes what was committed, in order and before its callers are answered; must not block */
    Writer(OwnConnection connection, WriterSql sql, Consumer<Committed> told) {
        this.connection = connection;
        this.sql = sql;
        this.told = told;
    }

    Mono<Written> submit(Order order) {
        return Mono.defer(() -> {
            Waiting waiting = new Waiting(order, Sinks.one());
            if (!queue.offer(waiting)) {
                return Mono.error(new Refusal.Busy());
            }
            work();
            return waiting.answer().asMono();
        });
    }

    /** The position that a commit goes up to whose answer is not there yet; 0 where none is under way. */
    long underWay() {
        return underWay;
    }

    Mono<Void> close() {
        return connection.close();
    }

    private void work() {
        if (working.getAndIncrement() == 0) {
            workOn();
        }
    }

    private void workOn() {
        List<Waiting> batch = new ArrayList<>();
        for (Waiting next; batch.size() < LARGEST_BATCH && (next = queue.poll()) != null; ) {
            batch.add(next);
        }
        int seen = working.get();
        if (batch.isEmpty()) {
            if (working.addAndGet(-seen) != 0) {
                workOn();
            }
            return;
        }
        commit(batch)
                .onErrorResume(failure -> alone(batch, failure))
                .subscribe(nothing -> {}, failure -> log.error("An answer could not be given", failure), this::workOn);
    }

    /** A failure that is no refusal may come from one order: each is tried alone, so that it fails alone. */
    private Mono<Void> alone(List<Waiting> batch, Throwable failure) {
        if (failure instanceof Refusal || batch.size() == 1) {
            batch.forEach(each -> each.answer().tryEmitError(failure));
            return Mono.empty();
        }
        log.warn("A batch of {} writes failed; each is tried alone", batch.size(), failure);
        return Flux.fromIterable(batch)
                .concatMap(each -> commit(List.of(each)).onErrorResume(own -> alone(List.of(each), own)))
                .then();
    }

    private Mono<Void> commit(List<Waiting> batch) {
        return Mono.defer(() -> {
            Attempt attempt = new Attempt(batch);
            return attempt.run()
                    // a connection that died while it was idle: nothing was sent to be committed yet
                    .onErrorResume(
                            Failures::isConnectionLoss,
                            failure -> attempt.committing
                                    ? Mono.error(failure)
                                    : connection.drop().then(Mono.defer(attempt::run)))
                    .timeout(PATIENCE)
                    .doOnError(failure -> underWay = 0)
                    .onErrorResume(failure -> connection
                            .drop()
                            .then(Mono.error(
                                    attempt.committing
                                            ? new Refusal.OutcomeUnknown(failure)
                                            : Failures.translated(failure))));
        });
    }

    /** One transaction over a batch. */
    private final class Attempt {

        private final List<Waiting> batch;
        private volatile boolean committing;

        Attempt(List<Waiting> batch) {
            this.batch = batch;
        }

        Mono<Void> run() {
            long asked = System.nanoTime();
            return connection
                    .connected()
                    .flatMap(open -> sql.begin(
                                    open, batch.stream().map(Waiting::order).toList())
                            .flatMap(ledger -> {
                                List<Runnable> answers = batch.stream()
                                        .map(each -> decide(ledger, each))
                                        .toList();
                                Mono<Void> done = ledger.hasNothingToWrite()
                                        ? Mono.from(open.rollbackTransaction())
                                        : sql.write(open, ledger).then(Mono.defer(() -> {
                                            committing = true;
                                            underWay = ledger.entries.isEmpty() ? 0 : ledger.position();
                                            return Mono.from(open.commitTransaction());
                                        }));
                                return done.then(Mono.fromRunnable(() -> {
                                    underWay = 0;
                                    if (!ledger.entries.isEmpty()) {
                                        told.accept(new Committed(ledger.page(), asked));
                                    }
                                    answers.forEach(Runnable::run);
                                }));
                            }));
        }

        private Runnable decide(Ledger ledger, Waiting waiting) {
            try {
                Written written = ledger.apply(waiting.order());
                return () -> waiting.answer().tryEmitValue(written);
            } catch (RuntimeException refused) {
                return () -> waiting.answer().tryEmitError(refused);
            }
        }
    }
}
