package live.newsline.feed;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import live.newsline.journal.Bell;
import live.newsline.journal.Committed;
import live.newsline.journal.Entry;
import live.newsline.journal.Journal;
import live.newsline.journal.Page;
import live.newsline.journal.Refusal;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * Follows the journal, by what this node commits, by bell and by poll, into the one {@link Life} that all readers
 * share, and rings the loops when there is something to tell. It alone writes to the life and to the tapes, one page
 * after the other.
 */
final class Follower {

    private static final Logger log = LoggerFactory.getLogger(Follower.class);

    private static final Duration POLL = Duration.ofSeconds(1);
    /** After this the web server starts anyway, and sends readers away until the journal is read. */
    private static final Duration FIRST_READING = Duration.ofSeconds(5);

    private static final Duration LOOK_AGAIN = Duration.ofMillis(50);
    private static final int LOOK_AGAIN_AT_MOST = 60;
    private static final long STALE_NANOS = Duration.ofMillis(2500).toNanos();
    /** protocol.md, promise 3. */
    private static final long SILENT_NANOS = Duration.ofSeconds(10).toNanos();

    private static final int PAGE = 500;
    private static final int WARM = 2048;

    private final Journal journal;
    private final Bell bell;
    private final FeedSettings settings;
    private final Snapshots snapshots;
    private final Selections selections;
    private final Loops loops;
    private final DatabaseClock clock;
    private final Buffers buffers;
    private final Sinks.Many<Boolean> nudges = Sinks.many().multicast().directBestEffort();

    /** How far others said the journal goes; not lost when another piece of work takes a ring's place. */
    private final AtomicLong rung = new AtomicLong();

    private volatile @Nullable Life life;
    private volatile long readAt;

    Follower(
            Journal journal,
            Bell bell,
            FeedSettings settings,
            Snapshots snapshots,
            Selections selections,
            Loops loops,
            DatabaseClock clock) {
        this.journal = journal;
        this.bell = bell;
        this.settings = settings;
        this.snapshots = snapshots;
        this.selections = selections;
        this.loops = loops;
        this.clock = clock;
        this.buffers = new Buffers(loops);
    }

    /** Null until the journal was read for the first time. */
    @Nullable
    Life life() {
        return life;
    }

    boolean isStale() {
        return System.nanoTime() - readAt > STALE_NANOS;
    }

    /** Whether kills may have been missed, so that no text from memory may be told. */
    boolean isSilent() {
        return System.nanoTime() - readAt > SILENT_NANOS;
    }

    /** In seconds. */
    double ageOfReading() {
        return (System.nanoTime() - readAt) / 1e9;
    }

    /** Has it look now. */
    void nudge() {
        nudges.tryEmitNext(true);
    }

    /** The life with this epoch, which this node is perhaps about to notice. */
    Mono<Life> inLife(String epoch) {
        return Mono.defer(() -> {
                    Life current = life;
                    if (current != null && current.epoch().equals(epoch)) {
                        return Mono.just(current);
                    }
                    nudge();
                    return Mono.<Life>empty();
                })
                .repeatWhenEmpty(LOOK_AGAIN_AT_MOST, again -> again.delayElements(LOOK_AGAIN))
                .onErrorMap(IllegalStateException.class, notNoticed -> new Refusal.NotFollowing());
    }

    /** Begins, and waits a moment for the first reading. */
    Disposable start() {
        Disposable following = Flux.merge(
                        journal.commits().map(this::tell),
                        bell.rings().map(this::lookUpTo),
                        Flux.interval(Duration.ZERO, POLL).map(tick -> catchUp()),
                        nudges.asFlux().map(nudge -> catchUp()))
                .onBackpressureLatest()
                .concatMap(work -> work.onErrorResume(this::tryLater), 1)
                .subscribe();
        Flux.interval(Duration.ZERO, LOOK_AGAIN)
                .takeUntil(tick -> life != null)
                .take(FIRST_READING)
                .blockLast();
        return following;
    }

