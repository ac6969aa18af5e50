package live.newsline.feed;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import live.newsline.journal.Cursor;
import live.newsline.journal.Page;
import live.newsline.wire.Frame;
import live.newsline.wire.Wire;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;

/**
 * One stream's place in the journal. Each {@linkplain #pass() pass} tells what the outlet will take of what was not told
 * yet; nothing is kept for a reader that takes nothing.
 *
 * <p>Everything happens on the event loop it was attached to.
 */
public final class Reader {

    private static final int MOST_BYTES = 32 * 1024;
    private static final long ASK_AGAIN_NANOS = Duration.ofSeconds(1).toNanos();

    private final Feed feed;
    private final Loop loop;
    private final Request request;
    private final Outlet outlet;

    /** Its index in the loop's table. */
    int slot = -1;

    private @Nullable Opening opening;
    private @Nullable Life life;
    private long position;
    private boolean announceLive;

    private @Nullable Disposable asking;
    private long askAgainAt;
    private Queue<Frame> page = new ArrayDeque<>();
    /** The journal's head when the page was read. */
    private long pageAsOf;
    /** Everything up to here is in the page, or was not asked for. */
    private long pageEnd;

    private boolean beatDue;
    private long beatAt;
    private long drainAt = Long.MAX_VALUE;
    private long stalledSince = Long.MAX_VALUE;
    private boolean passing;
    private boolean ended;

    Reader(Feed feed, Loop loop, Request request, Opening opening, Outlet outlet) {
        this.feed = feed;
        this.loop = loop;
        this.request = request;
        this.outlet = outlet;
        this.opening = opening;
        this.beatAt = System.nanoTime() + feed.nextHeartbeat();
    }

    /** Tells what can be told now. */
    public void pass() {
        if (passing || ended) {
            return;
        }
        passing = true;
        boolean told = false;
        try {
            while (!ended && outlet.takes() && step()) {
                told = true;
            }
        } finally {
            passing = false;
        }
        if (told) {
            stalledSince = Long.MAX_VALUE;
            outlet.flush();
        }
        if (ended) {
            outlet.complete();
        }
    }

    /** The client is gone, or is to be. May be called more than once. */
    public void detach() {
        ended = true;
        if (asking != null) {
            asking.dispose();
        }
        page = new ArrayDeque<>();
        if (slot >= 0) {
            loop.remove(this);
            feed.left(request);
        }
    }

    /** The shared clock has come by. */
    void tick(long now) {
        if (outlet.breaksWhenStalled() && !outlet.takes()) {
            stalledSince = Math.min(stalledSince, now);
            if (now - stalledSince > feed.stallNanos()) {
                detach();
                outlet.abort();
                return;
            }
        }
        if (now - beatAt >= 0) {
            beatDue = true;
            beatAt = now + feed.nextHeartbeat();
        }
        if (beatDue || now - drainAt >= 0 || (askAgainAt != 0 && now - askAgainAt >= 0)) {
            askAgainAt = 0;
            pass();
        }
    }

    /** @param spread in nanoseconds: this reader goes at a random moment within it */
    void drainWithin(long spread) {
        drainAt = System.nanoTime() + ThreadLocalRandom.current().nextLong(spread + 1);
    }

    private boolean step() {
        if (drainAt != Long.MAX_VALUE && System.nanoTime() - drainAt >= 0 || feed.hides(request)) {
            outlet.tell(feed.drain(seen()));
            detach();
            return true;
        }
        if (opening != null) {
            return begin(opening);
        }
        Life current = life;
        if (asking != null || askAgainAt != 0) {
            return beat();
        }
        if (current == null || current != feed.life()) {
            reopen();
            return false;
        }
        return (!feed.isSilent() && tellEntries(current)) || announceLive(current) || beat();
    }

    private boolean begin(Opening begun) {
        if (begun.life() == null) {
            outlet.tell(begun.first());
            detach();
            return true;
        }
        if (begun.life() != feed.life() || begun.isOutdated()) {
            reopen();
            return false;
        }
        opening = null;
        life = begun.life();
        position = begun.position();
        announceLive = begun.replays();
        outlet.tell(begun.first());
        return true;
    }

    private boolean tellEntries(Life current) {
        if (!page.isEmpty() || pageEnd > position) {
            return tellPage(current);
        }
        List<Frame> frames = new ArrayList<>(1);
        int bytes = 0;
        long head = current.head();
        while (position < head && frames.size() < outlet.most() && bytes < MOST_BYTES) {
            Frame frame = current.at(position + 1);
            if (frame == null) {
                if (frames.isEmpty()) {
                    askForPage();
                    return false;
                }
                break;
            }
            position++;
            if (request.wanted().takes(frame.facts())) {
                frames.add(frame);
                bytes += frame.event().length;
            }
        }
        return tell(frames);
    }

    private boolean tellPage(Life current) {
        if (pageAsOf < current.lastCut()) {
            // it may hold a text that was taken away since
            page.clear();
            pageEnd = position;
            askForPage();
            return false;
        }
        List<Frame> frames = new ArrayList<>(1);
        int bytes = 0;
        while (!page.isEmpty() && frames.size() < outlet.most() && bytes < MOST_BYTES) {
            Frame frame = page.remove();
            frames.add(frame);
            bytes += frame.event().length;
            position = frame.position();
        }
        if (page.isEmpty()) {
            position = pageEnd;
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

    /** A heartbeat says that the replay is done. */
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
        outlet.tell(Wire.heartbeat(new Cursor(life.epoch(), position), Instant.now(), feed.isStale()));
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
            read.entries().stream()
                    .filter(request.wanted()::takes)
                    .map(entry -> Wire.frame(epoch, entry))
                    .forEach(page::add);
            pageAsOf = read.head();
            pageEnd = read.entries().get(read.entries().size() - 1).position();
        }
    }

    private void reopen() {
        opening = null;
        page.clear();
        pageEnd = 0;
        Request again = life == null ? request : request.after(seen());
        ask(feed.open(again), next -> opening = next);
    }

    /** Asks the database, and goes on where it left off when there is an answer. */
    private <T> void ask(Mono<T> question, Consumer<T> take) {
        askAgainAt = 0;
        asking = question.subscribe(
                answer -> onLoop(() -> {
                    asking = null;
                    take.accept(answer);
                }),
                failure -> onLoop(() -> {
                    asking = null;
                    askAgainAt = System.nanoTime() + ASK_AGAIN_NANOS;
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
        String after = request.after();
        return after != null && Cursor.parse(after).isPresent() ? after : "";
    }
}
