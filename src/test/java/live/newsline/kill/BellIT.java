package live.newsline.kill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import live.newsline.Node;
import live.newsline.database.TestDatabase;
import live.newsline.kill.PostgresProxy.Fate;
import live.newsline.kill.PostgresProxy.Link;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The connection that listens dies, loudly or in silence: readers must not notice, and it must come back. */
@Timeout(300)
class BellIT {

    private static final String DATABASE = "bell_it";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static PostgresProxy proxy;
    private static Node node;
    private static Stored stored;

    private Newsroom newsroom;
    private SseReader reader;

    @BeforeAll
    static void start() {
        int postgres = Databases.port(TestDatabase.r2dbcUrl(DATABASE));
        proxy = new PostgresProxy(postgres);
        stored = new Stored(DATABASE);
        node = Node.on("r2dbc:postgresql://127.0.0.1:" + proxy.port() + "/" + DATABASE, null);
    }

    @AfterAll
    static void stop() {
        node.close();
        proxy.close();
    }

    @BeforeEach
    void publish() {
        reader = SseReader.following(() -> Site.of(node));
        await().atMost(PATIENCE).until(reader::isOpen);
        newsroom = new Newsroom(() -> Site.of(node));
        awaitMore(10);
    }

    @AfterEach
    void rest() {
        newsroom.close();
        reader.close();
        proxy.pass();
        proxy.cut();
    }

    @Test
    void aListenerThatIsTerminatedComesBack() {
        Link old = listener();
        assertThat(stored.ask("select pg_terminate_backend(pid) from pg_stat_activity where client_port = "
                        + old.clientPort()))
                .hasSize(1);
        awaitAnotherThan(old);
        awaitMore(20);
        nothingIsMissing();
    }

    @Test
    void aListenerInABlackHoleIsReplacedAndReadersGetEverythingMeanwhile() {
        Link old = listener();
        proxy.rule(message -> message.link() == old ? Fate.FREEZE : Fate.PASS);
        proxy.awaitFrozen();
        long during = stored.head();
        await().atMost(PATIENCE).until(() -> reader.isAt(during));
        awaitAnotherThan(old);
        awaitMore(20);
        nothingIsMissing();
        assertThat(newsroom.refusals()).isZero();
    }

    @Test
    void aListenerWhoseFirstWordIsNeverAnsweredIsReplaced() {
        AtomicReference<@Nullable Link> unheard = new AtomicReference<>();
        Link old = listener();
        proxy.rule(message -> {
            if (message.says("listen newsline")) {
                unheard.compareAndSet(null, message.link());
            }
            return message.link() == unheard.get() ? Fate.FREEZE : Fate.PASS;
        });
        old.close();
        proxy.awaitFrozen();
        await().atMost(PATIENCE)
                .until(() -> !proxy.links(link -> link.isListener() && !link.isFrozen() && link != old)
                        .isEmpty());
        awaitMore(20);
        nothingIsMissing();
    }

    @Test
    void aNetworkThatForgetsEveryOpenConnectionIsSurvived() {
        var all = proxy.links();
        proxy.rule(message -> all.contains(message.link()) ? Fate.FREEZE : Fate.PASS);
        proxy.awaitFrozen();
        await().atMost(PATIENCE).until(() -> newsroom.refusals() > 0);
        awaitMore(50);
        nothingIsMissing();
    }

    private void nothingIsMissing() {
        newsroom.finish();
        long head = stored.mustBeGapless();
        await().atMost(PATIENCE).until(() -> reader.isAt(head));
        reader.mustHaveAllUpTo(head);
        newsroom.mustAgreeWith(stored);
    }

    private void awaitMore(int headlines) {
        int enough = newsroom.published() + headlines;
        await().atMost(PATIENCE).until(() -> newsroom.published() >= enough);
    }

    private static void awaitAnotherThan(Link old) {
        await().atMost(PATIENCE)
                .until(() ->
                        !proxy.links(link -> link.isListener() && link != old).isEmpty());
    }

    private static Link listener() {
        await().atMost(PATIENCE).until(() -> !proxy.links(Link::isListener).isEmpty());
        return proxy.links(Link::isListener).get(0);
    }
}
