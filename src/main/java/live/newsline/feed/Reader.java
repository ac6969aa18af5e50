package live.newsline.feed;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import live.newsline.feed.FeedMeters.End;
import live.newsline.journal.Cursor;
import live.newsline.journal.Page;
import live.newsline.wire.Frame;
import live.newsline.wire.Wire;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * One stream's place in the journal. Each {@linkplain #pass() pass} tells what the outlet will take of what was not told
 * yet: from the tape of its selection, else from the window, else from pages of the journal. Nothing is kept for a reader
 * that takes nothing.
 *
 * <p>Everything happens on the event loop it was attached to.
 */
public final class Reader {

    private static final int MOST_BYTES = 32 * 1024;
    private static final long ASK_AGAIN_NANOS = Duration.ofSeconds(1).toNanos();

    private final Feed feed;
    private final Loop loop;
    private final Selection selection;
    private final Outlet outlet;
    private final @Nullable ByteOutlet bytes;
    private final short limit;
    private final boolean mayReadPrivate;

    /** Its index in the loop's table. */
    int slot = -1;

    /** What the client came with, until it is told what it got. */
    private @Nullable String after;

    private @Nullable Opening opening;
    private @Nullable Life life;
    private long position;
    /** No receipt is due to this reader up to here: it was counted, or is told what had happened before it came. */
    private long counted;

    private @Nullable Backlog backlog;

    private long beatAt;
    private long drainAt = Long.MAX_VALUE;
    private long stalledSince = Long.MAX_VALUE;
    private boolean announceLive;
    private boolean beatDue;
    private boolean passing;
    /** A volley is to send what comes next, and then lets it go on. */
    private boolean inVolley;

    private boolean ended;

    Reader(Feed feed, Loop loop, Selection selection, Request request, Opening opening, Outlet outlet) {
        this.feed = feed;
        this.loop = loop;
        this.selection = selection;
        this.outlet = outlet;
        this.bytes = outlet instanceof ByteOutlet takesBytes ? takesBytes : null;
        this.limit = (short) request.limit();
        this.mayReadPrivate = request.mayReadPrivate();
        this.after = request.after();
        this.opening = opening;
        this.beatAt = System.nanoTime() + feed.nextHeartbeat();
    }

    /** Tells what can be told now. */
    public void pass() {
        if (!passing && !inVolley && !ended) {
            goOn(false);
        }
    }

    /** A volley has sent this, or tried to: the bytes of what comes after its position, up to the last. */
    void sent(Segment segment, int from, int to, long last, int result) {
        inVolley = false;
        if (bytes != null && !ended) {
            took(bytes, segment, from + bytes.answered(result, to - from), to, last);
            goOn(true);
        }
    }

    private void goOn(boolean hasTold) {
        boolean told = hasTold;
        passing = true;
        try {
            while (!ended && !(told && hasToldAll()) && outlet.takes() && step()) {
                told = true;
            }
        } finally {
            passing = false;
        }
        if (told) {
            stalledSince = Long.MAX_VALUE;
            loop.hasTold();
            outlet.flush();
        }
        if (position > counted && life != null && !ended && outlet.hasHandedOver()) {
            loop.tally().moved(life, selection, counted, position);
            counted = position;
        }
        if (ended) {
            outlet.complete();
        }
    }

    /** Says whether it waits for anything up to the head. */
    void account(Life current, long head) {
        if (life == current && counted < head) {
            loop.tally().waits(selection, counted);
        }
    }

    /** The client is gone. May be called more than once. */
    public void detach() {
        end(End.GONE);
    }

    /** Something went wrong in the middle of it: what it was told may be half an event. */
    void breakOff() {
        end(End.GONE);
        outlet.abort();
    }

    private void end(End reason) {
        ended = true;
        if (backlog != null && backlog.asking != null) {
            backlog.asking.dispose();
        }
        backlog = null;
        if (slot >= 0) {
            loop.remove(this);
            feed.left(selection, outlet.transport(), reason);
        }
    }

    /** The shared clock has come by. */
    void tick(long now) {
        if (outlet.takes() || !outlet.breaksWhenStalled()) {
            stalledSince = Long.MAX_VALUE;
        } else {
            stalledSince = Math.min(stalledSince, now);
            if (now - stalledSince > feed.stallNanos()) {
                end(End.STALLED);
                outlet.abort();
                return;
            }
        }
        if (now - beatAt >= 0) {
            beatDue = true;
            beatAt = now + feed.nextHeartbeat();
        }
        boolean askAgain = backlog != null && backlog.askAgainAt != 0 && now - backlog.askAgainAt >= 0;
        if (askAgain) {
            backlog = null;
        }
        if (askAgain || beatDue || now - drainAt >= 0) {
            pass();
        }
    }

    boolean isBlocked() {
        return stalledSince != Long.MAX_VALUE;
    }

    boolean isBehind() {
        return backlog != null;
    }

    /** @param spread in nanoseconds: this reader goes at a random moment within it */
    void drainWithin(long spread) {
        drainAt = System.nanoTime() + ThreadLocalRandom.current().nextLong(spread + 1);
    }

    /** What almost every pass ends with: it spares another step that finds nothing. */
    private boolean hasToldAll() {
        return life != null
                && position == life.head()
                && backlog == null
                && opening == null
                && !announceLive
                && !beatDue;
    }

    private boolean step() {
        if (drainAt != Long.MAX_VALUE && System.nanoTime() - drainAt >= 0 || feed.hides(selection, mayReadPrivate)) {
            outlet.tell(Openings.drain(seen()));
            end(End.DRAINED);
            return true;
        }
        if (opening != null) {
            return begin(opening);
        }
        if (backlog != null && backlog.isWaiting()) {
            return beat();
        }
        Life current = life;
        if (current == null || current != feed.life()) {
            reopen();
            return false;
        }
        return (!feed.isSilent() && tellEntries(current)) || announceLive(current) || beat();
    }

