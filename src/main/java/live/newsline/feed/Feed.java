package live.newsline.feed;

import io.netty.util.concurrent.EventExecutor;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import live.newsline.item.Channel;
import live.newsline.item.Urgency;
import live.newsline.journal.Bell;
import live.newsline.journal.Channels;
import live.newsline.journal.Cursor;
import live.newsline.journal.Entry;
import live.newsline.journal.Journal;
import live.newsline.journal.Page;
import live.newsline.journal.Refusal;
import live.newsline.journal.Wanted;
import live.newsline.wire.Control;
import live.newsline.wire.Verdict;
import live.newsline.wire.Wire;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * Follows the journal, and lets readers follow it.
 *
 * <p>What every reader is promised (protocol.md) is kept here: a stream begins with what it got, {@link #open}; no entry
 * is missed, because a reader's cursor moves only over what was told or not asked for; a text that is taken away is out
 * of memory before its entry is told. Public methods are safe for any thread and block nobody.
 */
@Component
public class Feed implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(Feed.class);

    private static final Duration POLL = Duration.ofSeconds(1);
    /** After this the web server starts anyway, and sends readers away until the journal is read. */
    private static final Duration FIRST_READING = Duration.ofSeconds(5);

    private static final Duration TICK = Duration.ofMillis(250);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(50);
    private static final int LOOK_AGAIN_AT_MOST = 60;
    private static final long STALE_NANOS = Duration.ofMillis(2500).toNanos();
    /** protocol.md, promise 3. */
    private static final long SILENT_NANOS = Duration.ofSeconds(10).toNanos();

    private static final Wanted NOTHING = new Wanted(List.of(), Urgency.FLASH, List.of());
    private static final int PAGE = 500;
    private static final int WARM = 2048;

    private final Journal journal;
    private final Bell bell;
    private final Channels channels;
    private final FeedSettings settings;
    private final Snapshots snapshots;
    private final Replays replays;

    private final Map<EventExecutor, Loop> loops = new ConcurrentHashMap<>();
    private final AtomicInteger readers = new AtomicInteger();
    private final Map<String, Integer> presence = new ConcurrentHashMap<>();
    private final Sinks.Many<Boolean> nudges = Sinks.many().multicast().directBestEffort();

    private volatile @Nullable Life life;
    private volatile long readAt;
    private volatile boolean draining;
    private volatile boolean somethingIsPrivate;
    private @Nullable Disposable following;

    Feed(Journal journal, Bell bell, Channels channels, FeedSettings settings) {
        this.journal = journal;
        this.bell = bell;
        this.channels = channels;
        this.settings = settings;
        this.snapshots = new Snapshots(journal);
        this.replays = new Replays(journal);
    }

    /**
     * Begins a stream: fresh, resumed or reset; or sent away, where it cannot be served now. Never fails for want of a
     * database, but for what the admission refuses.
     *
     * @param after the client's cursor, which it is sent away with
     */
    public Mono<Stream> open(Mono<Request> admitted, @Nullable String after) {
        return admitted.flatMap(request -> open(request)
                        .map(opening -> new Stream(
                                request,
                                opening,
                                request.wanted().channels().stream().noneMatch(this::isPrivate))))
                .onErrorResume(Refusal.DatabaseAway.class, away -> {
                    Request nobodys = new Request(NOTHING, 0, after, false);
                    return Mono.just(new Stream(nobodys, refused(nobodys), true));
                });
    }

    Mono<Opening> open(Request request) {
        return Mono.defer(() -> {
                    Life current = life;
                    if (current == null || draining || isSilent() || readers.get() >= settings.readers()) {
                        return Mono.just(refused(request));
                    }
                    String after = request.after();
                    if (after == null || after.isEmpty()) {
                        return begin(request, new Verdict.Fresh());
                    }
                    return Cursor.parse(after)
                            .map(cursor -> resume(request, cursor, current))
                            .orElseGet(() -> begin(request, new Verdict.Reset(Verdict.Reason.MALFORMED, null)));
                })
                .onErrorResume(Refusal.class, cannotNow -> Mono.just(refused(request)));
    }

    /** Makes a reader of it; from now on everything it does is done on that event loop. Call on that loop. */
    public Reader attach(Stream stream, EventExecutor executor, Outlet outlet) {
        Loop loop = loops.computeIfAbsent(executor, Loop::new);
        Reader reader = new Reader(this, loop, stream.request(), stream.opening(), outlet);
        loop.add(reader);
        readers.incrementAndGet();
        count(stream.request(), 1);
        if (draining) {
            reader.drainWithin(0);
        }
        return reader;
    }

    /** How many streams are open on this node. */
    public int readers() {
        return readers.get();
    }

    /** How many of them read this channel. */
    public int readers(String channel) {
        return presence.getOrDefault(channel, 0);
    }

    /** Whether the journal was read of late; readiness asks. */
    public boolean isFollowing() {
        return life != null && !isStale();
    }

    // what readers ask

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

    /** Whether one of its channels was made private since. */
    boolean hides(Request request) {
        return somethingIsPrivate
                && !request.mayReadPrivate()
                && request.wanted().channels().stream().anyMatch(this::isPrivate);
    }

    Mono<Page> replay(long after) {
        return replays.page(after);
    }

    Control drain(String cursor) {
        return Wire.drain(cursor, random(5_000, 60_000));
    }

    long nextHeartbeat() {
        long fifth = settings.heartbeat().toNanos() / 5;
        return ThreadLocalRandom.current().nextLong(4 * fifth, 6 * fifth);
    }

    long stallNanos() {
        return settings.stall().toNanos();
    }

    void left(Request request) {
        readers.decrementAndGet();
        count(request, -1);
    }

    private void count(Request request, int change) {
        request.wanted()
                .channels()
                .forEach(channel ->
                        presence.merge(channel, change, (there, more) -> there + more == 0 ? null : there + more));
    }

    // beginning a stream

    private Mono<Opening> resume(Request request, Cursor cursor, Life current) {
        if (cursor.epoch().equals(current.epoch())
                && cursor.position() <= current.head()
                && cursor.position() + 1 >= current.oldest()) {
            return Mono.just(resumed(current, cursor.position(), current.head()));
        }
        // not in this node's memory: the journal itself decides
        return journal.page(cursor.position(), 1).flatMap(page -> {
            if (!page.epoch().equals(cursor.epoch())) {
                return begin(request, new Verdict.Reset(Verdict.Reason.EPOCH, null));
            }
            if (cursor.position() > page.head()) {
                return begin(request, new Verdict.Reset(Verdict.Reason.AHEAD, null));
            }
            if (cursor.position() + 1 < page.oldest()) {
                Verdict.Lost lost = new Verdict.Lost(cursor.position() + 1, page.oldest() - 1);
                return begin(request, new Verdict.Reset(Verdict.Reason.EXPIRED, lost));
            }
            return inLife(page.epoch()).map(living -> resumed(living, cursor.position(), page.head()));
        });
    }

    private Opening resumed(Life living, long position, long head) {
        Verdict verdict = new Verdict.Resumed(head - position);
        Cursor cursor = new Cursor(living.epoch(), position);
        return new Opening(
                Wire.hello(cursor, Instant.now(), isStale(), verdict, random(2_000, 10_000), null),
                living,
                position,
                true);
    }

    private Mono<Opening> begin(Request request, Verdict verdict) {
        Life current = life;
        long needed = Math.max(journal.committed(), current == null ? 0 : current.head());
        return snapshots
                .of(request.wanted(), request.limit(), at -> at >= needed)
                .flatMap(snapshot -> inLife(snapshot.cursor().epoch())
                        .map(living -> new Opening(
                                Wire.hello(
                                        snapshot.cursor(),
                                        Instant.now(),
                                        isStale(),
                                        verdict,
                                        random(2_000, 10_000),
                                        snapshot.items()),
                                living,
                                snapshot.cursor().position(),
                                false)));
    }

    /** The life with this epoch, which this node is perhaps about to notice. */
    private Mono<Life> inLife(String epoch) {
        return Mono.defer(() -> {
                    Life current = life;
                    if (current != null && current.epoch().equals(epoch)) {
                        return Mono.just(current);
                    }
                    nudges.tryEmitNext(true);
                    return Mono.<Life>empty();
                })
                .repeatWhenEmpty(LOOK_AGAIN_AT_MOST, again -> again.delayElements(LOOK_AGAIN))
                .onErrorMap(IllegalStateException.class, notNoticed -> new Refusal.NotFollowing());
    }

    private Opening refused(Request request) {
        String after = request.after();
        return Opening.refused(drain(after != null && Cursor.parse(after).isPresent() ? after : ""));
    }

    private boolean isPrivate(String name) {
        Channel channel = channels.known().get(name);
        return channel != null && !channel.open();
    }

    private static int random(int from, int to) {
        return ThreadLocalRandom.current().nextInt(from, to + 1);
    }

    // following the journal

    @Override
    public void start() {
        draining = false;
        Disposable follower = Flux.merge(bell.rings(), Flux.interval(Duration.ZERO, POLL), nudges.asFlux())
                .onBackpressureLatest()
                .concatMap(ring -> catchUp().onErrorResume(this::tryLater), 1)
                .subscribe();
        Disposable privacy = Flux.interval(POLL)
                .onBackpressureDrop()
                .concatMap(tick -> channels.all().onErrorComplete())
                .subscribe(directory -> watchPrivacy());
        Disposable clock = Flux.interval(TICK).onBackpressureDrop().subscribe(tick -> {
            long now = System.nanoTime();
            loops.values().forEach(loop -> loop.each(reader -> reader.tick(now)));
        });
        following = Disposables.composite(follower, privacy, clock);
        awaitFirstReading();
    }

    private void awaitFirstReading() {
        Flux.interval(Duration.ZERO, LOOK_AGAIN)
                .takeUntil(tick -> life != null)
                .take(FIRST_READING)
                .blockLast();
    }

    private Mono<Void> catchUp() {
        return Mono.defer(() -> {
                    long asked = System.nanoTime();
                    Life current = life;
                    return (current == null ? beginning() : journal.page(current.head(), PAGE))
                            .flatMap(page -> take(page, asked));
                })
                .repeat()
                .takeUntil(more -> !more)
                .then();
    }

    /** Somewhat before the head, so that readers who return after our restart find what they missed in memory. */
    private Mono<Page> beginning() {
        return journal.page(0, 0).flatMap(now -> journal.page(Math.max(now.oldest() - 1, now.head() - WARM), PAGE));
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
        page.entries().forEach(current::append);
        if (current.lastCut() != before) {
            snapshots.forget();
        }
        readAt = asked;
        boolean changed = life != current;
        life = current;
        if (changed || !page.entries().isEmpty()) {
            loops.values().forEach(Loop::ring);
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
        return new Life(
                page.epoch(),
                position,
                first == null ? page.ownTag() : null,
                settings.window(),
                settings.windowBytes().toBytes());
    }

    private Mono<Void> tryLater(Throwable failure) {
        if (failure instanceof Refusal.DatabaseAway) {
            log.debug("The journal cannot be read now: {}", String.valueOf(failure.getCause()));
        } else {
            log.error("The journal cannot be read", failure);
        }
        return Mono.empty();
    }

    private void watchPrivacy() {
        boolean was = somethingIsPrivate;
        somethingIsPrivate = channels.known().values().stream().anyMatch(channel -> !channel.open());
        if (somethingIsPrivate || was) {
            loops.values().forEach(Loop::ring);
        }
    }

    // the end

    /** Sends all readers away, spread over the time that the settings give; completes when they are gone. */
    Mono<Void> drain() {
        return Mono.defer(() -> {
            draining = true;
            long spread = settings.drain().toNanos();
            loops.values().forEach(loop -> loop.each(reader -> reader.drainWithin(spread)));
            return Flux.interval(TICK)
                    .takeUntil(tick -> readers.get() == 0)
                    .take(settings.drain().plusSeconds(2))
                    .then();
        });
    }

    @Override
    public void stop() {
        if (following != null) {
            following.dispose();
            following = null;
        }
        replays.dispose();
    }

    @Override
    public boolean isRunning() {
        return following != null;
    }

    /** Before the web server, so that the first reader is served. */
    @Override
    public int getPhase() {
        return 0;
    }
}
