package live.newsline.presence;

import java.time.Duration;
import java.util.UUID;
import live.newsline.feed.Feed;
import live.newsline.feed.Transport;
import live.newsline.work.Background;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;

/**
 * Says once a second what this node's readers were told, if anything, and every two that the node runs and who reads
 * there. While the database is away nothing is said, nothing waits, and what had changed is said afterwards.
 */
@Component
class Reports extends Background {

    private static final Logger log = LoggerFactory.getLogger(Reports.class);

    private static final Duration EVERY = Duration.ofSeconds(1);
    private static final int RUNS = 2;
    private static final int FORGETS = 600;
    private static final Duration LAST_WORD = Duration.ofSeconds(1);
    /** After the last reader was sent away, and while the feed can be asked. */
    private static final int BEFORE_THE_FEED = 1;

    private final UUID self = UUID.randomUUID();
    private final Feed feed;
    private final Nodes nodes;
    private final Receipts receipts;
    private final Editing editing;

    Reports(Feed feed, Nodes nodes, Receipts receipts, Editing editing) {
        this.feed = feed;
        this.nodes = nodes;
        this.receipts = receipts;
        this.editing = editing;
    }

    /** This node, until it ends. */
    UUID self() {
        return self;
    }

    @Override
    protected Disposable begin() {
        return every(EVERY, this::report, Reports::putOff);
    }

    /** What fails does not keep the others from being done. */
    private Mono<Void> report(long count) {
        return orLater(count % RUNS == 0 ? heard() : Mono.empty())
                .then(orLater(told()))
                .then(orLater(count % FORGETS == 0 ? forget() : Mono.empty()));
    }

    private static Mono<Void> orLater(Mono<Void> work) {
        return work.doOnError(Reports::putOff).onErrorComplete();
    }

    private static void putOff(Throwable failure) {
        log.debug("Put off: {}", failure.toString());
    }

    private Mono<Void> heard() {
        return Mono.defer(() -> nodes.heard(self, feed.readers(Transport.SSE), feed.readers(Transport.RSOCKET)));
    }

    private Mono<Void> told() {
        return feed.report(changed -> receipts.put(self, changed));
    }

    private Mono<Void> forget() {
        return Mono.when(nodes.forget(), editing.forget()).then(Mono.defer(receipts::forget));
    }

    @Override
    public void stop(Runnable stopped) {
        stop();
        Disposable ignored = told().then(Mono.defer(() -> nodes.left(self)))
                .timeout(LAST_WORD)
                .onErrorComplete()
                .doFinally(end -> stopped.run())
                .subscribe();
    }

    @Override
    public int getPhase() {
        return BEFORE_THE_FEED;
    }
}
