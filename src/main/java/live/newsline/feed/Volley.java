package live.newsline.feed;

import io.netty.channel.IoEvent;
import io.netty.channel.IoHandler;
import io.netty.channel.IoHandlerContext;
import io.netty.channel.IoRegistration;
import io.netty.channel.uring.IoUring;
import io.netty.channel.uring.IoUringIoEvent;
import io.netty.channel.uring.IoUringIoHandle;
import io.netty.channel.uring.IoUringIoHandler;
import io.netty.channel.uring.IoUringIoHandlerConfig;
import io.netty.channel.uring.IoUringIoOps;
import io.netty.util.concurrent.FastThreadLocal;
import io.netty.util.concurrent.ThreadAwareExecutor;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends to many sockets by one system call, io_uring_enter(2), where send(2) would take one for each
 * (docs/rationale.md, "Volleys"). Nothing stays under way: as with send(2) a socket takes at once what it has room for, and every
 * result is there when {@link #go} returns.
 *
 * <p>A thread has one, for itself alone, and takes it along when it ends.
 */
final class Volley {

    private static final Logger log = LoggerFactory.getLogger(Volley.class);

    private static final int MOST = 128;

    // linux/io_uring.h and bits/socket.h; Netty keeps its own to itself
    private static final byte IORING_OP_SEND = 26;
    private static final int MSG_DONTWAIT = 0x40;
    private static final int MSG_NOSIGNAL = 0x4000;

    /** Like an error's number, and none. */
    private static final int NO_RESULT = Integer.MIN_VALUE;

    private static final FastThreadLocal<Volley> OF_THREADS = new FastThreadLocal<>() {
        @Override
        protected Volley initialValue() {
            return new Volley();
        }

        @Override
        protected void onRemoval(Volley volley) {
            volley.close();
        }
    };

    /** What a reader is sent: from here to there in a segment, which is all up to a position. */
    private record Shot(Reader reader, Segment segment, int from, int to, long last) {}

    private final @Nullable Shot[] shots = new Shot[MOST];
    private final int[] results = new int[MOST];
    private int size;
    private int answered;
    private boolean going;
    private @Nullable IoHandler ring;
    private @Nullable IoRegistration registration;

    private Volley() {
        OnlyHere owner = new OnlyHere(Thread.currentThread());
        try {
            IoHandler opened = IoUringIoHandler.newFactory(new IoUringIoHandlerConfig().setRingSize(MOST))
                    .newHandler(owner);
            ring = opened;
            opened.initialize();
            registration = opened.register(new Results());
        } catch (Throwable failure) {
            log.warn("Readers are sent to one by one: no ring could be opened", failure);
            close();
        }
    }

    /** Whether the machine lets us: opens a ring and closes it, which also loads what the first flash would wait for. */
    static boolean isPossible() {
        if (!IoUring.isAvailable()) {
            log.info(
                    "Readers are sent to one by one: no io_uring here ({})",
                    String.valueOf(IoUring.unavailabilityCause()));
            return false;
        }
        Volley trial = new Volley();
        boolean opened = trial.ring != null;
        trial.close();
        return opened;
    }

    static Volley ofThisThread() {
        return OF_THREADS.get();
    }

    /** @return false where the reader must be sent to in another way: without a ring, and while one is going */
    boolean add(Reader reader, int descriptor, Segment segment, int from, int to, long last) {
        IoRegistration open = registration;
        if (open == null || going || size == MOST || !segment.bytes().hasMemoryAddress()) {
            return false;
        }
        results[size] = NO_RESULT;
        open.submit(new IoUringIoOps(
                IORING_OP_SEND,
                (byte) 0,
                (short) 0,
                descriptor,
                0,
                segment.bytes().memoryAddress() + from,
                to - from,
                MSG_DONTWAIT | MSG_NOSIGNAL,
                (long) size,
                (short) 0,
                (short) 0,
                0,
                0));
        shots[size++] = new Shot(reader, segment, from, to, last);
        return true;
    }

    boolean isFull() {
        return size == MOST;
    }

    /** Sends, and lets each reader go on. */
    void go() {
        if (size == 0 || going) {
            return;
        }
        going = true;
        try {
            send();
            for (int i = 0; i < size; i++) {
                Shot shot = Objects.requireNonNull(shots[i]);
                shots[i] = null;
                tell(shot, results[i]);
            }
        } finally {
            size = 0;
            going = false;
        }
    }

    /** Whatever goes wrong with one, even an error, the others of the volley must hear of theirs. */
    private static void tell(Shot shot, int result) {
        try {
            shot.reader().sent(shot.segment(), shot.from(), shot.to(), shot.last(), result);
        } catch (Throwable failure) {
            log.error("A reader could not go on", failure);
            shot.reader().breakOff();
        }
    }

    private void send() {
        try {
            answered = 0;
            Objects.requireNonNull(ring).run(AT_ONCE);
            if (answered < size) {
                throw new IllegalStateException((size - answered) + " of " + size + " sends were not answered");
            }
        } catch (Throwable failure) {
            // who has no result is cut off, and resumes: it may have been sent to or not
            log.warn("Readers are sent to one by one from here on: io_uring failed", failure);
            close();
        }
    }

    private void close() {
        IoHandler open = ring;
        ring = null;
        registration = null;
        try {
            if (open != null) {
                open.destroy();
            }
        } catch (Throwable failure) {
            log.debug("A ring could not be closed", failure);
        }
    }

    /** Takes down what became of each. Netty calls it, and would sleep after an exception: nothing else is done here. */
    private final class Results implements IoUringIoHandle {

        @Override
        public void handle(IoRegistration of, IoEvent event) {
            IoUringIoEvent result = (IoUringIoEvent) event;
            results[(int) result.userData()] = result.res();
            answered++;
        }

        @Override
        public void close() {}
    }

    private record OnlyHere(Thread owner) implements ThreadAwareExecutor {

        @Override
        public boolean isExecutorThread(Thread thread) {
            return thread == owner;
        }

        @Override
        public void execute(Runnable task) {
            throw new IllegalStateException("A ring is its thread's alone");
        }
    }

    private static final IoHandlerContext AT_ONCE = new IoHandlerContext() {
        @Override
        public boolean canBlock() {
            return false;
        }

        @Override
        public long delayNanos(long now) {
            return 0;
        }

        @Override
        public long deadlineNanos() {
            return 0;
        }
    };
}
