package live.newsline.feed;

/** What carries a stream. */
public enum Transport {
    SSE,
    RSOCKET
}