    private boolean begin(Opening begun) {
        if (begun.life() == null) {
            outlet.tell(begun.first());
            end(life == null ? End.REFUSED : End.DRAINED);
            return true;
        }
        if (begun.life() != feed.life() || begun.isOutdated()) {
            reopen();
            return false;
        }
        opening = null;
        after = null;
        life = begun.life();
        position = begun.position();
        counted = Math.max(position, life.head());
        announceLive = begun.replays();
        outlet.tell(begun.first());
        return true;
    }

    private boolean tellEntries(Life current) {
        if (backlog != null) {
            return tellPage(current, backlog);
        }
        if (bytes != null) {
            Tape tape = selection.tape(current);
            if (tape != null) {
                return tellTape(tape, bytes, current);
            }
        }
        return tellWindow(current);
    }

    /** One write for everything that a segment holds; where the socket takes less, it gets the rest of that event. */
    private boolean tellTape(Tape tape, ByteOutlet taking, Life current) {
        while (position < tape.head()) {
            Segment segment = tape.at(position + 1);
            if (segment == null) {
                return tellWindow(current);
            }
            long last = segment.last();
            int from = segment.after(position);
            int to = segment.after(last);
            if (from < to) {
                inVolley = loop.sends(this, taking.descriptor(), segment, from, to, last);
                if (!inVolley) {
                    took(taking, segment, from + taking.write(segment.bytes(), from, to), to, last);
                }
                return !inVolley;
            }
            position = last;
        }
        return false;
    }

    private void took(ByteOutlet taking, Segment segment, int end, int to, long last) {
        position = end < to ? segment.positionAcross(end) : last;
        if (end < to) {
            taking.finish(segment.bytes(), end, segment.after(position));
        }
    }

    private boolean tellWindow(Life current) {
        List<Frame> frames = new ArrayList<>(1);
        int size = 0;
        long head = current.head();
        while (position < head && frames.size() < outlet.most() && size < MOST_BYTES) {
            Frame frame = current.at(position + 1);
            if (frame == null) {
                if (frames.isEmpty()) {
                    askForPage();
                    return false;
                }
                break;
            }
            position++;
            if (selection.wanted().takes(frame.facts())) {
                frames.add(frame);
                size += frame.event().length;
            }
        }
        return tell(frames);
    }

    private boolean tellPage(Life current, Backlog behind) {
        if (behind.pageAsOf < current.lastCut()) {
            // it may hold a text that was taken away since
            askForPage();
            return false;
        }
        List<Frame> frames = new ArrayList<>(1);
        int size = 0;
        while (!behind.page.isEmpty() && frames.size() < outlet.most() && size < MOST_BYTES) {
            Frame frame = behind.page.remove();
            frames.add(frame);
            size += frame.event().length;
            position = frame.position();
        }
        if (behind.page.isEmpty()) {
            position = behind.pageEnd;
            backlog = null;
        }
        // an empty page is read through: there may be more behind it
        return tell(frames) || tellEntries(current);
    }

    private boolean tell(List<Frame> frames) {
        if (frames.isEmpty()) {
            return false;
        }
        outlet.tell(frames);
        return true;
    }

    /** A heartbeat says that the replay is done. Who has seen more than this node waits for it. */
    private boolean announceLive(Life current) {
        if (!announceLive || feed.isSilent() || position != current.head()) {
            return false;
        }
        announceLive = false;
        beatDue = true;
        return beat();
    }

    private boolean beat() {
        if (!beatDue || life == null) {
            return false;
        }
        beatDue = false;
        outlet.tell(loop.heartbeat(life.epoch(), position, feed.isStale()));
        return true;
    }

    private void askForPage() {
        ask(feed.replay(position), this::turnPage);
    }

    private void turnPage(Page read) {
        if (life == null || !read.epoch().equals(life.epoch())) {
            reopen();
        } else if (read.entries().isEmpty() || read.entries().get(0).position() != position + 1) {
            // no longer kept: the client is told what it lost
            reopen();
        } else {
            String epoch = life.epoch();
            Backlog behind = new Backlog();
            read.entries().stream()
                    .filter(selection.wanted()::takes)
                    .map(entry -> Wire.frame(epoch, entry))
                    .forEach(behind.page::add);
            behind.pageAsOf = read.head();
            behind.pageEnd = read.entries().get(read.entries().size() - 1).position();
            backlog = behind;
        }
    }

    private void reopen() {
        opening = null;
        Request again = new Request(selection.wanted(), limit, life == null ? after : seen(), mayReadPrivate);
        ask(feed.open(again), next -> opening = next);
    }

    /** Asks the database, and goes on where it left off when there is an answer. */
    private <T> void ask(Mono<T> question, Consumer<T> take) {
        Backlog waiting = new Backlog();
        backlog = waiting;
        waiting.asking = question.subscribe(
                answer -> onLoop(() -> {
                    backlog = null;
                    take.accept(answer);
                }),
                failure -> onLoop(() -> {
                    waiting.asking = null;
                    waiting.askAgainAt = System.nanoTime() + ASK_AGAIN_NANOS;
                }));
    }

    private void onLoop(Runnable then) {
        loop.executor().execute(() -> {
            if (!ended) {
                then.run();
                pass();
            }
        });
    }

    /** The cursor a client should return with; a word of the client's that is none is not told back to it. */
    private String seen() {
        if (life != null) {
            return new Cursor(life.epoch(), position).toString();
        }
        return after != null && Cursor.parse(after).isPresent() ? after : "";
    }
}
