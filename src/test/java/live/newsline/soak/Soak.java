package live.newsline.soak;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import reactor.netty.resources.LoopResources;

/**
 * Lets all kinds of readers come and go while editors publish, correct and kill, and samples the node's memory and files.
 * It fails only where a polite reader missed something, had it twice or out of order, or where files or readers are left
 * when everybody has gone: never on a time, never on an amount of memory.
 */
public final class Soak {

    private static final Duration LAST_WORD = Duration.ofSeconds(90);
    private static final Duration PACE = Duration.ofMillis(25);

    private final Subject subject;
    private final List<Polite> polite = new ArrayList<>();
    private final List<Rude> rude = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private final List<String> complaints = new ArrayList<>();
    private final AtomicLong came = new AtomicLong();
    private final Samples samples = new Samples();

    private Soak(Subject subject, int readers) {
        this.subject = subject;
        for (int i = 0; i < readers; i++) {
            polite.add(i % 3 == 2 ? new RSocketPolite(i, subject.rsocketPort()) : new SsePolite(i, subject.port()));
        }
        for (int i = 0; i < 4; i++) {
            rude.add(new Rude(i, subject.port(), subject.rsocketPort(), came));
        }
    }

    /** Reads {@code minutes}; the report is written below target/soak. */
    public static void main(String[] args) throws IOException {
        String minutes = System.getProperty("minutes", "");
        Duration duration = Duration.ofSeconds((long) (60 * Double.parseDouble(minutes.isBlank() ? "10" : minutes)));
        List<String> complaints = run(duration, 60, "soak");
        complaints.forEach(System.err::println);
        System.exit(complaints.isEmpty() ? 0 : 1);
    }

    /**
     * @param readers the polite ones
     * @param database a new one of this name
     * @return what was wrong
     */
    static List<String> run(Duration duration, int readers, String database) throws IOException {
        try (Subject subject = new Subject(database)) {
            Soak soak = new Soak(subject, readers);
            soak.run(duration);
            soak.samples.write(Path.of("target/soak"), duration, readers);
            System.out.println(soak.summary());
            return soak.complaints;
        }
    }

    private void run(Duration duration) throws IOException {
        int filesBefore = subject.files();
        Editor editor = new Editor(subject, PACE);
        Thread writing = start(editor::live, "editor");
        polite.forEach(reader -> start(reader::live, "polite"));
        rude.forEach(reader -> start(reader::live, "rude"));
        watch(duration);

        editor.stop();
        join(writing);
        awaitOr(
                () -> polite.stream().allMatch(reader -> reader.position() >= editor.position()),
                () -> "not every reader was told all up to " + editor.position());
        polite.forEach(Polite::stop);
        rude.forEach(Rude::stop);
        threads.forEach(Thread::interrupt);
        threads.forEach(this::join);
        polite.forEach(reader -> complaints.addAll(reader.complaints()));
        awaitOr(() -> subject.readersInMemory() == 0, () -> "readers are left in memory");
        // the pool of the database may have grown, and each event loop has opened a ring, which is two files
        int opened = 12 + 2 * LoopResources.DEFAULT_IO_WORKER_COUNT;
        awaitOr(
                () -> subject.files() <= filesBefore + opened,
                () -> "files are left: " + subject.files() + " of " + filesBefore);
    }

    private void watch(Duration duration) throws IOException {
        long begin = System.nanoTime();
        long step = Math.max(duration.toNanos() / 60, 2_000_000_000L);
        for (long next = begin + step; next - begin <= duration.toNanos(); next += step) {
            while (System.nanoTime() - next < 0 && threads.get(0).isAlive()) {
                LockSupport.parkNanos(Math.min(step, 200_000_000L));
            }
            if (!threads.get(0).isAlive()) {
                complaints.add("the editor failed");
                return;
            }
            samples.add(
                    (System.nanoTime() - begin) / 1e9,
                    subject.liveHeap(),
                    subject.directMemory(),
                    subject.residentMemory(),
                    Subject.socketMemory(),
                    subject.files());
        }
    }

    private String summary() {
        long told = polite.stream().mapToLong(Polite::told).sum();
        return "Told to %d polite readers: %,d entries; %,d rude readers came; complaints: %d"
                .formatted(polite.size(), told, came.get(), complaints.size());
    }

    private Thread start(Runnable life, String name) {
        Thread thread = new Thread(life, name);
        thread.setDaemon(true);
        thread.start();
        threads.add(thread);
        return thread;
    }

    private void join(Thread thread) {
        try {
            thread.join(LAST_WORD.toMillis());
        } catch (InterruptedException stop) {
            throw new IllegalStateException(stop);
        }
    }

    private interface Words {
        String say();
    }

    private void awaitOr(Callable<Boolean> condition, Words complaint) {
        try {
            Awaitility.await().atMost(LAST_WORD).until(condition);
        } catch (ConditionTimeoutException never) {
            complaints.add(complaint.say());
        }
    }
}
