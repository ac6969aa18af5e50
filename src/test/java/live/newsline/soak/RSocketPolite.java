package live.newsline.soak;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import live.newsline.Node;
import org.reactivestreams.Subscription;
import org.springframework.http.MediaType;
import org.springframework.messaging.rsocket.RSocketRequester;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.SignalType;

/** Requests frames a few at a time. */
final class RSocketPolite extends Polite {

    private final int port;
    private final Random random;
    private volatile boolean stopped;

    RSocketPolite(int number, int port) {
        super("RSocket reader " + number);
        this.random = new Random(number);
        this.port = port;
    }

    @Override
    void live() {
        while (!stopped) {
            RSocketRequester requester = RSocketRequester.builder()
                    .dataMimeType(MediaType.APPLICATION_JSON)
                    .tcp("127.0.0.1", port);
            try {
                for (int streams = 1 + random.nextInt(5); streams > 0 && !stopped; streams--) {
                    Stream stream = new Stream(50 + random.nextInt(1000), 1 + random.nextInt(20));
                    byte[] data = Node.JSON.writeValueAsBytes(
                            Map.of("channels", new String[] {"main"}, "limit", 0, "after", cursor()));
                    requester
                            .route("stream")
                            .data(data)
                            .retrieveFlux(byte[].class)
                            .subscribe(stream);
                    stream.ended.await();
                }
            } catch (InterruptedException stop) {
                return;
            } finally {
                requester.dispose();
            }
        }
    }

    @Override
    void stop() {
        stopped = true;
    }

    private final class Stream extends BaseSubscriber<byte[]> {

        private final CountDownLatch ended = new CountDownLatch(1);
        private final int ahead;
        private int left;
        private int requested;

        Stream(int frames, int ahead) {
            this.left = frames;
            this.ahead = ahead;
        }

        @Override
        protected void hookOnSubscribe(Subscription subscription) {
            more();
        }

        @Override
        protected void hookOnNext(byte[] frame) {
            left--;
            requested--;
            if (!take(new String(frame, StandardCharsets.UTF_8)) || left == 0 || stopped) {
                cancel();
            } else if (requested == 0) {
                more();
            }
        }

        private void more() {
            requested = ahead;
            request(ahead);
        }

        /** A connection that is cut ends it too. */
        @Override
        protected void hookFinally(SignalType type) {
            ended.countDown();
        }

        @Override
        protected void hookOnError(Throwable cut) {
            // it returns
        }
    }
}
