package live.newsline.feed;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.f4b6a3.uuid.UuidCreator;
import io.netty.util.concurrent.DefaultEventExecutor;
import io.netty.util.concurrent.EventExecutor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import live.newsline.Node;
import live.newsline.item.Draft;
import live.newsline.item.Urgency;
import live.newsline.journal.Act;
import live.newsline.journal.Cursor;
import live.newsline.journal.Journal;
import live.newsline.journal.Order;
import live.newsline.journal.Wanted;
import live.newsline.wire.Control;
import live.newsline.wire.Frame;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Subscription;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.CoreSubscriber;
import reactor.core.Disposable;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Operators;
import reactor.test.StepVerifier;
import tools.jackson.databind.JsonNode;

/** The feed without a transport: what readers are told, and when not. */
class FeedIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final EventExecutor EXECUTOR = new DefaultEventExecutor();

    private static Node node;
    private static Feed feed;

    @BeforeAll
    static void start() {
        // a window of four: what is older comes from the journal
        node = Node.onNewDatabase("feed_it", "newsline.feed.window=4", "newsline.feed.heartbeat=1h");
        feed = node.bean(Feed.class);
    }

    @AfterAll
    static void stop() {
        node.close();
        EXECUTOR.shutdownGracefully(0, 0, TimeUnit.MILLISECONDS);
    }

    @Test
    void aReaderIsToldWhatItAskedForAndNoMore() {
        node.channel("demand");
        StepVerifier.create(stream(new Request(wanted("demand"), 20, null, false)), 0)
                .expectSubscription()
                .thenRequest(1)
                .assertNext(hello -> assertThat(hello.get("verdict").asString()).isEqualTo("fresh"))
                .then(() -> publish("demand", 3))
                .expectNoEvent(Duration.ofMillis(300))
                .thenRequest(2)
                .assertNext(entry -> assertThat(headline(entry)).isEqualTo("Item 0"))
                .assertNext(entry -> assertThat(headline(entry)).isEqualTo("Item 1"))
                .expectNoEvent(Duration.ofMillis(300))
                .thenRequest(1)
                .assertNext(entry -> assertThat(headline(entry)).isEqualTo("Item 2"))
                .thenCancel()
                .verify(PATIENCE);
    }

    @Test
    void aReaderThatFellOutOfTheWindowIsReadForFromTheJournal() {
        node.channel("behind");
        StepVerifier.create(stream(new Request(wanted("behind"), 20, null, false)), 1)
                .expectNextCount(1)
                .then(() -> publish("behind", 300))
                .thenRequest(300)
                .recordWith(ArrayList::new)
                .thenConsumeWhile(entry -> !headline(entry).equals("Item 299"))
                .consumeRecordedWith(entries -> assertThat(entries.stream().map(FeedIT::headline))
                        .containsExactlyElementsOf(
                                Flux.range(0, 300).map(i -> "Item " + i).toIterable()))
                .assertNext(last -> assertThat(headline(last)).isEqualTo("Item 299"))
                .thenCancel()
                .verify(PATIENCE);
    }

    @Test
    void aTextThatIsKilledWhileItsReaderIsBehindIsNeverTold() {
        node.channel("killed");
        StepVerifier.create(stream(new Request(wanted("killed"), 20, null, false)), 1)
                .expectNextCount(1)
                .then(() -> {
                    JsonNode item = node.publish("killed", "Never to be read");
                    publish("killed", 10);
                    node.kill(item.get("id").asString());
                    awaitRead();
                })
                .thenRequest(Long.MAX_VALUE)
                .assertNext(entry -> {
                    assertThat(entry.get("kind").asString()).isEqualTo("published");
                    assertThat(entry.toString()).doesNotContain("Never to be read");
                    assertThat(entry.get("item").get("pubStatus").asString()).isEqualTo("canceled");
                })
                .expectNextCount(10)
                .assertNext(entry -> assertThat(entry.get("kind").asString()).isEqualTo("killed"))
                .thenCancel()
                .verify(PATIENCE);
    }

    @Test
    void presenceIsCountedByChannel() {
        node.channel("presence");
        StepVerifier.create(stream(new Request(wanted("presence"), 0, null, false)))
                .assertNext(hello -> assertThat(feed.readers("presence")).isEqualTo(1))
                .thenCancel()
                .verify(PATIENCE);
        StepVerifier.create(Mono.fromSupplier(() -> feed.readers("presence"))
                        .filter(readers -> readers == 0)
                        .repeatWhenEmpty(again -> again.delayElements(Duration.ofMillis(10))))
                .expectNext(0)
                .expectComplete()
                .verify(PATIENCE);
    }

    @Test
    void aReceiptCountsWhatWasHandedOverAndWhoWaitsForIt() {
        node.channel("receipts");
        String before = Objects.requireNonNull(feed.life()).cursor().toString();
        Tell reads = attached("receipts", Long.MAX_VALUE, null);
        Tell stopped = attached("receipts", 1, null);
        Tell holds = attached("receipts", Long.MAX_VALUE, null);
        Tell leaves = attached("receipts", 1, null);
        holds.holdsBack = true;
        String item = node.publish("receipts", "An item").get("id").asString();
        awaitTold(item, "1 of 4");
        leaves.cancel();
        awaitTold(item, "1 of 3");
        // what was there before it came is a replay to it
        Tell late = attached("receipts", Long.MAX_VALUE, before);
        holds.holdsBack = false;
        // as every outlet does when it has handed over everything
        holds.pass();
        awaitTold(item, "2 of 3");
        stopped.request(1);
        awaitTold(item, "3 of 3");
        List.of(reads, stopped, holds, late).forEach(Tell::cancel);
    }

    private static void awaitTold(String item, String told) {
        Awaitility.await().atMost(PATIENCE).untilAsserted(() -> {
            JsonNode receipt = Node.mustBe(
                            200, node.send("GET", "/v1/desk/receipts?channel=receipts&items=" + item, ""))
                    .get("receipts")
                    .path(item);
            assertThat(receipt.get("told") + " of " + receipt.get("of")).isEqualTo(told);
        });
    }

    /** An open stream that was told its first frame. */
    private static Tell attached(String channel, long demand, @Nullable String after) {
        Request request = new Request(wanted(channel), 0, after, false);
        Stream stream =
                Objects.requireNonNull(feed.open(Mono.just(request), after).block(PATIENCE));
        AtomicInteger told = new AtomicInteger();
        Tell outlet = new Tell(new BaseSubscriber<>() {
            @Override
            protected void hookOnNext(JsonNode frame) {
                told.incrementAndGet();
            }
        });
        EXECUTOR.execute(() -> outlet.reader = feed.attach(stream, EXECUTOR, outlet));
        outlet.request(demand);
        Awaitility.await().atMost(PATIENCE).until(() -> told.get() > 0);
        return outlet;
    }

    @Test
    void aReaderWhoIsAheadOfTheNodeIsLiveWhenTheNodeHasCaughtUp() {
        node.channel("ahead");
        publish("ahead", 1);
        String epoch = node.bean(DatabaseClient.class)
                .sql("select epoch from head")
                .mapValue(String.class)
                .one()
                .block(PATIENCE);
        assertThat(epoch).isNotNull();
        for (int i = 0; i < 3; i++) {
            long position = writtenElsewhere();
            String cursor = new Cursor(epoch, position).toString();
            StepVerifier.create(stream(new Request(wanted("ahead"), 20, cursor, false)))
                    .assertNext(
                            hello -> assertThat(hello.get("cursor").asString()).isEqualTo(cursor))
                    .assertNext(live -> {
                        assertThat(live.get("type").asString()).isEqualTo("heartbeat");
                        assertThat(feed.position()).isEqualTo(position);
                    })
                    .thenCancel()
                    .verify(PATIENCE);
        }
    }

    @Test
    void aLoopDoesOtherWorkWhileItTellsManyReaders() throws Exception {
        node.channel("crowd");
        int readers = 2_000;
        int items = 5;
        AtomicInteger told = new AtomicInteger();
        CompletableFuture<Integer> toldBeforeOtherWork = new CompletableFuture<>();
        CountDownLatch open = new CountDownLatch(readers);
        CountDownLatch done = new CountDownLatch(readers);
        Queue<List<String>> seen = new ConcurrentLinkedQueue<>();
        List<Disposable> crowd = new ArrayList<>();
        for (int i = 0; i < readers; i++) {
            crowd.add(stream(new Request(wanted("crowd"), 0, null, false))
                    .doOnNext(frame -> open.countDown())
                    .skip(1)
                    .doOnNext(entry -> {
                        if (told.incrementAndGet() == 1) {
                            EXECUTOR.schedule(() -> toldBeforeOtherWork.complete(told.get()), 0, TimeUnit.NANOSECONDS);
                        }
                    })
                    .map(FeedIT::headline)
                    .take(items)
                    .collectList()
                    .subscribe(all -> {
                        seen.add(all);
                        done.countDown();
                    }));
        }
        assertThat(open.await(60, TimeUnit.SECONDS)).isTrue();
        publish("crowd", items);
        assertThat(done.await(60, TimeUnit.SECONDS)).isTrue();
        crowd.forEach(Disposable::dispose);
        assertThat(toldBeforeOtherWork.get(20, TimeUnit.SECONDS)).isLessThan(readers);
        assertThat(seen)
                .allSatisfy(all -> assertThat(all).containsExactly("Item 0", "Item 1", "Item 2", "Item 3", "Item 4"));
    }

    /** The last entry once more, by another node whose bell was not heard: this one finds it when it polls. */
    private static long writtenElsewhere() {
        Long position = node.bean(DatabaseClient.class)
                .sql("""
                        with h as (update head set position = position + 1 returning position)
                        insert into entry
                        select (jsonb_populate_record(e, jsonb_build_object('position', h.position,
                            'version', e.version + 1, 'tag', gen_random_uuid(), 'kind', 'updated'))).*
                        from h join entry e on e.position = h.position - 1
                        returning position""")
                .mapValue(Long.class)
                .one()
                .block(PATIENCE);
        return Objects.requireNonNull(position);
    }

    /** Until the node has read all that is written: only then is a kill promised (protocol, promise 3). */
    private static void awaitRead() {
        Long head = node.bean(DatabaseClient.class)
                .sql("select max(position) from entry")
                .mapValue(Long.class)
                .one()
                .block(PATIENCE);
        Awaitility.await().untilAsserted(() -> assertThat(feed.position()).isEqualTo(head));
    }

    /** All at once, in their order. */
    private static void publish(String channel, int items) {
        Flux.range(0, items)
                .map(i -> Draft.of(Map.of("headline", "Item " + i)))
                .map(draft -> new Order(new Act.Publish(UuidCreator.getTimeOrderedEpoch(), channel, draft), null, null))
                .flatMapSequential(node.bean(Journal.class)::append, items)
                .blockLast(PATIENCE);
    }

    private static Wanted wanted(String channel) {
        return new Wanted(List.of(channel), Urgency.ROUTINE, List.of());
    }

    private static String headline(JsonNode entry) {
        return entry.get("item").get("headline").asString();
    }

    private static Flux<JsonNode> stream(Request request) {
        return feed.open(Mono.just(request), request.after()).flatMapMany(Told::new);
    }

    /** The simplest outlet there is. */
    private static final class Told extends Flux<JsonNode> {

        private final Stream stream;

        Told(Stream stream) {
            this.stream = stream;
        }

        @Override
        public void subscribe(CoreSubscriber<? super JsonNode> subscriber) {
            Tell outlet = new Tell(subscriber);
            subscriber.onSubscribe(outlet);
            EXECUTOR.execute(() -> {
                outlet.reader = feed.attach(stream, EXECUTOR, outlet);
                outlet.reader.pass();
            });
        }
    }

    private static final class Tell implements Outlet, Subscription {

        private final CoreSubscriber<? super JsonNode> subscriber;
        private final AtomicLong demand = new AtomicLong();
        private volatile boolean holdsBack;
        private @Nullable Reader reader;

        Tell(CoreSubscriber<? super JsonNode> subscriber) {
            this.subscriber = subscriber;
        }

        @Override
        public void request(long n) {
            demand.accumulateAndGet(n, Operators::addCap);
            pass();
        }

        void pass() {
            EXECUTOR.execute(() -> {
                if (reader != null) {
                    reader.pass();
                }
            });
        }

        @Override
        public void cancel() {
            EXECUTOR.execute(() -> {
                if (reader != null) {
                    reader.detach();
                }
            });
        }

        @Override
        public Transport transport() {
            return Transport.RSOCKET;
        }

        @Override
        public boolean takes() {
            return demand.get() > 0;
        }

        @Override
        public void tell(Control frame) {
            next(frame.event(), frame.jsonAt(), frame.jsonLength());
        }

        @Override
        public void tell(List<Frame> frames) {
            frames.forEach(frame -> next(frame.event(), frame.jsonAt(), frame.jsonLength()));
        }

        private void next(byte[] event, int at, int length) {
            demand.updateAndGet(left -> left == Long.MAX_VALUE ? left : left - 1);
            subscriber.onNext(Node.JSON.readTree(event, at, length));
        }

        @Override
        public void flush() {}

        @Override
        public boolean hasHandedOver() {
            return !holdsBack;
        }

        @Override
        public int most() {
            return 1;
        }

        @Override
        public boolean breaksWhenStalled() {
            return false;
        }

        @Override
        public void complete() {
            subscriber.onComplete();
        }

        @Override
        public void abort() {
            subscriber.onComplete();
        }
    }
}
