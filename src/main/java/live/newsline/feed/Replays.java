package live.newsline.feed;

import java.time.Duration;
import live.newsline.journal.Journal;
import live.newsline.journal.Page;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;
import reactor.core.publisher.Sinks;

/**
 * Pages of the journal for readers that are behind the window: a few at a time, in the order they were asked for, so
 * that a crowd of returning readers cannot take the database away from the editors.
 */
final class Replays implements Disposable {

    private static final int AT_ONCE = 4;
    private static final int ENTRIES = 100;

    private record Ask(long after, MonoSink<Page> answer) {}

    private final Sinks.Many<Ask> asks = Sinks.many().unicast().onBackpressureBuffer();
    private final Disposable work;

    Replays(Journal journal) {
        work = asks.asFlux()
                .flatMap(
                        ask -> journal.page(ask.after(), ENTRIES).materialize().doOnNext(signal -> {
                            if (signal.hasValue()) {
                                ask.answer().success(signal.get());
                            } else if (signal.getThrowable() != null) {
                                ask.answer().error(signal.getThrowable());
                            }
                        }),
                        AT_ONCE)
                .subscribe();
    }

    Mono<Page> page(long after) {
        return Mono.create(answer ->
                asks.emitNext(new Ask(after, answer), Sinks.EmitFailureHandler.busyLooping(Duration.ofSeconds(1))));
    }

    @Override
    public void dispose() {
        work.dispose();
    }
}
