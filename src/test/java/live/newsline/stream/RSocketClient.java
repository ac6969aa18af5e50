package live.newsline.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.rsocket.exceptions.ApplicationErrorException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.concurrent.atomic.AtomicLong;
import live.newsline.Node;
import org.reactivestreams.Subscription;
import org.springframework.http.MediaType;
import org.springframework.messaging.rsocket.RSocketRequester;
import org.springframework.util.MimeType;
import reactor.core.publisher.BaseSubscriber;

/** RSocket, with all streams of a client on one connection, over TCP or over WebSocket. */
final class RSocketClient implements Client {

    private static final int APPLICATION_ERROR = 0x201;

    private final RSocketRequester requester;

    private RSocketClient(RSocketRequester requester) {
        this.requester = requester;
    }

    /** Over TCP, with composite metadata. */
    static RSocketClient tcp(Node node) {
        return new RSocketClient(RSocketRequester.builder()
                .dataMimeType(MediaType.APPLICATION_JSON)
                .tcp("127.0.0.1", node.rsocketPort()));
    }

    /** Over WebSocket, with plain routing metadata. */
    static RSocketClient websocket(Node node) {
        return new RSocketClient(RSocketRequester.builder()
                .dataMimeType(MediaType.APPLICATION_JSON)
                .metadataMimeType(MimeType.valueOf("message/x.rsocket.routing.v0"))
                .websocket(URI.create("ws://127.0.0.1:" + node.port() + "/rsocket")));
    }

    @Override
    public Subscriber open(Ask ask, long demand) {
        return open(ask, Node.JSON.writeValueAsBytes(ask.data()), demand);
    }

    /** @param data sent as it is */
    Subscriber open(Ask ask, byte[] data, long demand) {
        Streaming streaming = new Streaming(ask, demand);
        requester.route("stream").data(data).retrieveFlux(byte[].class).subscribe(streaming.subscriber);
        return streaming;
    }

    @Override
    public void close() {
        requester.dispose();
    }

    private static final class Streaming extends Subscriber {

        private final AtomicLong requested;
        private long told;

        private final BaseSubscriber<byte[]> subscriber = new BaseSubscriber<>() {
            @Override
            protected void hookOnSubscribe(Subscription subscription) {
                subscription.request(requested.get());
            }

            @Override
            protected void hookOnNext(byte[] frame) {
                told++;
                if (told > requested.get()) {
                    broke(new AssertionError("frame " + told + " of " + requested));
                }
                try {
                    told(UTF_8.newDecoder().decode(ByteBuffer.wrap(frame)).toString());
                } catch (CharacterCodingException notUtf8) {
                    broke(notUtf8);
                }
            }

            @Override
            protected void hookOnComplete() {
                ended();
            }

            @Override
            protected void hookOnError(Throwable failure) {
                if (failure instanceof ApplicationErrorException refusal) {
                    assertThat(refusal.errorCode()).isEqualTo(APPLICATION_ERROR);
                    var problem = Node.JSON.readTree(refusal.getMessage());
                    refused(problem.get("status").asInt(), problem);
                } else {
                    broke(failure);
                }
            }
        };

        Streaming(Ask ask, long demand) {
            super(ask);
            requested = new AtomicLong(demand);
        }

        @Override
        void request(long frames) {
            requested.addAndGet(frames);
            subscriber.request(frames);
        }

        @Override
        public void close() {
            subscriber.cancel();
        }
    }
}
