package live.newsline.rsocket;

import io.netty.buffer.ByteBuf;
import io.netty.util.concurrent.EventExecutor;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import live.newsline.feed.Outlet;
import live.newsline.feed.Reader;
import live.newsline.wire.Control;
import live.newsline.wire.Frame;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Operators;

/** Tells one frame for each that was requested, and keeps none. */
final class RSocketOutlet implements Outlet, Subscription {

    private final CoreSubscriber<? super ByteBuf> subscriber;
    private final EventExecutor executor;
    private final AtomicLong demand = new AtomicLong();
    private volatile boolean canceled;
    private @Nullable Reader reader;

    RSocketOutlet(CoreSubscriber<? super ByteBuf> subscriber, EventExecutor executor) {
        this.subscriber = subscriber;
        this.executor = executor;
    }

    /** On the executor, as everything below {@link #cancel}. */
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
            executor.execute(() -> {
                if (reader != null) {
                    reader.pass();
                }
            });
        }
    }

    @Override
    public void cancel() {
        canceled = true;
        executor.execute(() -> {
            if (reader != null) {
                reader.detach();
            }
        });
    }

    @Override
    public boolean takes() {
        return demand.get() > 0 && !canceled;
    }

    @Override
    public void tell(Control frame) {
        next(frame.json());
    }

    @Override
    public void tell(List<Frame> frames) {
        frames.forEach(frame -> next(frame.json()));
    }

    private void next(ByteBuf json) {
        demand.updateAndGet(left -> left == Long.MAX_VALUE ? left : left - 1);
        subscriber.onNext(json);
    }

    @Override
    public void flush() {
        // the connection flushes for all its streams
    }

    @Override
    public int most() {
        return 1;
    }

    /** A client that asks for nothing has every right to. */
    @Override
    public boolean breaksWhenStalled() {
        return false;
    }

    @Override
    public void complete() {
        if (!canceled) {
            subscriber.onComplete();
        }
    }

    @Override
    public void abort() {
        complete();
    }
}
