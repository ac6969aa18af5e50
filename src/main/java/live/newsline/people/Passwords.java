package live.newsline.people;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.Normalizer;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import live.newsline.problem.Problem;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.crypto.password.DelegatingPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * How passwords are kept and compared: on threads of its own, and on no more than two, because each costs a processor's
 * full work for a good part of a second. Who would wait too long is told to come back (503). Safe for any thread.
 */
@Component
class Passwords implements DisposableBean {

    static final int THREADS = 2;
    static final int WAITING = 32;
    private static final int COST = 11;
    /** In code units, of what may be the same as the longest password by NFC. */
    private static final int LONGEST = Input.LONGEST_PASSWORD * 4 * 2;
    /** Of a random text that nobody kept, at the same cost: comparing with it takes as long as with somebody's. */
    private static final String NOBODYS = "{bcrypt}$2a$11$2Y7s4Ix56YaymlRavesqcesaMKdFZWPqznTj4mFaKBjVK1H2i/KCC";

    private final PasswordEncoder encoder;
    private final ExecutorService threads = new ThreadPoolExecutor(
            THREADS,
            THREADS,
            1,
            TimeUnit.MINUTES,
            new ArrayBlockingQueue<>(WAITING),
            new CustomizableThreadFactory("passwords-"));
    private final Scheduler scheduler = Schedulers.fromExecutorService(threads, "passwords");

    @Autowired
    Passwords() {
        this(new BCryptPasswordEncoder(COST));
    }

    Passwords(PasswordEncoder bcrypt) {
        encoder = new DelegatingPasswordEncoder("bcrypt", Map.of("bcrypt", bcrypt));
    }

    /** A password as it is kept. */
    Mono<String> keeping(String password) {
        return onOurThreads(() -> kept(password));
    }

    /** @param kept null: nobody's, which takes as long and is never it */
    Mono<Boolean> isIt(String password, @Nullable String kept) {
        // what is longer than anybody's is compared as the empty one, which nobody has: NFC of 60,000 marks takes a
        // second
        String bounded = password.length() > LONGEST ? "" : password;
        return onOurThreads(() -> encoder.matches(digest(bounded), kept == null ? NOBODYS : kept) && kept != null);
    }

    private String kept(String password) {
        return encoder.encode(digest(password));
    }

    /**
     * bcrypt reads 72 bytes and ends at a NUL, so it gets a digest, in letters. The label makes it a digest of ours, which
     * nobody finds in a list that another site lost. NFC: keyboards differ in how they write the same letter.
     */
    private static String digest(String password) {
        try {
            String text = "newsline:" + Normalizer.normalize(password, Normalizer.Form.NFC);
            return Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }

    /** A problem (503) where they are all taken, and as many wait as may. */
    <T> Mono<T> onOurThreads(Callable<T> work) {
        return Mono.fromCallable(work)
                .subscribeOn(scheduler)
                .onErrorMap(
                        RejectedExecutionException.class,
                        full -> new Problem(
                                        "busy",
                                        "Not now",
                                        503,
                                        "Too many people are signing in at this moment.",
                                        List.of(),
                                        2)
                                .exception());
    }

    @Override
    public void destroy() {
        scheduler.dispose();
        threads.shutdownNow();
    }
}
