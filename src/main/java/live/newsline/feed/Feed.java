package live.newsline.feed;

import io.micrometer.core.instrument.MeterRegistry;
import io.netty.util.concurrent.EventExecutor;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import live.newsline.item.Channel;
import live.newsline.journal.Bell;
import live.newsline.journal.Channels;
import live.newsline.journal.Journal;
import live.newsline.journal.Page;
import live.newsline.journal.Refusal;
import live.newsline.work.Background;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Lets readers follow the journal.
 *
 * <p>What every reader is promised (protocol.md) is kept in this room: a stream begins with what it got, {@link
 * Openings}; no entry is missed, because a reader's position moves only over what was told or not asked for, {@link
 * Reader}; a text that is taken away is out of memory before its entry is told, {@link Life}. Public methods are safe for
 * any thread and block nobody.
 */
@Component
public class Feed extends Background {

    private static final Duration PRIVACY = Duration.ofSeconds(1);
    private static final Duration TICK = Duration.ofMillis(250);

    private final Channels channels;
    private final FeedSettings settings;
    private final Replays replays;
    private final Follower follower;
    private final Openings openings;

    private final DatabaseClock clock = new DatabaseClock();
    private final Loops loops;
    private final Receipts receipts = new Receipts();
    private final Selections selections;
    private final int most;
    private final FeedMeters meters;
    private final Map<Transport, Map<String, Integer>> presence =
            Map.of(Transport.SSE, new ConcurrentHashMap<>(), Transport.RSOCKET, new ConcurrentHashMap<>());

    private volatile boolean draining;
    private volatile boolean somethingIsPrivate;

    Feed(Journal journal, Bell bell, Channels channels, FeedSettings settings, MeterRegistry registry) {
        this.channels = channels;
        this.settings = settings;
        this.loops = new Loops(() -> clock.millis(System.nanoTime()), settings.ioUring() && Volley.isPossible());
        this.replays = new Replays(journal);
        this.selections = new Selections(settings.tapes());
        Snapshots snapshots = new Snapshots(journal);
        this.follower = new Follower(journal, bell, settings, snapshots, selections, loops, clock);
        this.openings = new Openings(journal, follower, snapshots);
        this.most = settings.readers() > 0 ? settings.readers() : Capacity.readers();
        this.meters = new FeedMeters(registry, this);
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
                .onErrorResume(
                        Refusal.DatabaseAway.class,
                        away -> Mono.just(new Stream(Request.NOBODYS, Openings.refused(after), true)));
    }

    Mono<Opening> open(Request request) {
        return Mono.defer(() -> draining || meters.open() >= most
                ? Mono.just(Openings.refused(request.after()))
                : openings.of(request));
    }

    /** Makes a reader of it; from now on everything it does is done on that event loop. Call on that loop. */
    public Reader attach(Stream stream, EventExecutor executor, Outlet outlet) {
        Loop loop = loops.of(executor);
        Request request = stream.request();
        Selection selection = selections.join(request.wanted(), outlet instanceof ByteOutlet);
        if (selections.hasWishes()) {
            follower.nudge();
        }
        Reader reader = new Reader(this, loop, selection, request, stream.opening(), outlet);
        loop.add(reader);
        meters.begins(outlet.transport());
        count(selection, outlet.transport(), 1);
        if (draining) {
            reader.drainWithin(0);
        }
        return reader;
    }

    /** How many streams are open on this node. */
    public int readers() {
        return meters.open();
    }

    /** How many of them read this channel. */
    public int readers(String channel) {
        return readers(channel, Transport.SSE) + readers(channel, Transport.RSOCKET);
    }

    /** How many of them over this transport. */
    public int readers(String channel, Transport transport) {
        return Objects.requireNonNull(presence.get(transport)).getOrDefault(channel, 0);
    }

    /** Readers over this transport by channel; one of several channels counts in each. */
    public Map<String, Integer> readers(Transport transport) {
        return Map.copyOf(Objects.requireNonNull(presence.get(transport)));
    }

