package live.newsline.rsocket;

import io.rsocket.Payload;
import io.rsocket.RSocket;
import io.rsocket.exceptions.ApplicationErrorException;
import io.rsocket.util.RSocketProxy;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import live.newsline.problem.Problem;
import org.reactivestreams.Publisher;
import org.springframework.messaging.MessageDeliveryException;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * One connection: refuses more streams than a client can need, because each one costs memory here and none there, and
 * tells its streams where they are. Made while the connection's first frame is read.
 */
final class BoundedStreams extends RSocketProxy {

    static final int MOST = 256;

    private static final Problem TOO_MANY = new Problem(
            "too-many-streams",
            "Too many streams",
            429,
            "A connection carries at most " + MOST + " streams at a time.",
            List.of(),
            null);
    private static final Problem NO_ROUTE = Problem.notFound("There is one route, stream, for request-stream.");
    private static final Problem MALFORMED =
            Problem.badRequest("metadata", "malformed", "must be of the type that the SETUP names");

    /** Where a stream is. */
    record Line(Below connection, int stream) {}

    private final AtomicInteger open = new AtomicInteger();
    private final Below connection;

    BoundedStreams(RSocket source) {
        super(source);
        this.connection = Objects.requireNonNull(Below.current(), "set up outside of its channel");
    }

    @Override
    public Flux<Payload> requestStream(Payload payload) {
        if (open.incrementAndGet() > MOST) {
            open.decrementAndGet();
            payload.release();
            return Flux.error(refusal(TOO_MANY));
        }
        Line line = new Line(connection, NumberedFrames.stream());
        return begun(payload)
                .onErrorMap(MessageDeliveryException.class, nowhere -> refusal(NO_ROUTE))
                .doFinally(end -> open.decrementAndGet())
                .contextWrite(context -> context.put(Line.class, line));
    }

    /** Spring throws what it says of metadata that it cannot read, and has released the payload then. */
    private Flux<Payload> begun(Payload payload) {
        try {
            return super.requestStream(payload);
        } catch (RuntimeException unreadable) {
            return Flux.error(refusal(MALFORMED));
        }
    }

    // Spring writes a line to the log, or a stack trace, for each of these: strangers could fill the disk

    @Override
    public Mono<Payload> requestResponse(Payload payload) {
        payload.release();
        return Mono.error(refusal(NO_ROUTE));
    }

    @Override
    public Flux<Payload> requestChannel(Publisher<Payload> payloads) {
        return Flux.error(refusal(NO_ROUTE));
    }

    @Override
    public Mono<Void> fireAndForget(Payload payload) {
        payload.release();
        return Mono.empty();
    }

    @Override
    public Mono<Void> metadataPush(Payload payload) {
        payload.release();
        return Mono.empty();
    }

    private static ApplicationErrorException refusal(Problem problem) {
        return new ApplicationErrorException(new String(problem.json(), StandardCharsets.UTF_8));
    }
}
