package live.newsline.bench;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.rsocket.Payload;
import io.rsocket.RSocket;
import io.rsocket.core.RSocketConnector;
import io.rsocket.frame.decoder.PayloadDecoder;
import io.rsocket.metadata.TaggingMetadataCodec;
import io.rsocket.transport.netty.client.TcpClientTransport;
import io.rsocket.util.ByteBufPayload;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import live.newsline.socket.EventLoops;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.SignalType;
import reactor.netty.resources.LoopResources;
import reactor.netty.tcp.TcpClient;

/**
 * Streams over RSocket, several on each connection, with real demand: 64 frames are requested ahead and renewed by halves.
 * Posts items, and prints one line of JSON.
 */
final class RSocketLoad {

    private static final LoopResources LOOPS = EventLoops.named("load");
    private static final int AHEAD = 64;
    private static final int WARM = 60;
    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final double TICKS_PER_SECOND = 100;

    private final Path process;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI publish;
    private final String authorization;

    private final Histogram latencies = new ConcurrentHistogram(2);
    private final AtomicInteger opened = new AtomicInteger();
    private final AtomicInteger ended = new AtomicInteger();
    private final AtomicLong told = new AtomicLong();
    private final AtomicLong wrong = new AtomicLong();
    private volatile long lastAt;
    private volatile long measuredFrom = Long.MAX_VALUE;

    private RSocketLoad(int publishPort, String authorization, String pid) {
        process = Path.of("/proc", pid);
        publish = URI.create("http://127.0.0.1:" + publishPort + "/v1/channels/main/items");
        this.authorization = authorization;
    }

    /** RSocket's port, HTTP's port, Authorization, the server's pid, connections, streams each, items, items/s (0: at once). */
    public static void main(String[] args) throws IOException {
        RSocketLoad load = new RSocketLoad(Integer.parseInt(args[1]), args[2], args[3]);
        Map<String, Object> result = load.run(
                Integer.parseInt(args[0]),
                Integer.parseInt(args[4]),
                Integer.parseInt(args[5]),
                Integer.parseInt(args[6]),
                Integer.parseInt(args[7]));
        System.out.println(Load.JSON.writeValueAsString(result));
        System.out.flush();
        Runtime.getRuntime().halt(0);
    }

    private Map<String, Object> run(int port, int connections, int streams, int count, int rate) throws IOException {
        List<RSocket> sockets = new ArrayList<>();
        for (int i = 0; i < connections; i++) {
            RSocket socket = RSocketConnector.create()
                    .dataMimeType("application/json")
                    .metadataMimeType("message/x.rsocket.routing.v0")
                    .payloadDecoder(PayloadDecoder.ZERO_COPY)
                    // the default is a pool of 500
                    .connect(TcpClientTransport.create(TcpClient.newConnection()
                            .runOn(LOOPS)
                            .host("127.0.0.1")
                            .port(port)))
                    .block(PATIENCE);
            sockets.add(Objects.requireNonNull(socket));
            for (int j = 0; j < streams; j++) {
                socket.requestStream(request()).subscribe(new Reader());
            }
        }
        int all = connections * streams;
        await(() -> opened.get() == all);
        post(1, WARM, 20);
        boolean warmed = await(() -> told.get() == (long) all * WARM);

        long memory = memory("VmRSS:");
        long expected = (long) all * (WARM + count);
        double[] before = cpu();
        measuredFrom = WARM + 1;
        long begin = System.nanoTime();
        post(WARM + 1, count, rate);
        boolean complete = await(() -> told.get() >= expected || ended.get() > 0) && ended.get() == 0;
        double[] after = cpu();
        double events = told.get() - (double) all * WARM;

        Map<String, Object> result = new LinkedHashMap<>();
        result.put("connections", connections);
        result.put("streams", all);
        result.put("delivered", events);
        result.put("expected", (long) all * count);
        result.put("ended", ended.get());
        result.put("wrong", wrong.get());
        result.put("unfinished", warmed && complete ? 0 : 1);
        result.put("seconds", (lastAt - begin) / 1e9);
        result.put("cpu_ns_per_event", (after[0] + after[1] - before[0] - before[1]) * 1e9 / events);
        result.put("user_ns_per_event", (after[0] - before[0]) * 1e9 / events);
        result.put("p50_ms", latencies.getValueAtPercentile(50) / 1e6);
        result.put("p99_ms", latencies.getValueAtPercentile(99) / 1e6);
        result.put("rss_end_kb", memory("VmRSS:"));
        result.put("more_kb", Math.max(0, memory("VmHWM:") - memory));
        return result;
    }

