package live.newsline.feed;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import live.newsline.wire.EncodeBenchmark;
import live.newsline.wire.Frame;
import live.newsline.wire.Wire;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.springframework.util.unit.DataSize;

/** What a tape costs: an event laid on it, and a reader's look at it, without the system call that follows. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class AppendBenchmark {

    private static final int READERS = 10_000;

    private final Frame frame = Wire.frame(
            "0a1b2c3d",
            EncodeBenchmark.entry("The harbour bridge opens at noon, and the first tram is free for all", 1));
    private final Life life = new Life(
            "0a1b2c3d",
            0,
            null,
            new FeedSettings(
                    8192,
                    DataSize.ofMegabytes(32),
                    16,
                    DataSize.ofMegabytes(4),
                    false,
                    100_000,
                    Duration.ofSeconds(15),
                    Duration.ofSeconds(60),
                    Duration.ofSeconds(8)),
            new Buffers(new Loops(() -> 0, false)));
    private final Tape growing = new Tape(life, 0, new Buffers(new Loops(() -> 0, false)), 16);
    private final Tape still = new Tape(life, 0, new Buffers(new Loops(() -> 0, false)), 16);
    private long position;

    /** A tape that ten thousand readers look at, each of them one event behind. */
    public AppendBenchmark() {
        for (long at = 1; at <= 1000; at++) {
            still.append(at, frame);
        }
    }

    @Benchmark
    public long append() {
        growing.append(++position, frame);
        return growing.head();
    }

    @Benchmark
    @OperationsPerInvocation(READERS)
    public long pass() {
        long bytes = 0;
        for (int reader = 0; reader < READERS; reader++) {
            long seen = still.head() - 1;
            Segment segment = still.at(seen + 1);
            if (segment != null) {
                bytes += segment.after(segment.last()) - segment.after(seen);
            }
        }
        return bytes;
    }
}
