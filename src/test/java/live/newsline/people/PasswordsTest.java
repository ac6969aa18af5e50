package live.newsline.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import live.newsline.problem.Problem;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

class PasswordsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Counting bcrypt = new Counting();
    private final Passwords passwords = new Passwords(bcrypt);

    @AfterEach
    void stop() {
        bcrypt.open.countDown();
        passwords.destroy();
    }

    /** Remembers what was compared with, and does not begin before it may. */
    private static final class Counting implements PasswordEncoder {

        private final PasswordEncoder real = new BCryptPasswordEncoder(4);
        private final CountDownLatch open = new CountDownLatch(1);
        private final Queue<String> compared = new ConcurrentLinkedQueue<>();

        @Override
        public @Nullable String encode(@Nullable CharSequence password) {
            return real.encode(password);
        }

        @Override
        public boolean matches(@Nullable CharSequence password, @Nullable String kept) {
            compared.add(Objects.requireNonNull(kept));
            try {
                open.await();
            } catch (InterruptedException ended) {
                Thread.currentThread().interrupt();
            }
            return real.matches(password, kept);
        }
    }

    /** The dear part of signing in: once, at the cost at which passwords are kept, whether or not anybody has the login. */
    @Test
    void nobodysPasswordIsComparedOnceAndAtTheSameCostAsSomebodys() {
        bcrypt.open.countDown();
        Passwords ours = new Passwords();
        String kept = ours.keeping("correct horse battery").block(PATIENCE);
        ours.destroy();
        assertThat(kept).startsWith("{bcrypt}");
        StepVerifier.create(passwords.isIt("a wrong password", kept))
                .expectNext(false)
                .verifyComplete();
        StepVerifier.create(passwords.isIt("a wrong password", null))
                .expectNext(false)
                .verifyComplete();
        // what is no bcrypt hash would be refused without any work
        assertThat(bcrypt.compared)
                .hasSize(2)
                .allMatch(hash -> hash.matches("\\$2a\\$11\\$[./A-Za-z0-9]{53}"))
                .doesNotHaveDuplicates();
    }

    @Test
    void aPasswordLongerThanAnybodysIsNobodysAndIsComparedAllTheSame() {
        bcrypt.open.countDown();
        String longest = "\u03B1\u0313\u0300\u0345".repeat(256);
        String kept = kept("\u1F82".repeat(256));
        StepVerifier.create(passwords.isIt(longest, kept)).expectNext(true).verifyComplete();
        StepVerifier.create(passwords.isIt(longest + longest + "a", kept))
                .expectNext(false)
                .verifyComplete();
        assertThat(bcrypt.compared).hasSize(2);
    }

    @Test
    void whoWouldWaitTooLongIsSentAwayAndNobodyElseIs() {
        String kept = kept("correct horse battery");
        List<Mono<Boolean>> answers = new ArrayList<>(asked(Passwords.THREADS, kept));
        await().until(() -> bcrypt.compared.size() == Passwords.THREADS);
        answers.addAll(asked(Passwords.WAITING, kept));
        StepVerifier.create(passwords.isIt("correct horse battery", kept))
                .expectErrorSatisfies(refused -> {
                    Problem problem = Problem.of(refused);
                    assertThat(problem.status()).isEqualTo(503);
                    assertThat(problem.type()).isEqualTo("busy");
                    assertThat(problem.retryAfter()).isPositive();
                })
                .verify(PATIENCE);
        bcrypt.open.countDown();
        answers.forEach(answer -> assertThat(answer.block(PATIENCE)).isTrue());
        assertThat(bcrypt.compared).hasSize(Passwords.THREADS + Passwords.WAITING);
    }

    private String kept(String password) {
        return Objects.requireNonNull(passwords.keeping(password).block(PATIENCE));
    }

    /** So many, who are being compared or wait for it. */
    private List<Mono<Boolean>> asked(int many, String kept) {
        return IntStream.range(0, many)
                .mapToObj(i -> {
                    Mono<Boolean> answer =
                            passwords.isIt("correct horse battery", kept).cache();
                    answer.subscribe(right -> {}, asserted -> {});
                    return answer;
                })
                .toList();
    }
}
