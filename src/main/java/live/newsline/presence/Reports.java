package live.newsline.presence;

import java.time.Duration;
import java.util.UUID;
import live.newsline.feed.Feed;
import live.newsline.feed.Transport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Says once a second what this node's readers were told, if anything, and every two that the node runs and who reads
 * there. While the database is away nothing is said, nothing waits, and what had changed is said afterwards.
 */
@Component
class Reports implements SmartLifecycle {

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
    private @Nullable Disposable running;

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
    public void start() {
        running = Flux.interval(Duration.ZERO, EVERY)
                .onBackpressureDrop()
                .concatMap(
                        tick -> every(tick, RUNS, heard()).then(orLater(told())).then(every(tick, FORGETS, forget())))
                .subscribe();
    }

    private static Mono<Void> every(long tick, int ticks, Mono<Void> work) {
        return tick % ticks == 0 ? orLater(work) : Mono.empty();
    }

    private static Mono<Void> orLater(Mono<Void> work) {
        return work.onErrorResume(failure -> {
            log.debug("Put off: {}", failure.toString());
            return Mono.empty();
        });
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
    public void stop() {
        if (running != null) {
            running.dispose();
            running = null;
        }
    }

    @Override
    public boolean isRunning() {
        return running != null;
    }

    @Override
    public int getPhase() {
        return BEFORE_THE_FEED;
    }
}