    private static Payload request() {
        ByteBuf route = TaggingMetadataCodec.createTaggingContent(ByteBufAllocator.DEFAULT, List.of("stream"));
        ByteBuf data = ByteBufAllocator.DEFAULT.buffer();
        data.writeCharSequence("{\"channels\":[\"main\"],\"limit\":0}", StandardCharsets.US_ASCII);
        return ByteBufPayload.create(data, route);
    }

    /** One after the other, so that there is an order to check. */
    private void post(int first, int count, int rate) {
        long begin = System.nanoTime();
        for (int i = 0; i < count; i++) {
            if (rate > 0) {
                LockSupport.parkNanos(begin + i * 1_000_000_000L / rate - System.nanoTime());
            }
            String body = "{\"headline\":\"seq=%d;ts=%d;the-harbour-bridge-opens-at-noon-tod\"}"
                    .formatted(first + i, System.nanoTime());
            HttpRequest request = HttpRequest.newBuilder(publish)
                    .header("Authorization", authorization)
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(body))
                    .build();
            HttpResponse<String> answer = http.sendAsync(request, HttpResponse.BodyHandlers.ofString())
                    .join();
            if (answer.statusCode() != 201) {
                throw new IllegalStateException(answer.body());
            }
        }
    }

    private interface Condition {
        boolean holds();
    }

    private static boolean await(Condition condition) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.holds()) {
            if (System.nanoTime() - deadline > 0) {
                return false;
            }
            LockSupport.parkNanos(1_000_000);
        }
        return true;
    }

    /** User and kernel, in seconds, to a hundredth. */
    private double[] cpu() throws IOException {
        String stat = Files.readString(process.resolve("stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return new double[] {
            Long.parseLong(fields[11]) / TICKS_PER_SECOND, Long.parseLong(fields[12]) / TICKS_PER_SECOND
        };
    }

    /** In kB. */
    private long memory(String key) throws IOException {
        return Files.readAllLines(process.resolve("status")).stream()
                .filter(line -> line.startsWith(key))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .sum();
    }

    private final class Reader extends BaseSubscriber<Payload> {

        private long last;
        private int left = AHEAD;
        private boolean greeted;

        @Override
        protected void hookOnSubscribe(Subscription subscription) {
            subscription.request(AHEAD);
        }

        @Override
        protected void hookOnNext(Payload payload) {
            ByteBuf data = payload.sliceData();
            int at = after(data, "seq=", 0);
            if (at >= 0) {
                entry(number(data, at), number(data, after(data, "ts=", at)));
            } else if (!greeted) {
                greeted = true;
                opened.incrementAndGet();
            }
            payload.release();
            if (--left == AHEAD / 2) {
                left = AHEAD;
                request(AHEAD / 2);
            }
        }

        private void entry(long seq, long sentAt) {
            long now = System.nanoTime();
            if (seq != last + 1) {
                wrong.incrementAndGet();
            }
            last = seq;
            if (seq >= measuredFrom) {
                latencies.recordValue(Math.max(0, now - sentAt));
            }
            lastAt = now;
            told.incrementAndGet();
        }

        @Override
        protected void hookFinally(SignalType type) {
            ended.incrementAndGet();
        }

        private static int after(ByteBuf data, String word, int from) {
            int last = data.readableBytes() - word.length();
            for (int i = from; i <= last; i++) {
                int j = 0;
                while (j < word.length() && data.getByte(data.readerIndex() + i + j) == word.charAt(j)) {
                    j++;
                }
                if (j == word.length()) {
                    return i + j;
                }
            }
            return -1;
        }

        private static long number(ByteBuf data, int at) {
            long number = 0;
            for (int i = data.readerIndex() + at; data.getByte(i) >= '0' && data.getByte(i) <= '9'; i++) {
                number = number * 10 + data.getByte(i) - '0';
            }
            return number;
        }
    }
}
