package live.newsline.rsocket;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import live.newsline.feed.Outlet;
import live.newsline.feed.Reader;
import live.newsline.feed.Transport;
import live.newsline.wire.Control;
import live.newsline.wire.Frame;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Operators;

/**
 * Tells one frame for each that was requested, while the connection takes them: however much a client requests, what it
 * does not read waits in the journal and not in memory.
 */
final class RSocketOutlet implements Outlet, Subscription {

    /** Frames between two looks at the connection, which writes them only when the event loop comes to it. */
    private static final int AT_ONCE = 16;

    private final CoreSubscriber<? super ByteBuf> subscriber;
    private final Below connection;
    private final int stream;
    private final AtomicLong demand = new AtomicLong();
    private volatile boolean canceled;
    private int told;
    private boolean begun;
    private boolean passesSoon;
    private @Nullable Reader reader;

    RSocketOutlet(CoreSubscriber<? super ByteBuf> subscriber, BoundedStreams.Line line) {
        this.subscriber = subscriber;
        this.connection = line.connection();
        this.stream = line.stream();
    }

    /** On the connection's event loop, as everything but {@link #request} and {@link #cancel}. */
    void serves(Reader served) {
        reader = served;
        if (canceled) {
            served.detach();
        } else {
            served.pass();
        }
    }

    @Override
    public void request(long n) {
        if (Operators.validate(n)) {
            demand.accumulateAndGet(n, Operators::addCap);
            onLoop(this::passNow);
        }
    }

    @Override
    public void cancel() {
        canceled = true;
        onLoop(() -> {
            connection.forget(this);
            if (reader != null) {
                reader.detach();
            }
        });
    }

    /** When the event loop has written what it has. */
    void passSoon() {
        if (!passesSoon) {
            passesSoon = true;
            onLoop(() -> {
                passesSoon = false;
                told = 0;
                passNow();
            });
        }
    }

    private void passNow() {
        if (reader != null) {
            reader.pass();
        }
    }

    private void onLoop(Runnable task) {
        connection.channel().eventLoop().execute(task);
    }

    @Override
    public Transport transport() {
        return Transport.RSOCKET;
    }

    @Override
    public boolean takes() {
        if (demand.get() == 0 || canceled) {
            return false;
        }
        if (!connection.takes()) {
            connection.wake(this);
            return false;
        }
        if (told >= AT_ONCE) {
            passSoon();
            return false;
        }
        return true;
    }

    @Override
    public void tell(Control frame) {
        next(frame.event(), frame.jsonAt(), frame.jsonLength());
    }

    @Override
    public void tell(List<Frame> frames) {
        for (Frame frame : frames) {
            next(frame.event(), frame.jsonAt(), frame.jsonLength());
        }
    }

    /** The first goes through the library, whose chain of handlers begins with it. */
    private void next(byte[] event, int at, int length) {
        demand.updateAndGet(left -> left == Long.MAX_VALUE ? left : left - 1);
        told++;
        if (begun && connection.takesFrames()) {
            connection.sendNext(stream, event, at, length);
        } else {
            begun = true;
            subscriber.onNext(Unpooled.wrappedBuffer(event, at, length));
        }
    }

    @Override
    public void flush() {
        // the connection flushes for all its streams
    }

    @Override
    public int most() {
        return 1;
    }

    /** A client that asks for nothing has every right to; one that asked, and does not read, has not. */
    @Override
    public boolean breaksWhenStalled() {
        return demand.get() > 0 && !connection.takes();
    }

    @Override
    public void complete() {
        connection.forget(this);
        if (!canceled) {
            subscriber.onComplete();
        }
    }

    /** A connection that takes nothing takes no word of its end either. */
    @Override
    public void abort() {
        connection.channel().close();
    }
}
