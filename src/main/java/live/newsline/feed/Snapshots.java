package live.newsline.feed;

import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongPredicate;
import live.newsline.journal.Cursor;
import live.newsline.journal.Items;
import live.newsline.journal.Journal;
import live.newsline.journal.Wanted;
import live.newsline.wire.Wire;
import reactor.core.publisher.Mono;

/**
 * The newest items of a selection, encoded once for all readers that ask for the same in the same moment. Safe for any
 * thread; what is kept is bounded, and soon forgotten.
 */
final class Snapshots {

    /** Longer than a burst of readers takes to ask, shorter than anybody can see. */
    private static final long FRESH_NANOS = Duration.ofMillis(250).toNanos();

    private static final int MOST_KEPT = 256;

    private record Key(Wanted wanted, int limit) {}

    /** @param items as a JSON array */
    record Snapshot(Cursor cursor, byte[] items, long askedAt) {}

    private final Journal journal;
    private final ConcurrentHashMap<Key, Mono<Snapshot>> kept = new ConcurrentHashMap<>();

    Snapshots(Journal journal) {
        this.journal = journal;
    }

    /** @param holds whether a snapshot taken at a position still says what must be said */
    Mono<Snapshot> of(Wanted wanted, int limit, LongPredicate holds) {
        Key key = new Key(wanted, limit);
        if (kept.size() >= MOST_KEPT) {
            kept.clear();
        }
        Mono<Snapshot> shared = kept.computeIfAbsent(key, this::ask);
        return shared.flatMap(snapshot ->
                        holds.test(snapshot.cursor().position()) && System.nanoTime() - snapshot.askedAt() < FRESH_NANOS
                                ? Mono.just(snapshot)
                                : again(key, shared))
                .doOnError(failure -> kept.remove(key, shared));
    }

    void forget() {
        kept.clear();
    }

    private Mono<Snapshot> again(Key key, Mono<Snapshot> outdated) {
        kept.remove(key, outdated);
        // this one is asked after the caller asked, or was found by somebody who came later
        return kept.computeIfAbsent(key, this::ask);
    }

    private Mono<Snapshot> ask(Key key) {
        return Mono.defer(() -> {
                    long askedAt = System.nanoTime();
                    return journal.snapshot(key.wanted(), key.limit()).map(items -> encoded(items, askedAt));
                })
                .cache();
    }

    private static Snapshot encoded(Items items, long askedAt) {
        return new Snapshot(items.cursor(), Wire.items(items.items()), askedAt);
    }
}
