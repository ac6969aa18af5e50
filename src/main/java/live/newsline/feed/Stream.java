package live.newsline.feed;

/** A stream that may begin: what was asked for, and how it opens. */
public final class Stream {

    private final Request request;
    private final Opening opening;

    Stream(Request request, Opening opening) {
        this.request = request;
        this.opening = opening;
    }

    Request request() {
        return request;
    }

    Opening opening() {
        return opening;
    }
}
