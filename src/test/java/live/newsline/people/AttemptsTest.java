package live.newsline.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import live.newsline.problem.Problem;
import org.junit.jupiter.api.Test;

class AttemptsTest {

    private static final InetSocketAddress THIEF = from("192.0.2.1");
    private static final InetSocketAddress OWNER = from("192.0.2.2");

    private final AtomicLong now = new AtomicLong();
    private final Attempts attempts = new Attempts(now::get);

    @Test
    void eachFailureBeyondTheFreeOnesDoublesTheWaitUpToAQuarterOfAnHour() {
        for (int i = 0; i < 5; i++) {
            attempts.begin("leyla", THIEF, null);
        }
        int before = 0;
        for (int i = 0; i < 14; i++) {
            int wait = wait(THIEF, "leyla");
            assertThat(wait)
                    .isGreaterThanOrEqualTo(Math.min(before * 2 - 1, 900))
                    .isLessThanOrEqualTo(901);
            before = wait;
            now.addAndGet(Duration.ofSeconds(wait).toNanos());
            attempts.begin("leyla", THIEF, null);
        }
        assertThat(before).isEqualTo(901);
    }

    @Test
    void aStrangersFailuresDoNotSlowTheOwnerElsewhereNorWithAKnownBrowser() {
        for (int i = 0; i < 5; i++) {
            attempts.begin("leyla", THIEF, null);
        }
        assertThat(wait(THIEF, "leyla")).isPositive();
        assertThatCode(() -> attempts.begin("leyla", OWNER, null)).doesNotThrowAnyException();
        // from the very address
        assertThatCode(() -> attempts.begin("leyla", THIEF, "known")).doesNotThrowAnyException();
    }

    @Test
    void aStolenBrowserHasNoMoreGuessesThanAStranger() {
        for (int i = 0; i < 5; i++) {
            attempts.begin("leyla", THIEF, "stolen");
        }
        assertThat(catchThrowableOfType(Problem.Exception.class, () -> attempts.begin("leyla", OWNER, "stolen")))
                .isNotNull();
    }

    @Test
    void anAddressThatTriesManyLoginsIsSlowedForAll() {
        for (int i = 0; i < 30; i++) {
            attempts.begin("login" + i, THIEF, null);
        }
        assertThat(wait(THIEF, "another")).isPositive();
        assertThatCode(() -> attempts.begin("another", OWNER, null)).doesNotThrowAnyException();
    }

    @Test
    void onesOwnAccountDoesNotBuyGuessesAtOthers() {
        for (int i = 0; i < 29; i++) {
            attempts.begin("login" + i, THIEF, null);
            attempts.begin("own", THIEF, null).succeeded();
        }
        attempts.begin("login29", THIEF, null);
        assertThat(wait(THIEF, "another")).isPositive();
    }

    @Test
    void aSuccessForgetsTheFailuresOfThatLogin() {
        for (int i = 0; i < 4; i++) {
            attempts.begin("leyla", OWNER, null);
        }
        attempts.begin("leyla", OWNER, null).succeeded();
        for (int i = 0; i < 5; i++) {
            attempts.begin("leyla", OWNER, null);
        }
        assertThat(wait(OWNER, "leyla")).isPositive();
    }

    @Test
    void whatCameToNoDecisionCountsForNothing() {
        for (int i = 0; i < 50; i++) {
            attempts.begin("leyla", OWNER, null).undone();
        }
        assertThatCode(() -> attempts.begin("leyla", OWNER, null)).doesNotThrowAnyException();
    }

    @Test
    void anHourWithoutAFailureForgetsThem() {
        for (int i = 0; i < 5; i++) {
            attempts.begin("leyla", THIEF, null);
        }
        now.addAndGet(Duration.ofMinutes(61).toNanos());
        for (int i = 0; i < 5; i++) {
            attempts.begin("leyla", THIEF, null);
        }
        assertThat(wait(THIEF, "leyla")).isPositive();
    }

    @Test
    void aNetworkOfIpv6IsOneAddress() {
        for (int i = 1; i <= 5; i++) {
            attempts.begin("leyla", from("2001:db8::" + i), null);
        }
        assertThat(wait(from("2001:db8::99"), "leyla")).isPositive();
        assertThatCode(() -> attempts.begin("leyla", from("2001:db8:0:1::1"), null))
                .doesNotThrowAnyException();
    }

    private int wait(InetSocketAddress from, String login) {
        Problem.Exception refused =
                catchThrowableOfType(Problem.Exception.class, () -> attempts.begin(login, from, null));
        assertThat(refused.problem().status()).isEqualTo(429);
        return Objects.requireNonNull(refused.problem().retryAfter());
    }

    private static InetSocketAddress from(String address) {
        try {
            return new InetSocketAddress(InetAddress.getByName(address), 1);
        } catch (UnknownHostException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
