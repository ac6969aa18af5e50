package live.newsline.feed;

import io.netty.util.concurrent.EventExecutor;
import java.util.Arrays;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The readers whose sockets live on one event loop. All but {@link #ring} and {@link #each} is for that loop alone. */
final class Loop {

    private final EventExecutor executor;
    private final AtomicBoolean rung = new AtomicBoolean();
    private @Nullable Reader[] readers = new Reader[64];
    private int size;

    Loop(EventExecutor executor) {
        this.executor = executor;
    }

    EventExecutor executor() {
        return executor;
    }

    /** Has every reader tell what is new; however often this is called before the loop gets to it, it passes once. */
    void ring() {
        if (!rung.getAndSet(true)) {
            execute(() -> {
                rung.set(false);
                pass(Reader::pass);
            });
        }
    }

    void each(Consumer<Reader> visit) {
        execute(() -> pass(visit));
    }

    void add(Reader reader) {
        if (size == readers.length) {
            readers = Arrays.copyOf(readers, size * 2);
        }
        reader.slot = size;
        readers[size++] = reader;
    }

    void remove(Reader reader) {
        int slot = reader.slot;
        if (slot < 0) {
            return;
        }
        Reader last = readers[--size];
        readers[size] = null;
        if (last != null && last != reader) {
            readers[slot] = last;
            last.slot = slot;
        }
        reader.slot = -1;
    }

    // backwards, because a reader that ends is replaced by the last one
    private void pass(Consumer<Reader> visit) {
        for (int i = size - 1; i >= 0; i--) {
            Reader reader = i < size ? readers[i] : null;
            if (reader != null) {
                visit.accept(reader);
            }
        }
    }

    private void execute(Runnable task) {
        try {
            executor.execute(task);
        } catch (RejectedExecutionException shuttingDown) {
            rung.set(false);
        }
    }
}
