package live.newsline.feed;

import java.util.ArrayDeque;
import java.util.Queue;
import live.newsline.wire.Frame;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;

/** What a reader has while it is behind the window, or asks how to go on: few are, so the others do not carry it. */
final class Backlog {

    /** A question to the database that was not answered yet. */
    @Nullable
    Disposable asking;
    /** When to ask again, after a failure; 0: not. In nanoseconds. */
    long askAgainAt;

    final Queue<Frame> page = new ArrayDeque<>();
    /** The journal's head when the page was read. */
    long pageAsOf;
    /** Everything up to here is in the page, or was not asked for. */
    long pageEnd;

    boolean isWaiting() {
        return asking != null || askAgainAt != 0;
    }
}
