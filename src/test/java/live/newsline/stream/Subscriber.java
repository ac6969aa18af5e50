package live.newsline.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One open stream. What it is told waits here until the test takes it, each time within a bounded wait. On every frame it
 * checks what holds for all of them: the order of types, of positions, and what an item may carry.
 */
abstract class Subscriber implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private sealed interface Signal {}

    private record Frame(Told told, long at) implements Signal {}

    private record Refused(int status, JsonNode problem) implements Signal {}

    private record Broken(Throwable why) implements Signal {}

    private record Ended() implements Signal {}

    private final Ask ask;
    private final BlockingQueue<Signal> signals = new LinkedBlockingQueue<>();

    private @Nullable String epoch;
    private long position;
    private boolean drained;
    private boolean sent;
    private long lastToldAt;

    Subscriber(Ask ask) {
        this.ask = ask;
    }

    // what the test asks

    /** The next frame, whatever it is. */
    Told next() {
        Signal signal = take(PATIENCE);
        if (signal instanceof Frame frame) {
            lastToldAt = frame.at();
            return frame.told();
        }
        throw unexpected("a frame", signal);
    }

    Told next(String type) {
        Told told = next();
        assertThat(told.type()).as(told.raw()).isEqualTo(type);
        return told;
    }

    Told hello() {
        return next("hello");
    }

    /** The next entry; heartbeats, which may come at any time, are passed over. */
    Told entry() {
        return next(skipHeartbeats(), "entry");
    }

    List<Told> entries(int count) {
        List<Told> entries = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            entries.add(entry());
        }
        return entries;
    }

    /** Takes frames up to and with the last of a replay: the heartbeat that says "now live". */
    List<Told> replay() {
        List<Told> entries = new ArrayList<>();
        for (Told told = next(); !told.type().equals("heartbeat"); told = next()) {
            assertThat(told.type()).as(told.raw()).isEqualTo("entry");
            entries.add(told);
        }
        return entries;
    }

    Told drain() {
        return next(skipHeartbeats(), "drain");
    }

    /** The problem that the stream was refused with. */
    JsonNode refusal() {
        Signal signal = take(PATIENCE);
        if (signal instanceof Refused refused) {
            assertThat(refused.problem().get("status").asInt()).isEqualTo(refused.status());
            return refused.problem();
        }
        throw unexpected("a refusal", signal);
    }

    /** When the frame came that was taken last, by {@link System#nanoTime}. */
    long lastToldAt() {
        return lastToldAt;
    }

    void ends() {
        Signal signal = take(PATIENCE);
        if (!(signal instanceof Ended)) {
            throw unexpected("the end", signal);
        }
    }

    /** That nothing is told, as far as can be known by waiting a while. */
    void nothingFor(Duration wait) {
        Signal signal = poll(wait);
        if (signal != null) {
            throw unexpected("nothing", signal);
        }
    }

    void request(long frames) {
        throw new UnsupportedOperationException("no demand on this transport");
    }

    @Override
    public abstract void close();

    // what the transport reports

    final void told(String raw) {
        told(Told.of(raw));
    }

    final void told(Told told) {
        try {
            long at = System.nanoTime();
            check(told);
            signals.add(new Frame(told, at));
        } catch (Throwable wrong) {
            signals.add(new Broken(new AssertionError("after position " + position + ": " + told.raw(), wrong)));
        }
    }

    /** @param status the one that came with the problem; its own, on a transport without one */
    final void refused(int status, JsonNode problem) {
        signals.add(new Refused(status, problem));
    }

    final void broke(Throwable why) {
        signals.add(new Broken(why));
    }

    final void ended() {
        signals.add(new Ended());
    }

    private void check(Told told) {
        assertThat(drained).as("something after a drain").isFalse();
        switch (told.type()) {
            case "hello" -> checkHello(told);
            case "entry" -> {
                assertThat(told.epoch()).isEqualTo(epoch);
                assertThat(told.position()).isGreaterThan(position);
                position = told.position();
                Told.check(told.item());
                assertThat(ask.channels()).contains(told.item().get("channel").asString());
                assertThat(told.json().get("channel")).isEqualTo(told.item().get("channel"));
            }
            case "heartbeat" -> {
                assertThat(told.epoch()).isEqualTo(epoch);
                assertThat(told.position()).isGreaterThanOrEqualTo(position);
                position = told.position();
                assertThat(told.json().has("at")).isTrue();
            }
            case "drain" -> {
                drained = true;
                assertThat(told.json().get("retry").asInt()).isBetween(5_000, 60_000);
                if (sent) {
                    assertThat(told.cursor()).isEqualTo(epoch + "-" + Math.max(position, told.position()));
                }
            }
            default -> throw new AssertionError("no such type");
        }
        sent = true;
    }

    private void checkHello(Told told) {
        assertThat(told.json().has("at")).isTrue();
        if (sent) {
            assertThat(told.verdict()).startsWith("reset ");
        }
        if (told.verdict().equals("resumed")) {
            assertThat(told.cursor()).isEqualTo(ask.after());
            assertThat(told.json().get("behind").asLong()).isGreaterThanOrEqualTo(0);
            assertThat(told.json().has("items")).isFalse();
        } else {
            Told.checkSnapshot(told.items());
            assertThat(told.json().has("behind")).isFalse();
        }
        assertThat(told.json().has("lost")).isEqualTo(told.verdict().equals("reset expired"));
        epoch = told.epoch();
        position = told.position();
    }

    private Told skipHeartbeats() {
        Told told = next();
        while (told.type().equals("heartbeat")) {
            told = next();
        }
        return told;
    }

    private static Told next(Told told, String type) {
        assertThat(told.type()).as(told.raw()).isEqualTo(type);
        return told;
    }

    private Signal take(Duration patience) {
        Signal signal = poll(patience);
        if (signal == null) {
            throw new AssertionError("nothing was told to " + ask + " for " + patience);
        }
        return signal;
    }

    private @Nullable Signal poll(Duration patience) {
        try {
            return signals.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    private AssertionError unexpected(String instead, Signal signal) {
        return new AssertionError(
                ask + " should have got " + instead + ", but got " + signal,
                signal instanceof Broken broken ? broken.why() : null);
    }
}
