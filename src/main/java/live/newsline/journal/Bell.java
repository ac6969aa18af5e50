package live.newsline.journal;

import io.r2dbc.postgresql.api.PostgresqlConnection;
import io.r2dbc.spi.ConnectionFactory;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/**
 * Rings when the journal may have grown. A ring is a hint: it can come twice, late, or never, so whoever listens also
 * polls. The connection is private (not pooled, no pooler in transaction mode between) and is pinged, because a dead
 * network path gives no signal at all.
 */
@Component
public class Bell {

    private static final Logger log = LoggerFactory.getLogger(Bell.class);

    private static final Duration PING_EVERY = Duration.ofSeconds(5);
    private static final Duration PING_PATIENCE = Duration.ofSeconds(2);

    private static final String ENTRY = "newsline";
    private static final String DUE = "newsline_due";

    /** @param name null: whatever happened while nobody listened */
    private record Ring(@Nullable String name, String word) {

        private boolean isOf(String wanted) {
            return name == null || name.equals(wanted);
        }

        private long position() {
            try {
                return Long.parseLong(word);
            } catch (NumberFormatException notKnown) {
                return Long.MAX_VALUE;
            }
        }
    }

    private final Flux<Ring> heard;

    Bell(ConnectionFactory connections) {
        ConnectionFactory direct = Journal.unpooled(connections);
        this.heard = Flux.usingWhen(
                        Mono.from(direct.create()).timeout(PING_PATIENCE).cast(PostgresqlConnection.class),
                        this::listen,
                        // closing must not wait for a connection that is dead
                        connection -> connection.close().timeout(PING_PATIENCE).onErrorComplete())
                .doOnError(lost -> log.warn("Listening to the database was cut ({}); trying again", lost.toString()))
                .retryWhen(Retry.backoff(Long.MAX_VALUE, Duration.ofMillis(200))
                        .maxBackoff(Duration.ofSeconds(5))
                        .transientErrors(true))
                .repeat()
                .share();
    }

    /**
     * The journal's last position, as far as the ring knows it; else the largest there is. Never ends and never fails; all
     * who listen share one connection, and nobody holds up another.
     */
    public Flux<Long> rings() {
        return rings(ENTRY).map(Ring::position);
    }

    /** The same, when what is due may have changed. */
    Flux<Boolean> dueRings() {
        return rings(DUE).map(rung -> true);
    }

    private Flux<Ring> rings(String name) {
        return heard.filter(rung -> rung.isOf(name)).onBackpressureLatest();
    }

    private Flux<Ring> listen(PostgresqlConnection connection) {
        Flux<Ring> notified = connection
                .getNotifications()
                .map(notification -> new Ring(notification.getName(), String.valueOf(notification.getParameter())));
        Mono<Ring> listening = connection
                .createStatement("listen " + ENTRY + "; listen " + DUE)
                .execute()
                .flatMap(result -> result.getRowsUpdated())
                .then()
                .timeout(PING_PATIENCE)
                .then(Mono.fromCallable(() -> {
                    log.debug("Listening to the database");
                    return new Ring(null, "");
                }));
        Flux<Ring> pings = Flux.interval(PING_EVERY)
                .onBackpressureDrop()
                .concatMap(tick -> connection
                        .createStatement("select 1")
                        .execute()
                        .flatMap(result -> result.map(row -> row.get(0)))
                        .then(Mono.<Ring>empty())
                        .timeout(PING_PATIENCE));
        return notified.mergeWith(listening.concatWith(pings));
    }
}
