package live.newsline.sse;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.AttributeKey;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

/**
 * Takes a connection over from the HTTP server for the rest of its life. What the request allocated, two thirds of an
 * open stream's memory, becomes garbage; what the server did for the connection is done here and by the feed: a peer that
 * leaves is noticed because the channel is read, one that is gone without a word because it takes nothing.
 */
final class Connections {

    /** Where reactor-netty keeps its own view of the connection, and with it the whole exchange. */
    private static final AttributeKey<Object> EXCHANGE = AttributeKey.valueOf("$CONNECTION");

    private static final Unheard UNHEARD = new Unheard();

    private Connections() {}

    /** Whether the answer, of which nothing was sent, has a chunked body and the connection for itself. */
    static boolean canBeTaken(Channel channel, HttpServerRequest request, HttpServerResponse response) {
        return channel instanceof SocketChannel
                && request.version().equals(HttpVersion.HTTP_1_1)
                && response.responseHeaders()
                        .containsValue(HttpHeaderNames.TRANSFER_ENCODING, HttpHeaderValues.CHUNKED, true);
    }

    /** The answer's head, to be sent together with what is told first. */
    static byte[] head(HttpServerResponse response) {
        StringBuilder head = new StringBuilder("HTTP/1.1 200 OK\r\n");
        response.responseHeaders()
                .forEach(header -> head.append(header.getKey())
                        .append(": ")
                        .append(header.getValue())
                        .append("\r\n"));
        return head.append("\r\n").toString().getBytes(US_ASCII);
    }

    /** On its event loop. */
    static void take(Channel channel) {
        ChannelPipeline pipeline = channel.pipeline();
        List<String> names = new ArrayList<>(pipeline.toMap().keySet());
        pipeline.addLast(UNHEARD);
        // from the end, so that what the codec has read of a further request meets nobody who would answer it
        Collections.reverse(names);
        for (String name : names) {
            if (!(pipeline.get(name) instanceof SslHandler)) {
                pipeline.remove(name);
            }
        }
        channel.attr(EXCHANGE).set(null);
        channel.config().setAutoRead(true);
    }

    /** Whether what is written to it goes to the socket as it is. */
    static boolean isPlain(Channel channel) {
        return channel.pipeline().get(SslHandler.class) == null;
    }

    /** The client has said all it may say: the request. */
    @Sharable
    private static final class Unheard extends ChannelInboundHandlerAdapter {

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            ReferenceCountUtil.release(message);
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable failure) {
            context.close();
        }
    }
}
