package live.newsline.wire;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import live.newsline.item.Item;
import live.newsline.item.PubStatus;
import live.newsline.item.Text;
import live.newsline.item.Urgency;
import live.newsline.journal.Entry;
import live.newsline.journal.Kind;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What an entry costs once, however many read it: from the journal's row to the bytes that all share. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class EncodeBenchmark {

    private static final Instant TIME = Instant.parse("2026-11-23T10:29:00.123Z");

    private final Entry plain = entry("The harbour bridge opens at noon, and the first tram is free for all", 1);
    private final Entry azeri = entry("Liman körpüsü günorta açılır, ilk tramvay hamı üçün pulsuzdur", 1);

    /** @param position and its item's number */
    public static Entry entry(String headline, long position) {
        Item item = new Item(
                new UUID(0x019ab0c45a1e7f00L, position),
                "main",
                1,
                PubStatus.USABLE,
                Urgency.ROUTINE,
                "en",
                false,
                new Text(headline, null, null, null, List.of(), null),
                null,
                TIME,
                TIME,
                null);
        return new Entry(position, new UUID(7, position), Kind.PUBLISHED, TIME, item, null, null);
    }

    @Benchmark
    public Frame ascii() {
        return Wire.frame("0a1b2c3d", plain);
    }

    @Benchmark
    public Frame azeri() {
        return Wire.frame("0a1b2c3d", azeri);
    }
}
