package live.newsline.kill;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import live.newsline.Node;

/**
 * Editors who publish without pause, whatever happens, and remember each answer. Half of them give every headline an
 * Idempotency-Key and insist until it is answered with success; the others give none and never repeat.
 */
final class Newsroom implements AutoCloseable {

    private static final int EDITORS = 4;
    private static final Duration PACE = Duration.ofMillis(40);
    private static final Duration INSIST = Duration.ofMillis(100);
    private static final Duration LAST_WORD = Duration.ofSeconds(60);

    private static final AtomicInteger ROOMS = new AtomicInteger();

    private final Supplier<Site> site;
    private final List<Thread> editors = new ArrayList<>();
    private final Map<String, Long> published = new ConcurrentHashMap<>();
    /** The answer was a refusal that says nothing was stored. */
    private final Set<String> refused = ConcurrentHashMap.newKeySet();
    /** Neither: no answer came, or one that says so. */
    private final Set<String> open = ConcurrentHashMap.newKeySet();

    private final Queue<String> wrong = new ConcurrentLinkedQueue<>();
    private final AtomicInteger refusals = new AtomicInteger();
    private volatile boolean stopped;

    Newsroom(Supplier<Site> site) {
        this.site = site;
        String room = "room " + ROOMS.incrementAndGet();
        for (int i = 0; i < EDITORS; i++) {
            String name = room + ", editor " + i;
            boolean insists = i % 2 == 0;
            Thread editor = new Thread(() -> work(name, insists), name);
            editor.setDaemon(true);
            editor.start();
            editors.add(editor);
        }
    }

    /** How many headlines were answered with success. */
    int published() {
        return published.size();
    }

    /** How many answers were 503. */
    int refusals() {
        return refusals.get();
    }

    /** Ends when every headline of those who insist is settled. */
    void finish() {
        stopped = true;
        for (Thread editor : editors) {
            try {
                editor.join(LAST_WORD.toMillis());
            } catch (InterruptedException stop) {
                throw new IllegalStateException(stop);
            }
            assertThat(editor.isAlive()).as("%s still waits", editor.getName()).isFalse();
        }
    }

    /** What was answered is what the journal holds, headline by headline. */
    void mustAgreeWith(Stored journal) {
        assertThat(wrong).isEmpty();
        Map<String, List<Long>> stored = journal.positions();
        assertThat(published)
                .allSatisfy((headline, position) ->
                        assertThat(stored.get(headline)).as(headline).containsExactly(position));
        assertThat(refused).as("refused").noneMatch(stored::containsKey);
        open.forEach(headline -> assertThat(stored.getOrDefault(headline, List.of()))
                .as(headline)
                .hasSizeLessThanOrEqualTo(1));
    }

    private void work(String name, boolean insists) {
        for (int i = 0; !stopped; i++) {
            String headline = name + " writes " + i;
            boolean settled = publish(headline, insists);
            long deadline = System.nanoTime() + LAST_WORD.toNanos();
            while (insists && !settled && System.nanoTime() - deadline < 0) {
                LockSupport.parkNanos(INSIST.toNanos());
                settled = publish(headline, true);
            }
            if (insists && !settled) {
                wrong.add(headline + ": never settled");
            }
            if (insists && i % 8 == 0) {
                // settled, and told once more
                publish(headline, true);
            }
            LockSupport.parkNanos((insists || settled ? PACE : INSIST).toNanos());
        }
    }

    /** @return whether it was answered with success */
    private boolean publish(String headline, boolean keyed) {
        HttpResponse<String> answer;
        try {
            answer = site.get().publish(headline, keyed ? headline : null);
        } catch (IOException none) {
            open.add(headline);
            return false;
        }
        if (answer.statusCode() == 201) {
            long position = Site.position(answer);
            Long before = published.put(headline, position);
            if (before != null && before != position) {
                wrong.add(headline + ": answered with position " + before + ", then " + position);
            }
            return true;
        }
        refusals.incrementAndGet();
        if (answer.statusCode() != 503
                || answer.headers().firstValue("Retry-After").isEmpty()) {
            wrong.add(headline + ": " + answer.statusCode() + " " + answer.body());
        } else if (!keyed) {
            String type = Node.JSON.readTree(answer.body()).get("type").asString();
            (type.endsWith("outcome-unknown") ? open : refused).add(headline);
        }
        return false;
    }

    @Override
    public void close() {
        stopped = true;
    }
}
