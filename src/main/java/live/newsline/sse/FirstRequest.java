package live.newsline.sse;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import live.newsline.access.Caller;
import live.newsline.access.Session;
import live.newsline.feed.Admission;
import live.newsline.feed.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import reactor.core.Disposable;
import reactor.netty.NettyPipeline;

/**
 * Begins a stream for anybody that is the first request of its connection, as of those who all return at once, before the
 * HTTP server has heard of it: the way through that is half of what a return costs (docs/performance.md). Every other
 * request, and one that is to be refused, goes on to {@link StreamEndpoint}, which answers the same.
 */
final class FirstRequest extends ChannelInboundHandlerAdapter {

    /** What needs no decoding, so that there is one way to read it. */
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9=&*_-]*");

    /** They ask for more than a stream, or say who asks. */
    private static final List<CharSequence> MORE = List.of(
            HttpHeaderNames.AUTHORIZATION,
            HttpHeaderNames.CONTENT_LENGTH,
            HttpHeaderNames.EXPECT,
            HttpHeaderNames.TRANSFER_ENCODING,
            HttpHeaderNames.UPGRADE);

    private final StreamEndpoint streams;
    private final byte[] head;
    /** What came meanwhile. */
    private final Queue<Object> held = new ArrayDeque<>();

    private @Nullable Disposable opening;

    private FirstRequest(StreamEndpoint streams, byte[] head) {
        this.streams = streams;
        this.head = head;
    }

    /** Where requests are decoded on the connection itself: not for HTTP/2. */
    static void addTo(Channel channel, Supplier<StreamEndpoint> streams) {
        if (channel.pipeline().get(NettyPipeline.HttpCodec) != null) {
            byte[] head = streams.get().publicHead();
            if (head != null) {
                channel.pipeline().addAfter(NettyPipeline.HttpCodec, null, new FirstRequest(streams.get(), head));
            }
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (opening != null) {
            held.add(message);
            return;
        }
        Admission.Asked asked = message instanceof HttpRequest request ? asked(request) : null;
        if (asked == null) {
            context.fireChannelRead(message);
            context.pipeline().remove(this);
            return;
        }
        held.add(message);
        // later, because the codec is to be taken away and is at work now
        opening = streams.open(asked, Caller.ANYBODY)
                .subscribe(
                        stream -> context.executor().execute(() -> begin(context, stream)),
                        refused -> context.executor().execute(() -> passOn(context)));
    }

    /** The HTTP server is not to ask for more while it has not heard of this. */
    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        if (opening == null) {
            context.fireChannelReadComplete();
        }
    }

    private void begin(ChannelHandlerContext context, Stream stream) {
        if (context.isRemoved()) {
            return;
        }
        if (stream.isForAnybody()) {
            streams.begin(stream, context.channel(), head);
        } else {
            passOn(context);
        }
    }

    private void passOn(ChannelHandlerContext context) {
        if (context.isRemoved()) {
            return;
        }
        for (Object message; (message = held.poll()) != null; ) {
            context.fireChannelRead(message);
        }
        context.fireChannelReadComplete();
        context.pipeline().remove(this);
    }

    /** Also when the connection is closed. */
    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        if (opening != null) {
            opening.dispose();
        }
        held.forEach(ReferenceCountUtil::release);
        held.clear();
    }

    private static Admission.@Nullable Asked asked(HttpRequest request) {
        HttpHeaders headers = request.headers();
        String uri = request.uri();
        String query = uri.substring(Math.min(uri.length(), StreamEndpoint.PATH.length() + 1));
        boolean plain = uri.startsWith(StreamEndpoint.PATH + "?")
                && PLAIN.matcher(query).matches()
                && request.method().equals(HttpMethod.GET)
                && request.protocolVersion().equals(HttpVersion.HTTP_1_1)
                && request.decoderResult().isSuccess()
                && headers.contains(HttpHeaderNames.HOST)
                && !headers.containsValue(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE, true)
                && asksNoMore(headers);
        if (!plain) {
            return null;
        }
        MultiValueMap<String, String> parameters = new LinkedMultiValueMap<>();
        for (String parameter : query.split("&")) {
            int equals = parameter.indexOf('=');
            if (equals <= 0 || equals == parameter.length() - 1) {
                return null;
            }
            parameters.add(parameter.substring(0, equals), parameter.substring(equals + 1));
        }
        try {
            return StreamQuery.asked(parameters, headers.get(StreamEndpoint.LAST_EVENT_ID));
        } catch (RuntimeException refused) {
            return null;
        }
    }

    private static boolean asksNoMore(HttpHeaders headers) {
        for (CharSequence name : MORE) {
            if (headers.contains(name)) {
                return false;
            }
        }
        for (String cookies : headers.getAll(HttpHeaderNames.COOKIE)) {
            if (cookies.contains(Session.COOKIE)) {
                return false;
            }
        }
        return true;
    }
}
