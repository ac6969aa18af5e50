package live.newsline.feed;

/** A stream that may begin: what was asked for, and how it opens. */
public final class Stream {

    private final Request request;
    private final Opening opening;
    private final boolean forAnybody;

    Stream(Request request, Opening opening, boolean forAnybody) {
        this.request = request;
        this.opening = opening;
        this.forAnybody = forAnybody;
    }

    /** Whether all its channels are public. */
    public boolean isForAnybody() {
        return forAnybody;
    }

    Request request() {
        return request;
    }

    Opening opening() {
        return opening;
    }
}
