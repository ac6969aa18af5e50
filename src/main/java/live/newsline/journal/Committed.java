package live.newsline.journal;

/**
 * What this node's writer has just committed. Nobody else can have written in between: it held the head.
 *
 * @param page read as of the commit, after the entry that was the last before it
 * @param asked before its transaction began, by {@link System#nanoTime()}
 */
public record Committed(Page page, long asked) {

    /** The position it follows. */
    public long after() {
        return page.entries().get(0).position() - 1;
    }
}
