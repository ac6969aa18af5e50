package live.newsline.sse;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpServerCodec;
import java.util.ArrayList;
import java.util.List;
import live.newsline.access.Caller;
import live.newsline.feed.Admission;
import live.newsline.feed.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.netty.NettyPipeline;
import reactor.test.publisher.TestPublisher;

class FirstRequestTest {

    private static final String STREAM = "GET /v1/stream?channel=news HTTP/1.1\r\nHost: localhost\r\n\r\n";
    private static final String OTHER = "GET /v1/channels HTTP/1.1\r\nHost: localhost\r\n\r\n";

    private final TestPublisher<Stream> opening = TestPublisher.create();
    private final List<Admission.Asked> asked = new ArrayList<>();
    /** What the HTTP server hears: the addresses of requests, and where a reading ends. */
    private final List<String> heard = new ArrayList<>();

    private byte @Nullable [] head = "HTTP/1.1 200 OK\r\n\r\n".getBytes(US_ASCII);

    @Test
    void whatIsRefusedGoesOnToTheServerAndWhatCameMeanwhileAfterIt() {
        EmbeddedChannel channel = connected();
        say(channel, STREAM);
        say(channel, OTHER);

        assertThat(asked)
                .singleElement()
                .satisfies(each -> assertThat(each.channels()).containsExactly("news"));
        assertThat(heard).isEmpty();

        opening.error(new IllegalStateException("refused"));
        channel.runPendingTasks();
        say(channel, STREAM);

        assertThat(heard)
                .containsExactly("/v1/stream?channel=news", "/v1/channels", "read", "/v1/stream?channel=news", "read");
        assertThat(asked).hasSize(1);
    }

    @Test
    void onlyTheFirstRequestIsLookedAt() {
        EmbeddedChannel channel = connected();
        say(channel, OTHER);
        say(channel, STREAM);

        assertThat(heard).containsExactly("/v1/channels", "read", "/v1/stream?channel=news", "read");
        assertThat(asked).isEmpty();
    }

    @Test
    void whoLeavesMeanwhileIsNotAskedForAnyLonger() {
        EmbeddedChannel channel = connected();
        say(channel, STREAM);
        opening.assertSubscribers(1);

        channel.close();
        channel.runPendingTasks();

        opening.assertCancelled();
        assertThat(heard).isEmpty();
    }

    @Test
    void noRequestIsLookedAtUntilTheHeadOfAnAnswerIsKnown() {
        head = null;
        say(connected(), STREAM);

        assertThat(heard).containsExactly("/v1/stream?channel=news", "read");
        assertThat(asked).isEmpty();
    }

    private static void say(EmbeddedChannel channel, String request) {
        channel.writeInbound(Unpooled.copiedBuffer(request, US_ASCII));
    }

    private EmbeddedChannel connected() {
        EmbeddedChannel channel = new EmbeddedChannel();
        channel.pipeline().addLast(NettyPipeline.HttpCodec, new HttpServerCodec());
        channel.pipeline().addLast(new ChannelInboundHandlerAdapter() {

            @Override
            public void channelRead(ChannelHandlerContext context, Object message) {
                if (message instanceof HttpRequest request) {
                    heard.add(request.uri());
                }
            }

            @Override
            public void channelReadComplete(ChannelHandlerContext context) {
                heard.add("read");
            }
        });
        FirstRequest.addTo(channel, () -> new Endpoint());
        return channel;
    }

    private final class Endpoint extends StreamEndpoint {

        @SuppressWarnings("NullAway") // neither is asked
        Endpoint() {
            super(null, null);
        }

        @Override
        Mono<Stream> open(Admission.Asked question, Caller caller) {
            assertThat(caller).isEqualTo(Caller.ANYBODY);
            asked.add(question);
            return opening.mono();
        }

        @Override
        byte @Nullable [] publicHead() {
            return head;
        }
    }
}
