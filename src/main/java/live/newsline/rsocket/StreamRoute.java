package live.newsline.rsocket;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.util.concurrent.EventExecutor;
import io.rsocket.exceptions.ApplicationErrorException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import live.newsline.access.Caller;
import live.newsline.access.Tokens;
import live.newsline.feed.Admission;
import live.newsline.feed.Feed;
import live.newsline.feed.Stream;
import live.newsline.problem.Problem;
import live.newsline.wire.Json;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.core.io.buffer.NettyDataBufferFactory;
import org.springframework.messaging.handler.annotation.MessageExceptionHandler;
import org.springframework.messaging.handler.annotation.MessageMapping;
import org.springframework.messaging.handler.annotation.Payload;
import org.springframework.stereotype.Controller;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Begins a stream: reads the request's data, and leaves the rest to a reader. A refusal is an application error. */
@Controller
class StreamRoute {

    private static final Logger log = LoggerFactory.getLogger(StreamRoute.class);

    private static final List<String> FIELDS = List.of("channels", "urgency", "languages", "limit", "after", "token");
    private static final int LARGEST_REQUEST = 64 * 1024;
    private static final NettyDataBufferFactory BUFFERS = new NettyDataBufferFactory(ByteBufAllocator.DEFAULT);

    private final Admission admission;
    private final Feed feed;
    private final Tokens tokens;

    StreamRoute(Admission admission, Feed feed, Tokens tokens) {
        this.admission = admission;
        this.feed = feed;
        this.tokens = tokens;
    }

    @MessageMapping("stream")
    Flux<DataBuffer> stream(@Payload(required = false) byte @Nullable [] data) {
        return Mono.fromCallable(() -> fields(data))
                .flatMap(fields -> {
                    Admission.Asked asked = asked(fields);
                    String token = string(fields, "token");
                    Mono<Caller> caller = token == null ? Mono.just(Caller.ANYBODY) : tokens.caller(token);
                    return feed.open(caller.flatMap(known -> admission.admit(asked, known)), asked.after());
                })
                .flatMapMany(Told::new)
                .map(BUFFERS::wrap);
    }

    private final class Told extends Flux<ByteBuf> {

        private final Stream stream;

        Told(Stream stream) {
            this.stream = stream;
        }

        @Override
        public void subscribe(CoreSubscriber<? super ByteBuf> subscriber) {
            BoundedStreams.Line line = subscriber.currentContext().get(BoundedStreams.Line.class);
            EventExecutor loop = line.connection().channel().eventLoop();
            RSocketOutlet outlet = new RSocketOutlet(subscriber, line);
            subscriber.onSubscribe(outlet);
            loop.execute(() -> outlet.serves(feed.attach(stream, loop, outlet)));
        }
    }

    private static Map<String, @Nullable Object> fields(byte @Nullable [] data) {
        if (data != null && data.length > LARGEST_REQUEST) {
            throw new DataBufferLimitException("A stream's request has at most 64 KiB");
        }
        return Json.object(data == null ? new byte[0] : data);
    }

    /** An APPLICATION_ERROR whose data is the problem. */
    @MessageExceptionHandler
    Flux<DataBuffer> refuse(Throwable failure) {
        Problem problem = Problem.of(failure);
        if (problem.status() == 500) {
            log.error("A stream failed", failure);
        }
        return Flux.error(new ApplicationErrorException(new String(problem.json(), StandardCharsets.UTF_8)));
    }

    private static Admission.Asked asked(Map<String, @Nullable Object> fields) {
        for (String field : fields.keySet()) {
            if (!FIELDS.contains(field)) {
                throw bad(field, "unknown", "is not a field of a stream's request");
            }
        }
        Object limit = fields.get("limit");
        if (limit != null && !(limit instanceof Integer)) {
            throw bad("limit", "wrong-type", "must be a whole number");
        }
        return new Admission.Asked(
                strings(fields, "channels"),
                string(fields, "urgency"),
                strings(fields, "languages"),
                (Integer) limit,
                string(fields, "after"));
    }

    private static @Nullable String string(Map<String, @Nullable Object> fields, String field) {
        Object value = fields.get(field);
        if (value == null || value instanceof String) {
            return (String) value;
        }
        throw bad(field, "wrong-type", "must be a string");
    }

    private static List<String> strings(Map<String, @Nullable Object> fields, String field) {
        Object value = fields.get(field);
        List<String> strings = new ArrayList<>();
        if (value != null) {
            if (!(value instanceof List<?> list)) {
                throw bad(field, "wrong-type", "must be a list of strings");
            }
            for (Object each : list) {
                if (!(each instanceof String string)) {
                    throw bad(field, "wrong-type", "must be a list of strings");
                }
                strings.add(string);
            }
        }
        return strings;
    }

    private static RuntimeException bad(String field, String rule, String detail) {
        return Problem.badRequest(field, rule, detail).exception();
    }
}
