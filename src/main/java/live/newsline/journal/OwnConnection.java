package live.newsline.journal;

import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;

/**
 * One connection beside the pool, made when it is needed. A pooled one that hangs would have to be given back, hanging,
 * and the next one asked for may hang as well; this one is given up, and the next is new. Safe for any thread.
 */
public final class OwnConnection {

    private final ConnectionFactory connections;
    private final AtomicReference<@Nullable Connection> open = new AtomicReference<>();

    /** @param connections pooled or not */
    public OwnConnection(ConnectionFactory connections) {
        this.connections = Journal.unpooled(connections);
    }

    /**
     * Asks what changes nothing, once more on a new connection where the old one had died. Bounded in time; fails with {@link
     * Refusal.DatabaseAway}.
     */
    public <T> Mono<T> ask(Function<Connection, Publisher<T>> question) {
        Mono<T> asked = Mono.defer(() -> Mono.from(connected()).flatMap(use -> Mono.from(question.apply(use))));
        return Journal.asked(asked.onErrorResume(Failures::isConnectionLoss, loss -> drop().then(asked)))
                .onErrorResume(failure -> drop().then(Mono.error(failure)));
    }

    Mono<Connection> connected() {
        return Mono.defer(() -> {
            Connection known = open.get();
            return known != null
                    ? Mono.just(known)
                    : Mono.from(connections.create()).doOnNext(open::set);
        });
    }

    /** Never waits for a connection that may hang. */
    Mono<Void> drop() {
        return Mono.fromRunnable(() -> close().subscribe(nothing -> {}, alreadyGone -> {}));
    }

    public Mono<Void> close() {
        Connection old = open.getAndSet(null);
        return old == null ? Mono.empty() : Mono.from(old.close());
    }
}
