package live.newsline.journal;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.f4b6a3.uuid.UuidCreator;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.LongStream;
import java.util.stream.StreamSupport;
import live.newsline.Node;
import live.newsline.Sql;
import live.newsline.database.TestDatabase;
import live.newsline.item.Change;
import live.newsline.item.Channel;
import live.newsline.item.Draft;
import live.newsline.item.PubStatus;
import live.newsline.item.RulesBroken;
import live.newsline.item.Urgency;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;
import tools.jackson.databind.JsonNode;

class JournalIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static Node one;
    private static Node two;
    private static Journal journal;

    @BeforeAll
    static void startTwoNodes() {
        String database = TestDatabase.r2dbcUrl("journal_it");
        one = Node.on(database, null);
        two = Node.on(database, one.token());
        journal = one.bean(Journal.class);
    }

    @AfterAll
    static void stop() {
        two.close();
        one.close();
    }

    @Test
    void positionsHaveNoGapsHoweverManyNodesWrite() {
        long before = head();
        Journal other = two.bean(Journal.class);
        Mono<List<Long>> writing = Flux.range(0, 600)
                .flatMap(i -> (i % 2 == 0 ? journal : other).append(publish("Item " + i)), 64)
                .map(written -> written.cursor().position())
                .collectList();

        StepVerifier.create(writing)
                .assertNext(positions -> {
                    Set<Long> distinct = new HashSet<>(positions);
                    assertThat(distinct).hasSize(600);
                    assertThat(distinct).allMatch(position -> position > before);
                })
                .expectComplete()
                .verify(PATIENCE);
        StepVerifier.create(everythingAfter(before)
                        .map(entry -> entry.position() - before)
                        .collectList())
                .assertNext(steps -> assertThat(steps)
                        .containsExactlyElementsOf(
                                LongStream.rangeClosed(1, steps.size()).boxed().toList()))
                .expectComplete()
                .verify(PATIENCE);
    }

    /** However much the newsroom has said before. */
    @Test
    void aPageReadsNoMoreRowsThanItTells() {
        long before = head();
        Flux.range(0, 1_000)
                .flatMap(i -> journal.append(publish("Item " + i)), 128)
                .blockLast(PATIENCE);
        int limit = 10;
        String plan = one.bean(DatabaseClient.class)
                .sql("explain (analyze, format json) " + Journal.PAGE)
                .bind("after", before + 500)
                .bind("limit", limit)
                .map(row -> row.get(0, String.class))
                .one()
                .block(PATIENCE);
        JsonNode root = Node.JSON.readTree(plan).get(0).get("Plan");
        assertThat(root.get("Actual Rows").asInt()).isEqualTo(limit);
        // one of each table for each entry, and the head, the oldest and our own
        assertThat(rowsRead(root)).isBetween(2.0 * limit, 3.0 * limit + 10);
    }

    private static double rowsRead(JsonNode node) {
        double own = node.has("Relation Name")
                ? node.get("Actual Loops").asDouble()
                        * (node.get("Actual Rows").asDouble()
                                + node.path("Rows Removed by Filter").asDouble(0))
                : 0;
        return own
                + StreamSupport.stream(node.path("Plans").spliterator(), false)
                        .mapToDouble(JournalIT::rowsRead)
                        .sum();
    }

    @Test
    void aCallerThatVanishesAbortsNothing() {
        Order order = publish("The caller is gone");
        journal.append(order).subscribe().dispose();

        StepVerifier.create(journal.item(order.act().item())
                        .repeatWhenEmpty(again -> again.delayElements(Duration.ofMillis(20))))
                .assertNext(item -> assertThat(item.version()).isEqualTo(1))
                .expectComplete()
                .verify(PATIENCE);
    }

    @Test
    void aRefusedOrderDoesNotFailItsNeighbours() {
        Order nowhere = new Order(
                new Act.Publish(UuidCreator.getTimeOrderedEpoch(), "no-such-channel", draft("Lost")), null, null);
        Order past = new Order(
                new Act.Publish(
                        UuidCreator.getTimeOrderedEpoch(),
                        "main",
                        Draft.of(Map.of("headline", "Late", "expiresAt", "2001-01-01T00:00:00Z"))),
                null,
                null);
        Flux<Object> outcomes = Flux.just(publish("Before"), nowhere, past, publish("After"))
                .flatMapSequential(
                        order -> journal.append(order).cast(Object.class).onErrorResume(Mono::just));

        StepVerifier.create(outcomes)
                .expectNextMatches(Written.class::isInstance)
                .expectNextMatches(Refusal.NotFound.class::isInstance)
                .expectNextMatches(RulesBroken.class::isInstance)
                .expectNextMatches(Written.class::isInstance)
                .expectComplete()
                .verify(PATIENCE);
    }

    @Test
    void aKilledTextIsOutOfEveryEntryThatIsReadLater() {
        long before = head();
        Order order = publish("Not for long");
        UUID item = order.act().item();
        Flux<Entry> reading = journal.append(order)
                .then(journal.append(new Order(new Act.Kill(item, "wrong"), null, null)))
                .thenMany(everythingAfter(before))
                .filter(entry -> entry.item().id().equals(item));

        StepVerifier.create(reading)
                .assertNext(entry -> {
                    assertThat(entry.kind()).isEqualTo(Kind.PUBLISHED);
                    assertThat(entry.item().version()).isEqualTo(1);
                    assertThat(entry.item().text()).isNull();
                    assertThat(entry.item().pubStatus()).isEqualTo(PubStatus.CANCELED);
                })
                .assertNext(entry -> assertThat(entry.kind()).isEqualTo(Kind.KILLED))
                .expectComplete()
                .verify(PATIENCE);
    }

    /** Readers are told it, and those who come later are told what is read. */
    @Test
    void whatIsCommittedIsTheSameAsWhatIsRead() {
        UUID item = UuidCreator.getTimeOrderedEpoch();
        UUID other = UuidCreator.getTimeOrderedEpoch();
        Draft rich = Draft.of(Map.ofEntries(
                Map.entry("headline", "Körpü açıldı — жизнь \"на мосту\" \\ جسر 🌉, null, {NULL}"),
                Map.entry("link", "https://example.com/a?b=1&c=%20d"),
                Map.entry("media", "photo"),
                Map.entry(
                        "image",
                        Map.of("href", "https://example.com/i.jpg", "alt", "A bridge", "width", 3, "height", 2)),
                Map.entry("tags", List.of("bridge", "NULL", "a,b", "\"")),
                Map.entry("source", "{}"),
                Map.entry("urgency", "urgent"),
                Map.entry("language", "az"),
                Map.entry("expiresAt", "2099-01-01T00:00:00.123456789Z")));
        List<Act> acts = List.of(
                new Act.Publish(item, "main", rich),
                new Act.Publish(other, "main", draft("Plain")),
                new Act.Amend(item, Change.of(Map.of("headline", "Corrected", "advisory", "The name was wrong."))),
                new Act.Amend(item, Change.of(Map.of("urgency", "flash", "language", "en", "pinned", true))),
                new Act.Withhold(item, "Being checked."),
                new Act.Release(item, null),
                new Act.Pin(other, null),
                new Act.Kill(other, "Not so."));
        for (Act act : acts) {
            StepVerifier.create(Mono.zip(
                                    journal.commits().next(),
                                    journal.append(new Order(act, null, null)),
                                    (commit, written) -> commit)
                            .flatMap(commit -> journal.page(
                                            commit.after(),
                                            commit.page().entries().size())
                                    .map(read -> List.of(commit.page(), read))))
                    .assertNext(pages -> {
                        Page committed = pages.get(0);
                        Page read = pages.get(1);
                        assertThat(committed.entries()).as("%s", act).isEqualTo(read.entries());
                        assertThat(committed.epoch()).isEqualTo(read.epoch());
                        // not known where another writer was in the way
                        assertThat(committed.ownTag()).isIn(null, read.ownTag());
                        assertThat(committed.head()).isEqualTo(read.head());
                    })
                    .expectComplete()
                    .verify(PATIENCE);
        }
    }

    @Test
    void aSnapshotIsNewestFirstAndTakesOlderPinnedItemsAlong() {
        one.channel("snapshot");
        Channels channels = one.bean(Channels.class);
        Flux<UUID> published = Flux.range(0, 5)
                .concatMap(i -> journal.append(new Order(
                        new Act.Publish(
                                UuidCreator.getTimeOrderedEpoch(),
                                "snapshot",
                                Draft.of(Map.of("headline", "Item " + i, "pinned", i == 1))),
                        null,
                        null)))
                .map(written -> written.item().id());
        Wanted wanted = new Wanted(List.of("snapshot"), Urgency.ROUTINE, List.of());

        StepVerifier.create(channels.find("snapshot").map(Channel::open))
                .expectNext(true)
                .expectComplete()
                .verify(PATIENCE);
        StepVerifier.create(published
                        .collectList()
                        .flatMap(ids -> journal.snapshot(wanted, 2)
                                .map(found -> found.items().stream()
                                        .map(item -> ids.indexOf(item.id()))
                                        .toList())))
                .expectNext(List.of(4, 3, 1))
                .expectComplete()
                .verify(PATIENCE);
        StepVerifier.create(
                        journal.snapshot(wanted, 0).map(found -> found.items().size()))
                .expectNext(0)
                .expectComplete()
                .verify(PATIENCE);
    }

    @Test
    void whatIsTooOldIsForgottenButNeverTheLastEntryNorWhatTheRecordDoesNotHave() {
        try (Node alone = Node.onNewDatabase("journal_forget_it");
                Sql sealer = new Sql("journal_forget_it")) {
            Journal own = alone.bean(Journal.class);
            Node.mustBe(200, alone.send("GET", "/v1/desk/history", ""));
            sealer.execute("select pg_advisory_lock(hashtext('newsline.sealer'))");
            alone.publish("main", "First");
            alone.publish("main", "Second");
            alone.publish("main", "Third");
            Mono<Void> aWeekPasses = alone.bean(DatabaseClient.class)
                    .sql("update entry set at = at - interval '8 days'")
                    .then();

            StepVerifier.create(aWeekPasses.then(own.forget(Duration.ofDays(7))).then(own.page(0, 10)))
                    .assertNext(page -> assertThat(page.oldest()).isEqualTo(1))
                    .expectComplete()
                    .verify(PATIENCE);
            sealer.execute("select pg_advisory_unlock(hashtext('newsline.sealer'))");
            assertThat(Node.mustBe(200, alone.send("GET", "/v1/desk/history?act=published", ""))
                            .get("acts"))
                    .hasSize(3);
            StepVerifier.create(own.forget(Duration.ofDays(7)).then(own.page(0, 10)))
                    .assertNext(page -> {
                        assertThat(page.oldest()).isEqualTo(3);
                        assertThat(page.head()).isEqualTo(3);
                        assertThat(page.entries()).hasSize(1);
                    })
                    .expectComplete()
                    .verify(PATIENCE);
        }
    }

    @Test
    void anEpochEndsOnceHoweverManyNodesNotice() {
        try (Node alone = Node.onNewDatabase("journal_epoch_it")) {
            Journal own = alone.bean(Journal.class);
            Mono<List<String>> epochs = own.page(0, 1)
                    .map(Page::epoch)
                    .flatMap(old -> own.beginEpoch(old)
                            .then(own.page(0, 1))
                            .map(Page::epoch)
                            .flatMap(next -> own.beginEpoch(old)
                                    .then(own.page(0, 1))
                                    .map(page -> List.of(old, next, page.epoch()))));

            StepVerifier.create(epochs)
                    .assertNext(seen -> {
                        assertThat(seen.get(1)).isNotEqualTo(seen.get(0)).matches("[a-z0-9]{1,16}");
                        assertThat(seen.get(2)).isEqualTo(seen.get(1));
                    })
                    .expectComplete()
                    .verify(PATIENCE);
        }
    }

    private static Flux<Entry> everythingAfter(long position) {
        return journal.page(position, 500)
                .expand(page -> page.entries().isEmpty()
                        ? Mono.empty()
                        : journal.page(
                                page.entries().get(page.entries().size() - 1).position(), 500))
                .concatMapIterable(Page::entries);
    }

    private static long head() {
        Page page = journal.page(0, 0).block(PATIENCE);
        assertThat(page).isNotNull();
        return page.head();
    }

    private static Order publish(String headline) {
        return new Order(new Act.Publish(UuidCreator.getTimeOrderedEpoch(), "main", draft(headline)), null, null);
    }

    private static Draft draft(String headline) {
        return Draft.of(Map.of("headline", headline));
    }
}
