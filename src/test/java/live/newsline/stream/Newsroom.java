package live.newsline.stream;

import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Editors who write at a steady rate, mostly new items; now and then one is changed, withheld, released or killed. */
final class Newsroom implements AutoCloseable {

    private static final int EDITORS = 16;
    private static final List<String> URGENCIES =
            List.of("flash", "bulletin", "urgent", "routine", "routine", "routine");

    private final Desk desk;
    private final List<String> channels;
    private final Queue<Desk.Written> recent = new ConcurrentLinkedQueue<>();
    private final AtomicInteger written = new AtomicInteger();
    private final ScheduledExecutorService editors = Executors.newScheduledThreadPool(EDITORS);
    private volatile @Nullable Throwable failure;
    private volatile long head;

    Newsroom(Desk desk, List<String> channels, int perSecond, long seed) {
        this.desk = desk;
        this.channels = channels;
        for (int editor = 0; editor < EDITORS; editor++) {
            Random random = new Random(seed + editor);
            editors.scheduleAtFixedRate(
                    () -> write(random),
                    editor * 1_000L / perSecond,
                    EDITORS * 1_000_000L / perSecond,
                    TimeUnit.MICROSECONDS);
        }
    }

    int written() {
        return written.get();
    }

    /** A position up to which something was written. */
    long head() {
        return head;
    }

    private void write(Random random) {
        try {
            Desk.Written old = random.nextInt(10) == 0 ? recent.poll() : null;
            Desk.Written now;
            if (old == null) {
                now = desk.publish(
                        channels.get(random.nextInt(channels.size())),
                        Map.of(
                                "headline",
                                "Item ə " + written + " " + "x".repeat(random.nextInt(120)),
                                "urgency",
                                URGENCIES.get(random.nextInt(URGENCIES.size()))));
                recent.add(now);
                if (recent.size() > 200) {
                    recent.poll();
                }
            } else {
                now = change(old, random);
            }
            head = Math.max(head, now.position());
            written.incrementAndGet();
        } catch (RuntimeException | AssertionError wrong) {
            failure = wrong;
        }
    }

    private Desk.Written change(Desk.Written old, Random random) {
        switch (random.nextInt(3)) {
            case 0 -> {
                Desk.Written now = desk.patch(
                        old,
                        Map.of(
                                "headline",
                                "Changed " + written,
                                "urgency",
                                URGENCIES.get(random.nextInt(URGENCIES.size()))));
                recent.add(now);
                return now;
            }
            case 1 -> {
                return desk.kill(old);
            }
            default -> {
                return desk.release(desk.withhold(old));
            }
        }
    }

    /** Lets what is under way be written. */
    @Override
    public void close() {
        editors.shutdown();
        try {
            if (!editors.awaitTermination(10, TimeUnit.SECONDS)) {
                throw new AssertionError("a write does not end");
            }
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
        if (failure != null) {
            throw new AssertionError("an editor could not write", failure);
        }
    }
}
