package live.newsline.feed;

import io.netty.util.concurrent.EventExecutor;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import live.newsline.journal.Cursor;
import live.newsline.wire.Control;
import live.newsline.wire.Wire;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * The readers whose sockets live on one event loop. All but {@link #ring}, {@link #each} and {@link
 * #execute} is for that loop alone.
 */
final class Loop {

    private static final long SAME_MOMENT_NANOS = Duration.ofMillis(20).toNanos();
    /** Then the loop reads its sockets, so that a request waits for these readers' writes and not for everybody's. */
    private static final int SLICE = 512;

    private final EventExecutor executor;
    private final AtomicBoolean rung = new AtomicBoolean();
    private @Nullable Reader[] readers = new Reader[64];
    private int size;
    /** The reader that the pass under way comes to next; -1 where none is under way. */
    private int next = -1;

    private final boolean volleys;
    private boolean inSlice;
    /** What the slice under way sends together, if anything. */
    private @Nullable Volley volley;

    private final Tally tally;
    private boolean passAgain;
    private long tellingPasses;
    private volatile long told;
    private volatile int blocked;
    private volatile int behind;

    private @Nullable Control heartbeat;
    private Cursor heartbeatCursor = new Cursor("0", 0);
    private boolean heartbeatStale;
    private long heartbeatAt;

    /**
     * @param clock the database's time, in milliseconds since 1970
     * @param volleys whether readers are sent to by volleys, where the machine has them
     */
    Loop(EventExecutor executor, LongSupplier clock, boolean volleys) {
        this.executor = executor;
        this.volleys = volleys;
        this.tally = new Tally(clock);
    }

    EventExecutor executor() {
        return executor;
    }

    /** Has every reader tell what is new; however often this is called before the loop gets to it, it passes once. */
    void ring() {
        if (!rung.getAndSet(true)) {
            execute(() -> {
                rung.set(false);
                if (next >= 0) {
                    passAgain = true;
                } else {
                    next = size - 1;
                    passSlice();
                }
            });
        }
    }

    // backwards, because a reader that ends is replaced by the last one
    private void passSlice() {
        int end = Math.max(-1, next - SLICE);
        tally.open();
        inSlice = true;
        try {
            passTo(end);
        } finally {
            inSlice = false;
            volley = null;
            tally.settle();
            if (next < 0 && passAgain) {
                passAgain = false;
                next = size - 1;
            }
            if (next >= 0) {
                goOn();
            }
        }
    }

    private void passTo(int end) {
        try {
            while (next > end) {
                Reader reader = next < size ? readers[next] : null;
                next--;
                if (reader != null) {
                    reader.pass();
                }
                if (volley != null && volley.isFull()) {
                    volley.go();
                }
            }
        } finally {
            if (volley != null) {
                volley.go();
            }
        }
    }

    /** As a scheduled task, which is due after the sockets were read; a plain one would run before. */
    private void goOn() {
        try {
            executor.schedule(this::passSlice, 0, TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException shuttingDown) {
            next = -1;
        }
    }

    /** Whether a volley of the pass under way sends it, and then lets the reader go on. */
    boolean sends(Reader reader, int descriptor, Segment segment, int from, int to, long last) {
        if (!volleys || !inSlice || descriptor < 0) {
            return false;
        }
        Volley of = volley == null ? Volley.ofThisThread() : volley;
        volley = of;
        return of.add(reader, descriptor, segment, from, to, last);
    }

    void each(Consumer<Reader> visit) {
        execute(() -> all(visit));
    }

    /** The shared clock, and a count of those who cannot go on. */
    void tick(long now) {
        execute(() -> {
            int full = 0;
            int waiting = 0;
            // one walk: with many readers it is the memory that costs
            for (int i = size - 1; i >= 0; i--) {
                Reader reader = i < size ? readers[i] : null;
                if (reader != null) {
                    reader.tick(now);
                    boolean goesOn = reader.slot >= 0;
                    full += goesOn && reader.isBlocked() ? 1 : 0;
                    waiting += goesOn && reader.isBehind() ? 1 : 0;
                }
            }
            told = tellingPasses;
            blocked = full;
            behind = waiting;
        });
    }

    /** Where its readers say what they were told. */
    Tally tally() {
        return tally;
    }

    /** Adds what its readers were told, and who waits, up to a position; completes on this loop. */
    Mono<Void> account(Receipts receipts, Life life, long head) {
        return Mono.<Void>fromRunnable(() -> {
                    all(reader -> reader.account(life, head));
                    tally.giveTo(receipts, life, head);
                })
                .subscribeOn(Schedulers.fromExecutor(executor))
                .onErrorResume(RejectedExecutionException.class, shuttingDown -> Mono.empty());
    }

    /** A reader was told something in its pass. */
    void hasTold() {
        tellingPasses++;
    }

    /** How often that was so, when the clock last came by. */
    long told() {
        return told;
    }

    /** Readers whose outlet took nothing, when the clock last came by. */
    int blocked() {
        return blocked;
    }

    /** Readers that waited for the database, when the clock last came by. */
    int behind() {
        return behind;
    }

    /** One for all readers that are at the same place in the same moment. */
    Control heartbeat(String epoch, long position, boolean stale) {
        Control known = heartbeat;
        long now = System.nanoTime();
        if (known == null
                || now - heartbeatAt > SAME_MOMENT_NANOS
                || heartbeatStale != stale
                || heartbeatCursor.position() != position
                || !heartbeatCursor.epoch().equals(epoch)) {
            heartbeatCursor = new Cursor(epoch, position);
            heartbeatStale = stale;
            heartbeatAt = now;
            known = Wire.heartbeat(heartbeatCursor, Instant.now(), stale);
            heartbeat = known;
        }
        return known;
    }

    void add(Reader reader) {
        if (size == readers.length) {
            readers = Arrays.copyOf(readers, size * 2);
        }
        reader.slot = size;
        readers[size++] = reader;
    }

    void remove(Reader reader) {
        int slot = reader.slot;
        if (slot < 0) {
            return;
        }
        Reader last = readers[--size];
        readers[size] = null;
        if (last != null && last != reader) {
            readers[slot] = last;
            last.slot = slot;
        }
        reader.slot = -1;
    }

    private void all(Consumer<Reader> visit) {
        for (int i = size - 1; i >= 0; i--) {
            Reader reader = i < size ? readers[i] : null;
            if (reader != null) {
                visit.accept(reader);
            }
        }
    }

    void execute(Runnable task) {
        try {
            executor.execute(task);
        } catch (RejectedExecutionException shuttingDown) {
            rung.set(false);
        }
    }
}
