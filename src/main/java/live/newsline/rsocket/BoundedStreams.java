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
import reactor.core.publisher.Flux;

/**
 * One connection: refuses more streams than a client can need, because each one costs memory here and none there, and
 * tells its streams where they are. Made while the connection's first frame is read.
 */
final class BoundedStreams extends RSocketProxy {

    static final int MOST = 256;

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
            return Flux.error(refusal());
        }
        Line line = new Line(connection, NumberedFrames.stream());
        return super.requestStream(payload)
                .doFinally(end -> open.decrementAndGet())
                .contextWrite(context -> context.put(Line.class, line));
    }

    private static ApplicationErrorException refusal() {
        Problem problem = new Problem(
                "too-many-streams",
                "Too many streams",
                429,
                "A connection carries at most " + MOST + " streams at a time.",
                List.of(),
                null);
        return new ApplicationErrorException(new String(problem.json(), StandardCharsets.UTF_8));
    }
}
