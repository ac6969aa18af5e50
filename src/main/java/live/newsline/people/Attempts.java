package live.newsline.people;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import live.newsline.problem.Problem;
import org.jspecify.annotations.Nullable;

/**
 * Slows whoever guesses passwords, and nobody else: failures count for a login <em>from one address</em>, and for an
 * address over all logins, never for a login alone, or a stranger could lock its owner out. A browser that signed in
 * before is counted by itself. Each failure beyond the free ones doubles the wait, up to a quarter of an hour; an hour
 * without one forgets them. A node counts for itself, in bounded memory. Safe for any thread.
 */
final class Attempts {

    private static final int FREE = 5;
    private static final int FREE_FOR_ADDRESS = 30;
    private static final int MOST = 20_000;
    /** Seconds. */
    private static final long FIRST_WAIT = 15;

    private static final long LONGEST_WAIT = Duration.ofMinutes(15).toNanos();
    private static final long FORGOTTEN = Duration.ofHours(1).toNanos();

    private static final class Failures {
        private int count;
        private long last;
        private long until;
    }

    private record Counted(String key, int free) {}

    /** An attempt under way: it counts as failed until it is known not to have. */
    final class Attempt {

        private final List<Counted> counted;

        private Attempt(List<Counted> counted) {
            this.counted = counted;
        }

        void succeeded() {
            // the address's other failures stay: one's own account must not buy guesses at others'
            end(counted.get(0), true);
            counted.stream().skip(1).forEach(each -> end(each, false));
        }

        /** It came to no decision. */
        void undone() {
            counted.forEach(each -> end(each, false));
        }
    }

    private final LongSupplier nanos;
    private final Map<String, Failures> failures = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Failures> eldest) {
            return size() > MOST;
        }
    };

    Attempts(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /**
     * @param device by which the browser is known to have signed in to this account before, or null
     * @throws Problem.Exception 429 where one has to wait
     */
    Attempt begin(String login, @Nullable InetSocketAddress from, @Nullable String device) {
        String address = network(from);
        List<Counted> counted = device != null
                ? List.of(new Counted("device " + device, FREE))
                : List.of(
                        new Counted("login " + login + " from " + address, FREE),
                        new Counted("address " + address, FREE_FOR_ADDRESS));
        synchronized (failures) {
            long now = nanos.getAsLong();
            long wait =
                    counted.stream().mapToLong(each -> wait(each, now)).max().orElse(0);
            if (wait > 0) {
                throw tooMany(wait);
            }
            counted.forEach(each -> count(each, now));
        }
        return new Attempt(counted);
    }

    private long wait(Counted each, long now) {
        Failures known = failures.get(each.key);
        if (known == null) {
            return 0;
        }
        if (now - known.last > FORGOTTEN) {
            failures.remove(each.key);
            return 0;
        }
        return known.count < each.free ? 0 : known.until - now;
    }

    private void count(Counted each, long now) {
        Failures known = failures.computeIfAbsent(each.key, any -> new Failures());
        known.count++;
        known.last = now;
        int doublings = Math.min(Math.max(known.count - each.free, 0), 20);
        known.until = now + Math.min(TimeUnit.SECONDS.toNanos(FIRST_WAIT << doublings), LONGEST_WAIT);
    }

    private void end(Counted each, boolean forget) {
        synchronized (failures) {
            Failures known = failures.get(each.key);
            if (known != null && (forget || --known.count <= 0)) {
                failures.remove(each.key);
            }
        }
    }

    /** Who has one IPv6 address has 2^64 of them. */
    private static String network(@Nullable InetSocketAddress from) {
        InetAddress address = from == null ? null : from.getAddress();
        if (address == null) {
            return "nowhere";
        }
        byte[] bytes = address.getAddress();
        return HexFormat.of().formatHex(address instanceof Inet6Address ? Arrays.copyOf(bytes, 8) : bytes);
    }

    private static Problem.Exception tooMany(long nanos) {
        int seconds = (int) (TimeUnit.NANOSECONDS.toSeconds(nanos) + 1);
        return new Problem(
                        "too-many-attempts",
                        "Too many attempts",
                        429,
                        "Try again in " + seconds + " s.",
                        List.of(),
                        seconds)
                .exception();
    }
}
