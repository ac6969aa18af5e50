package live.newsline.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Two clocks, and answers that take their time. */
class DatabaseClockTest {

    private static final long MILLI = 1_000_000;
    private static final long SECOND = 1_000 * MILLI;
    private static final Instant ZERO = Instant.parse("2026-11-23T10:29:00Z");

    private final DatabaseClock clock = new DatabaseClock();

    @Test
    void anAnswersTimeIsOfTheMiddleOfItsWay() {
        heard(0, 0, 2 * MILLI, MILLI);
        assertThat(at(5 * SECOND)).isEqualTo(5_000);
    }

    @Test
    void theQuickestAnswerIsBelievedUntilClocksMayHaveDrifted() {
        heard(0, 0, 2 * MILLI, MILLI);
        // it took its time on the way back
        heard(SECOND, 0, 400 * MILLI, MILLI);
        assertThat(at(5 * SECOND)).isEqualTo(5_000);
        // a minute later clocks may be 6 ms apart
        heard(60 * SECOND, 6 * MILLI, 8 * MILLI, 4 * MILLI);
        assertThat(at(61 * SECOND)).isEqualTo(61_006);
    }

    @Test
    void anotherServersClockIsBelievedAtOnce() {
        heard(0, 0, 2 * MILLI, MILLI);
        heard(SECOND, -2 * SECOND, 20 * MILLI, 10 * MILLI);
        assertThat(at(5 * SECOND)).isEqualTo(3_000);
    }

    /** An answer to a question of this moment, by a clock that is so far ahead, told somewhere on the way. */
    private void heard(long asked, long ahead, long took, long told) {
        clock.heard(ZERO.plusNanos(asked + told + ahead), asked, asked + took);
    }

    private long at(long moment) {
        return clock.millis(moment) - ZERO.toEpochMilli();
    }
}