    /**
     * Hands over the receipts that have changed since the last time. What could not be kept is handed over again. For one
     * caller, one call at a time.
     *
     * @param keep is not asked where nothing has changed
     */
    public Mono<Void> report(Function<List<Receipt>, Mono<Void>> keep) {
        return Mono.defer(() -> {
            Life current = life();
            if (current == null) {
                return Mono.empty();
            }
            long head = current.head();
            receipts.begin(current);
            return loops.account(receipts, current, head)
                    .publishOn(Schedulers.parallel())
                    .then(Mono.defer(() -> {
                        List<Receipt> changed = receipts.changed(head);
                        return changed.isEmpty()
                                ? Mono.<Void>empty()
                                : keep.apply(changed).doOnError(failure -> receipts.again(changed));
                    }));
        });
    }

    /** Whether the journal was read of late; readiness asks. */
    public boolean isFollowing() {
        return follower.life() != null && !follower.isStale();
    }

    // what readers ask

    @Nullable
    Life life() {
        return follower.life();
    }

    boolean isStale() {
        return follower.isStale();
    }

    /** Whether kills may have been missed, so that no text from memory may be told. */
    boolean isSilent() {
        return follower.isSilent();
    }

    /** Whether one of its channels was made private since. */
    boolean hides(Selection selection, boolean mayReadPrivate) {
        return somethingIsPrivate
                && !mayReadPrivate
                && selection.wanted().channels().stream().anyMatch(this::isPrivate);
    }

    Mono<Page> replay(long after) {
        return replays.page(after);
    }

    long nextHeartbeat() {
        long fifth = settings.heartbeat().toNanos() / 5;
        return ThreadLocalRandom.current().nextLong(4 * fifth, 6 * fifth);
    }

    long stallNanos() {
        return settings.stall().toNanos();
    }

    FeedMeters meters() {
        return meters;
    }

    void left(Selection selection, Transport transport, FeedMeters.End reason) {
        selections.leave(selection);
        meters.ends(transport, reason);
        count(selection, transport, -1);
    }

    // what the meters ask

    int most() {
        return most;
    }

    long told() {
        return loops.sum(Loop::told);
    }

    long blocked() {
        return loops.sum(Loop::blocked);
    }

    long behind() {
        return loops.sum(Loop::behind);
    }

    int tapes() {
        return selections.taped().size();
    }

    long position() {
        Life life = life();
        return life == null ? 0 : life.head();
    }

    double ageOfReading() {
        return follower.ageOfReading();
    }

    private void count(Selection selection, Transport transport, int change) {
        Map<String, Integer> here = Objects.requireNonNull(presence.get(transport));
        selection
                .wanted()
                .channels()
                .forEach(channel ->
                        here.merge(channel, change, (there, more) -> there + more == 0 ? null : there + more));
    }

    private boolean isPrivate(String name) {
        Channel channel = channels.known().get(name);
        return channel != null && !channel.open();
    }

    // the beginning and the end

    @Override
    protected Disposable begin() {
        draining = false;
        Disposable privacy = Flux.interval(PRIVACY)
                .onBackpressureDrop()
                .concatMap(tick -> channels.all().onErrorComplete())
                .subscribe(directory -> watchPrivacy());
        Disposable clock = Flux.interval(TICK).onBackpressureDrop().subscribe(tick -> loops.tick(System.nanoTime()));
        return Disposables.composite(privacy, clock, follower.start());
    }

    private void watchPrivacy() {
        boolean was = somethingIsPrivate;
        somethingIsPrivate = channels.known().values().stream().anyMatch(channel -> !channel.open());
        if (somethingIsPrivate || was) {
            loops.ring();
        }
    }

    /** Sends all readers away, spread over the time that the settings give; completes when they are gone. */
    Mono<Void> drain() {
        return Mono.defer(() -> {
            draining = true;
            long spread = settings.drain().toNanos();
            loops.each(reader -> reader.drainWithin(spread));
            return Flux.interval(TICK)
                    .takeUntil(tick -> readers() == 0)
                    .take(settings.drain().plusSeconds(2))
                    .then();
        });
    }

    @Override
    public void stop() {
        super.stop();
        replays.dispose();
    }

    /** Before the web server, so that the first reader is served. */
    @Override
    public int getPhase() {
        return 0;
    }
}