    private Mono<Void> lookUpTo(long position) {
        rung.accumulateAndGet(position, Math::max);
        return Mono.defer(() -> hasRead(position) || journal.isCommitting(position) ? Mono.empty() : catchUp());
    }

    private boolean hasRead(long position) {
        Life current = life;
        return current != null && current.head() >= position;
    }

    /** What was committed here is not read again, if it is what comes next. */
    private Mono<Void> tell(Committed committed) {
        return Mono.defer(() -> {
            Life current = life;
            Page page = committed.page();
            if (current != null && page.epoch().equals(current.epoch()) && page.head() <= current.head()) {
                return Mono.empty();
            }
            if (current == null
                    || !page.epoch().equals(current.epoch())
                    || committed.after() != current.head()
                    || current.tag() == null
                    || !current.tag().equals(page.ownTag())) {
                return catchUp();
            }
            return take(page, committed.asked()).then(hasRead(rung.get()) ? Mono.empty() : catchUp());
        });
    }

    private Mono<Void> catchUp() {
        long known = rung.get();
        return Mono.defer(() -> {
                    long asked = System.nanoTime();
                    Life current = life;
                    return (current == null ? beginning() : journal.page(current.head(), PAGE))
                            .flatMap(page -> read(page, asked));
                })
                .repeat()
                .takeUntil(more -> !more)
                .then(Mono.fromRunnable(() -> {
                    Life current = life;
                    rung.compareAndSet(known, current == null ? 0 : current.head());
                }));
    }

    /** Somewhat before the head, so that readers who return after our restart find what they missed in memory. */
    private Mono<Page> beginning() {
        return journal.page(0, 0).flatMap(now -> journal.page(Math.max(now.oldest() - 1, now.head() - WARM), PAGE));
    }

    /** The writer's pages say the time in milliseconds, cut off: the clock hears only what is read. */
    private Mono<Boolean> read(Page page, long asked) {
        clock.heard(page.now(), asked, System.nanoTime());
        return take(page, asked);
    }

    /** @return whether there is more to read */
    private Mono<Boolean> take(Page page, long asked) {
        Life current = life;
        if (current != null && page.epoch().equals(current.epoch()) && wasRewound(current, page)) {
            log.warn("The journal's history was rewound before position {}: a new epoch begins", current.head());
            return journal.beginEpoch(current.epoch()).thenReturn(true);
        }
        if (current == null || !page.epoch().equals(current.epoch()) || hasHole(current, page)) {
            current = beginLife(page);
        }
        long before = current.lastCut();
        selections.settle(current);
        List<Selection> taped = selections.taped();
        for (Entry entry : page.entries()) {
            current.append(entry, taped);
        }
        if (current.lastCut() != before) {
            snapshots.forget();
        }
        readAt = life == null ? asked : Math.max(readAt, asked);
        boolean changed = life != current;
        life = current;
        if (changed || !page.entries().isEmpty()) {
            loops.ring();
        }
        return Mono.just(current.head() < page.head());
    }

    private static boolean wasRewound(Life current, Page page) {
        if (page.oldest() > current.head() && page.head() > current.head()) {
            // too old to compare: retention took the row, not a failover
            return false;
        }
        return page.head() < current.head()
                || (current.tag() != null && !current.tag().equals(page.ownTag()));
    }

    private static boolean hasHole(Life current, Page page) {
        return !page.entries().isEmpty() && page.entries().get(0).position() != current.head() + 1;
    }

    private Life beginLife(Page page) {
        snapshots.forget();
        Entry first = page.entries().isEmpty() ? null : page.entries().get(0);
        long position = first == null ? page.head() : first.position() - 1;
        log.info("Following the journal, epoch {}, from position {}", page.epoch(), position);
        return new Life(page.epoch(), position, first == null ? page.ownTag() : null, settings, buffers);
    }

    private Mono<Void> tryLater(Throwable failure) {
        if (failure instanceof Refusal.DatabaseAway) {
            log.debug("The journal cannot be read now: {}", String.valueOf(failure.getCause()));
        } else {
            log.error("The journal cannot be read", failure);
        }
        return Mono.empty();
    }
}
