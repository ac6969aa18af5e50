package live.newsline.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import live.newsline.item.Change;
import live.newsline.item.Draft;
import live.newsline.item.Item;
import live.newsline.item.PubStatus;
import live.newsline.item.RulesBroken;
import live.newsline.item.Text;
import live.newsline.item.Urgency;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LedgerTest {

    private static final Instant EARLIER = Instant.parse("2026-11-23T10:00:00Z");
    private static final Instant NOW = Instant.parse("2026-11-23T10:29:00.123Z");
    private static final Instant LATER = Instant.parse("2026-11-23T11:00:00Z");
    private static final UUID TAG = new UUID(5, 41);
    private static final Ledger.Head HEAD = new Ledger.Head("k3f9", 41, TAG, NOW);
    private static final Map<String, Ledger.Line> LINES =
            Map.of("world", new Ledger.Line("en", null), "az-main", new Ledger.Line("az", null));
    private static final UUID ITEM = new UUID(7, 1);
    private static final UUID OTHER = new UUID(7, 2);
    private static final UUID TOKEN = new UUID(9, 1);
    private static final Text TEXT = new Text("A bridge opens", null, null, null, List.of(), null);

    // publishing

    @Test
    void aPublishedItemBeginsAtVersionOneWithTheDatabasesTime() {
        Ledger ledger = ledger();
        Written written = ledger.apply(order(publish(ITEM, "az-main", "A bridge opens")));
        Item item = new Item(
                ITEM, "az-main", 1, PubStatus.USABLE, Urgency.ROUTINE, "az", false, TEXT, null, NOW, NOW, null);
        assertThat(written).isEqualTo(new Written(201, new Cursor("k3f9", 42), item));
        Ledger.NewEntry entry = ledger.entries.get(0);
        assertThat(ledger.entries)
                .containsExactly(new Ledger.NewEntry(42, entry.tag(), Kind.PUBLISHED, null, item, 1, null));
        assertThat(hasNewText(ledger.entries.get(0))).isTrue();
        assertThat(ledger.kept(ITEM)).isEqualTo(new Ledger.Kept(item, 1));
        assertThat(ledger.position()).isEqualTo(42);
    }

    @Test
    void whatWasWrittenIsAPageAfterTheHead() {
        Ledger ledger = ledger();
        Item item =
                ledger.apply(order(publish(ITEM, "world", "A bridge opens"))).item();
        Item other =
                ledger.apply(order(publish(OTHER, "world", "A tunnel opens"))).item();
        List<UUID> tags =
                ledger.entries.stream().map(Ledger.NewEntry::tag).distinct().toList();
        assertThat(tags).hasSize(2);
        assertThat(ledger.page())
                .isEqualTo(new Page(
                        "k3f9",
                        43,
                        41,
                        TAG,
                        NOW,
                        List.of(
                                new Entry(42, tags.get(0), Kind.PUBLISHED, NOW, item, null, null),
                                new Entry(43, tags.get(1), Kind.PUBLISHED, NOW, other, null, null))));
    }

    @Test
    void noPageHasATextThatIsNotToBeSeenAnyMore() {
        Ledger ledger = ledger();
        ledger.apply(order(publish(ITEM, "world", "A bridge opens")));
        ledger.apply(order(publish(OTHER, "world", "A tunnel opens")));
        ledger.apply(order(new Act.Withhold(OTHER, "Being checked.")));
        ledger.apply(order(new Act.Release(OTHER, null)));
        ledger.apply(order(new Act.Kill(ITEM, "Not so.")));
        assertThat(ledger.page().entries())
                .extracting(
                        Entry::kind,
                        entry -> entry.item().pubStatus(),
                        entry -> entry.item().text() == null)
                .containsExactly(
                        tuple(Kind.PUBLISHED, PubStatus.CANCELED, true),
                        tuple(Kind.PUBLISHED, PubStatus.USABLE, false),
                        tuple(Kind.WITHHELD, PubStatus.WITHHELD, true),
                        tuple(Kind.RELEASED, PubStatus.USABLE, false),
                        tuple(Kind.KILLED, PubStatus.CANCELED, true));
    }

    @Test
    void anItemsOwnLanguageWinsOverItsChannels() {
        Written written = ledger().apply(
                        order(new Act.Publish(ITEM, "az-main", Draft.of(Map.of("headline", "a", "language", "tr")))));
        assertThat(written.item().language()).isEqualTo("tr");
    }

    @Test
    void nothingIsPublishedInAChannelThatIsNotThere() {
        Ledger ledger = ledger();
        refused(ledger, order(publish(ITEM, "nowhere", "a")), Refusal.NotFound.class);
        assertThat(ledger.hasNothingToWrite()).isTrue();
    }

    @Test
    void anItemIsNotPublishedPastItsTime() {
        for (Instant past : List.of(EARLIER, NOW)) {
            Ledger ledger = ledger();
            Draft draft = Draft.of(Map.of("headline", "a", "expiresAt", past.toString()));
            assertThat(brokenBy(ledger, order(new Act.Publish(ITEM, "world", draft))))
                    .isEqualTo("expiresAt past");
            assertThat(ledger.hasNothingToWrite()).isTrue();
        }
        Draft draft = Draft.of(Map.of("headline", "a", "expiresAt", LATER.toString()));
        assertThat(ledger().apply(order(new Act.Publish(ITEM, "world", draft)))
                        .item()
                        .expiresAt())
                .isEqualTo(LATER);
    }

    // steps

    @ParameterizedTest
    @CsvSource({
        "USABLE,amend,UPDATED,USABLE",
        "USABLE,withhold,WITHHELD,WITHHELD",
        "USABLE,release,,USABLE",
        "USABLE,kill,KILLED,CANCELED",
        "USABLE,expire,,USABLE",
        "WITHHELD,amend,UPDATED,WITHHELD",
        "WITHHELD,withhold,,WITHHELD",
        "WITHHELD,release,RELEASED,USABLE",
        "WITHHELD,kill,KILLED,CANCELED",
        "WITHHELD,expire,,WITHHELD",
        "CANCELED,kill,,CANCELED",
        "CANCELED,expire,,CANCELED"
    })
    void aStepLeadsWhereTheProtocolSaysAndIsTakenOnce(PubStatus from, String step, @Nullable Kind kind, PubStatus to) {
        Item before = item(from);
        Ledger ledger = ledger(before);
        Written written = ledger.apply(order(act(step)));
        assertThat(written.status()).isEqualTo(200);
        assertThat(written.item().pubStatus()).isEqualTo(to);
        if (kind == null) {
            assertThat(ledger.hasNothingToWrite()).isTrue();
            assertThat(written.item()).isEqualTo(before);
            assertThat(written.cursor()).isEqualTo(new Cursor("k3f9", 41));
        } else {
            assertThat(kinds(ledger)).containsExactly(kind);
            assertThat(written.cursor()).isEqualTo(new Cursor("k3f9", 42));
            assertThat(written.item().version()).isEqualTo(before.version() + 1);
            assertThat(written.item().updatedAt()).isEqualTo(NOW);
            assertThat(written.item().publishedAt()).isEqualTo(EARLIER);
            assertThat(ledger.entries.get(0).before()).isEqualTo(before);
            assertThat(ledger.entries.get(0).item()).isEqualTo(written.item());
            assertThat(ledger.kept(ITEM))
                    .isEqualTo(new Ledger.Kept(
                            written.item(), ledger.entries.get(0).textVersion()));
        }
    }

    @ParameterizedTest
    @CsvSource({"amend", "withhold", "release"})
    void nothingLeadsBackFromAKill(String step) {
        for (Item killed :
                List.of(item(PubStatus.CANCELED), item(PubStatus.CANCELED).withoutText())) {
            Ledger ledger = ledger(killed);
            refused(ledger, order(act(step)), Refusal.IllegalStep.class);
            assertThat(ledger.hasNothingToWrite()).isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource({"amend", "withhold", "release", "kill", "expire"})
    void aStepNeedsAnItem(String step) {
        Ledger ledger = ledger();
        refused(ledger, order(act(step)), Refusal.NotFound.class);
        assertThat(ledger.hasNothingToWrite()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"withhold", "kill", "release"})
    void aStepKeepsTheTextAndItsVersionAndTakesItsOwnAdvisory(String step) {
        Item before = with(item(step.equals("release") ? PubStatus.WITHHELD : PubStatus.USABLE), "Old", LATER);
        Ledger ledger = ledger(before);
        Written written = ledger.apply(order(act(step)));
        assertThat(written.item().text()).isEqualTo(TEXT);
        assertThat(written.item().expiresAt()).isEqualTo(LATER);
        assertThat(written.item().advisory()).isEqualTo(step.equals("release") ? null : "Because");
        assertThat(ledger.entries.get(0).textVersion()).isEqualTo(1);
        assertThat(hasNewText(ledger.entries.get(0))).isFalse();
    }

    // If-Match

    @Test
    void anOrderIsDoneAtOneOfItsVersionsOnly() {
        for (String step : List.of("amend", "withhold", "kill", "release")) {
            Ledger ledger = ledger(item(PubStatus.USABLE));
            for (List<Integer> stale : List.of(List.<Integer>of(), List.of(2), List.of(4, 5))) {
                refused(ledger, new Order(act(step), stale, null), Refusal.Stale.class);
            }
            assertThat(ledger.hasNothingToWrite()).isTrue();
            ledger.apply(new Order(act(step), List.of(2, 3), null));
        }
    }

    @Test
    void inOneBatchTheSecondOfTwoOrdersForTheSameVersionIsStale() {
        Ledger ledger = ledger(item(PubStatus.USABLE));
        ledger.apply(new Order(amend(Map.of("headline", "b")), List.of(3), null));
        refused(ledger, new Order(amend(Map.of("headline", "c")), List.of(3), null), Refusal.Stale.class);
        ledger.apply(new Order(amend(Map.of("headline", "d")), List.of(4), null));
        assertThat(ledger.entries).extracting(Ledger.NewEntry::position).containsExactly(42L, 43L);
        assertThat(ledger.entries).extracting(entry -> entry.item().version()).containsExactly(4, 5);
    }

    // patches

    @Test
    void aPatchThatChangesNothingWritesNothing() {
        Item full = with(item(PubStatus.USABLE), "Old", LATER);
        for (Map<String, @Nullable Object> patch : List.<Map<String, @Nullable Object>>of(
                Map.of(),
                Map.of("headline", " A bridge opens "),
                Map.of("advisory", "Old"),
                Map.of("urgency", "routine", "pinned", false, "language", "EN", "tags", List.of()),
                Collections.singletonMap("language", null),
                Collections.singletonMap("link", null),
                Map.of("expiresAt", "2026-11-23T15:00:00+04:00"))) {
            Ledger ledger = ledger(full);
            Written written = ledger.apply(order(amend(patch)));
            assertThat(written).as("%s", patch).isEqualTo(new Written(200, new Cursor("k3f9", 41), full));
            assertThat(ledger.hasNothingToWrite()).isTrue();
        }
    }

    @Test
    void aPatchWithAnAdvisoryIsACorrection() {
        Ledger ledger = ledger(item(PubStatus.USABLE));
        Written written = ledger.apply(order(amend(Map.of("headline", "b", "advisory", "Corrects the city"))));
        assertThat(kinds(ledger)).containsExactly(Kind.CORRECTED);
        assertThat(written.item().advisory()).isEqualTo("Corrects the city");
    }

    @Test
    void aPatchWithoutAnAdvisoryIsAnUpdateAndClearsTheOldOne() {
        Item corrected = with(item(PubStatus.USABLE), "Old", null);
        Ledger ledger = ledger(corrected);
        assertThat(ledger.apply(order(amend(Map.of("headline", "b")))).item().advisory())
                .isNull();
        assertThat(kinds(ledger)).containsExactly(Kind.UPDATED);

        Ledger cleared = ledger(corrected);
        assertThat(cleared.apply(order(amend(Collections.singletonMap("advisory", null))))
                        .item()
                        .advisory())
                .isNull();
        assertThat(kinds(cleared)).containsExactly(Kind.UPDATED);
    }

    @Test
    void aPatchOfAWithheldItemLeavesItWithheld() {
        Ledger ledger = ledger(item(PubStatus.WITHHELD));
        Item item = ledger.apply(order(amend(Map.of("headline", "b")))).item();
        assertThat(item.pubStatus()).isEqualTo(PubStatus.WITHHELD);
        assertThat(Objects.requireNonNull(item.text()).headline()).isEqualTo("b");
    }

    @Test
    void onlyAPatchOfTheTextWritesTheTextAgain() {
        Ledger ledger = ledger(item(PubStatus.USABLE));
        ledger.apply(order(amend(Map.of("urgency", "flash"))));
        ledger.apply(order(amend(Map.of("headline", "b"))));
        ledger.apply(order(amend(Map.of("pinned", true))));
        assertThat(ledger.entries).extracting(Ledger.NewEntry::textVersion).containsExactly(1, 5, 5);
        assertThat(ledger.entries).extracting(LedgerTest::hasNewText).containsExactly(false, true, false);
        assertThat(ledger.kept(ITEM)).extracting(Ledger.Kept::textVersion).isEqualTo(5);
    }

    @Test
    void aClearedLanguageIsTheChannelsAgain() {
        Item turkish = language(item(PubStatus.USABLE), "tr");
        Written written = ledger(turkish).apply(order(amend(Collections.singletonMap("language", null))));
        assertThat(written.item().language()).isEqualTo("en");
    }

    @Test
    void aPatchCannotMoveTheEndIntoThePast() {
        for (Instant past : List.of(EARLIER, NOW)) {
            Ledger ledger = ledger(item(PubStatus.USABLE));
            assertThat(brokenBy(ledger, order(amend(Map.of("expiresAt", past.toString())))))
                    .isEqualTo("expiresAt past");
            assertThat(ledger.hasNothingToWrite()).isTrue();
        }
        // a withheld item whose end has come can still be edited
        Ledger ledger = ledger(with(item(PubStatus.WITHHELD), "Old", EARLIER));
        ledger.apply(order(amend(Map.of("headline", "b", "expiresAt", EARLIER.toString()))));
        assertThat(kinds(ledger)).containsExactly(Kind.UPDATED);
    }

    @Test
    void aPatchThatBreaksARuleOfThisItemLeavesNothing() {
        Ledger ledger = ledger(item(PubStatus.USABLE));
        assertThat(brokenBy(ledger, order(amend(Map.of("image", Map.of("alt", "x"))))))
                .startsWith("image.href required");
        assertThat(ledger.hasNothingToWrite()).isTrue();
    }

    // expiry

    @Test
    void anItemPastItsTimeIsWithheldOnceHoweverManyClocksAsk() {
        for (Instant past : List.of(EARLIER, NOW)) {
            Ledger ledger = ledger(with(item(PubStatus.USABLE), "Old", past));
            Written written = ledger.apply(order(new Act.Expire(ITEM)));
            ledger.apply(order(new Act.Expire(ITEM)));
            assertThat(kinds(ledger)).containsExactly(Kind.EXPIRED);
            assertThat(written.item())
                    .extracting(Item::pubStatus, Item::expiresAt, Item::advisory, Item::version)
                    .containsExactly(PubStatus.WITHHELD, past, "Old", 4);
        }
    }

    @Test
    void anItemBeforeItsTimeIsLeftAlone() {
        Ledger ledger = ledger(with(item(PubStatus.USABLE), null, LATER));
        ledger.apply(order(new Act.Expire(ITEM)));
        assertThat(ledger.hasNothingToWrite()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "amend,EXPIRED UPDATED,WITHHELD",
        "withhold,EXPIRED,WITHHELD",
        "release,EXPIRED RELEASED,USABLE",
        "kill,EXPIRED KILLED,CANCELED"
    })
    void everyStepFindsAnItemPastItsTimeAlreadyWithheld(String step, String kinds, PubStatus to) {
        Ledger ledger = ledger(with(item(PubStatus.USABLE), null, EARLIER));
        Written written = ledger.apply(order(act(step)));
        assertThat(kinds(ledger).stream().map(Kind::name)).containsExactly(kinds.split(" "));
        assertThat(written.item().pubStatus()).isEqualTo(to);
        assertThat(written.item().expiresAt()).isEqualTo(step.equals("release") ? null : EARLIER);
    }

    @Test
    void aReleasedItemDoesNotExpireAgain() {
        Ledger ledger = ledger(with(item(PubStatus.WITHHELD), "Old", EARLIER));
        ledger.apply(order(act("release")));
        ledger.apply(order(new Act.Expire(ITEM)));
        assertThat(kinds(ledger)).containsExactly(Kind.RELEASED);
    }

    @Test
    void aReleaseKeepsAnEndThatIsStillToCome() {
        Written written = ledger(with(item(PubStatus.WITHHELD), "Old", LATER)).apply(order(act("release")));
        assertThat(written.item().expiresAt()).isEqualTo(LATER);
    }

    @Test
    void aVersionReadBeforeTheExpiryIsStaleAfterIt() {
        Ledger ledger = ledger(with(item(PubStatus.USABLE), null, EARLIER));
        refused(ledger, new Order(act("amend"), List.of(3), null), Refusal.Stale.class);
        // the expiry is the clock's, not the refused order's
        assertThat(kinds(ledger)).containsExactly(Kind.EXPIRED);
    }

    // once

    @Test
    void theSameOrderAgainInOneBatchIsAnsweredAndNotDone() {
        Ledger ledger = ledger();
        Order.Once once = once("/items", "key", "body");
        Written first = ledger.apply(new Order(publish(ITEM, "world", "a"), null, once));
        Written second = ledger.apply(new Order(publish(OTHER, "world", "a"), null, once));
        assertThat(second).isEqualTo(first);
        assertThat(ledger.entries).hasSize(1);
        assertThat(ledger.answers).containsExactly(Map.entry(once.name(), new Ledger.Answered("body", 201, ITEM, 42)));
    }

    @Test
    void aRepeatGivesTheFirstCursorAndTheItemAsItIsNow() {
        Ledger ledger = ledger();
        Order.Once once = once("/items", "key", "body");
        Written first = ledger.apply(new Order(publish(ITEM, "world", "a"), null, once));
        Item now = ledger.apply(order(act("kill"))).item();
        assertThat(ledger.apply(new Order(publish(OTHER, "world", "a"), null, once)))
                .isEqualTo(new Written(201, first.cursor(), now));
    }

    @Test
    void anOrderThatWasAnsweredBeforeIsNotDoneAgain() {
        Order.Once once = once("/items", "key", "body");
        Item item = item(PubStatus.USABLE);
        Ledger ledger = new Ledger(
                HEAD,
                LINES,
                Map.of(ITEM, new Ledger.Kept(item, 1)),
                Map.of(),
                Pinboard.none(),
                Map.of(once.name(), new Ledger.Answered("body", 201, ITEM, 12)));
        assertThat(ledger.apply(new Order(publish(OTHER, "world", "a"), null, once)))
                .isEqualTo(new Written(201, new Cursor("k3f9", 12), item));
        // whatever version it named: that version is gone because of the order itself
        assertThat(ledger.apply(new Order(act("withhold"), List.of(1), once)).status())
                .isEqualTo(201);
        assertThat(ledger.hasNothingToWrite()).isTrue();
    }

    @Test
    void theSameKeyWithAnotherBodyIsRefused() {
        Ledger ledger = ledger();
        ledger.apply(new Order(publish(ITEM, "world", "a"), null, once("/items", "key", "body")));
        refused(
                ledger,
                new Order(publish(OTHER, "world", "b"), null, once("/items", "key", "another")),
                Refusal.KeyReused.class);
        assertThat(ledger.entries).hasSize(1);
        assertThat(ledger.answers).hasSize(1);
    }

    @Test
    void aKeyBelongsToItsAddressAndItsToken() {
        Ledger ledger = ledger();
        ledger.apply(new Order(publish(ITEM, "world", "a"), null, once("/world", "key", "body")));
        ledger.apply(new Order(publish(OTHER, "az-main", "a"), null, once("/az-main", "key", "other")));
        ledger.apply(new Order(
                publish(new UUID(7, 3), "world", "a"), null, new Order.Once(new UUID(9, 2), "/world", "key", "third")));
        assertThat(ledger.entries).hasSize(3);
        assertThat(ledger.answers).hasSize(3);
    }

    @Test
    void onlyWhatWasDoneIsRemembered() {
        Ledger ledger = ledger();
        Order.Once once = once("/items", "key", "body");
        refused(ledger, new Order(publish(ITEM, "nowhere", "a"), null, once), Refusal.NotFound.class);
        assertThat(ledger.answers).isEmpty();
        assertThat(ledger.apply(new Order(publish(ITEM, "world", "b"), null, once("/items", "key", "other")))
                        .status())
                .isEqualTo(201);
    }

    @Test
    void anAnswerToAStepThatWroteNothingIsRememberedToo() {
        Ledger ledger = ledger(item(PubStatus.USABLE));
        Order.Once once = once("/release", "key", "body");
        ledger.apply(new Order(act("release"), null, once));
        assertThat(ledger.entries).isEmpty();
        assertThat(ledger.answers).containsExactly(Map.entry(once.name(), new Ledger.Answered("body", 200, ITEM, 41)));
        assertThat(ledger.hasNothingToWrite()).isFalse();
        ledger.apply(order(act("withhold")));
        // done once already: the item stays withheld
        assertThat(ledger.apply(new Order(act("release"), null, once)).item().pubStatus())
                .isEqualTo(PubStatus.WITHHELD);
    }

    // a batch

    @Test
    void positionsHaveNoGapsThoughOrdersBetweenAreRefused() {
        Ledger ledger = ledger(item(PubStatus.USABLE));
        ledger.apply(order(publish(OTHER, "world", "a")));
        refused(ledger, order(publish(new UUID(7, 3), "nowhere", "a")), Refusal.NotFound.class);
        ledger.apply(order(act("withhold")));
        refused(ledger, new Order(act("amend"), List.of(1), null), Refusal.Stale.class);
        ledger.apply(order(act("withhold")));
        brokenBy(ledger, order(amend(Map.of("expiresAt", EARLIER.toString()))));
        ledger.apply(order(act("kill")));
        refused(ledger, order(act("release")), Refusal.IllegalStep.class);
        ledger.apply(order(publish(new UUID(7, 4), "world", "b")));
        assertThat(ledger.entries)
                .extracting(Ledger.NewEntry::position)
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(42, 45).boxed().toList());
        assertThat(kinds(ledger)).containsExactly(Kind.PUBLISHED, Kind.WITHHELD, Kind.KILLED, Kind.PUBLISHED);
        assertThat(ledger.position()).isEqualTo(45);
        assertThat(ledger.entries).extracting(entry -> entry.item().id()).containsOnly(OTHER, ITEM, new UUID(7, 4));
    }

    @Test
    void anOrderSeesWhatTheOneBeforeItDid() {
        Ledger ledger = ledger();
        ledger.apply(order(publish(ITEM, "world", "a")));
        ledger.apply(new Order(amend(Map.of("headline", "b")), List.of(1), null));
        Written killed = ledger.apply(new Order(act("kill"), List.of(2), null));
        assertThat(killed.item().version()).isEqualTo(3);
        assertThat(ledger.entries.get(2).before())
                .isEqualTo(ledger.entries.get(1).item());
        assertThat(ledger.entries).allMatch(entry -> entry.item().id().equals(ITEM));
        assertThat(ledger.kept(ITEM)).extracting(Ledger.Kept::item).isEqualTo(killed.item());
    }

    // helpers

    @Test
    void onlyTheVersionOfAWaitingItemThatWasJudgedIsTold() {
        Order.By by = new Order.By(ITEM, "somebody");
        Ledger.Waiting waiting = new Ledger.Waiting("az-main", 2, Map.of("headline", "Waited"), null, by);
        Ledger ledger = new Ledger(HEAD, LINES, Map.of(), Map.of(ITEM, waiting), Pinboard.none(), Map.of());
        Act.Tell tell = new Act.Tell(ITEM, false);

        assertThatThrownBy(() -> ledger.apply(new Order(tell, List.of(1), null, by)))
                .isInstanceOf(Refusal.Stale.class);
        assertThat(ledger.entries).isEmpty();
        assertThat(ledger.apply(new Order(tell, List.of(2), null, by)).status()).isEqualTo(201);
        assertThat(ledger.apply(new Order(tell, List.of(2), null, by)).status()).isEqualTo(200);
        assertThat(ledger.entries).hasSize(1);
    }

    // pins

    @Test
    void ofOneBatchThreeArePinnedAndNoMore() {
        List<UUID> ids = Stream.generate(UUID::randomUUID).limit(4).toList();
        Pinboard pins = new Pinboard(Map.of("world", Set.of()), Map.of());
        Ledger ledger = new Ledger(
                HEAD,
                LINES,
                ids.stream().collect(Collectors.toMap(id -> id, LedgerTest::usable)),
                Map.of(),
                pins,
                Map.of());
        for (UUID id : ids.subList(0, 3)) {
            assertThat(ledger.apply(order(new Act.Pin(id, null))).item().pinned())
                    .isTrue();
        }
        refused(ledger, order(new Act.Pin(ids.get(3), null)), Refusal.TooManyPins.class);
        // whoever is pinned already only gets another end
        ledger.apply(order(new Act.Pin(ids.get(0), NOW.plusSeconds(1))));
        assertThat(kinds(ledger)).hasSize(3);
        assertThat(pins.changed).containsEntry(ids.get(0), NOW.plusSeconds(1));
        // a kill makes room
        ledger.apply(order(new Act.Kill(ids.get(1), "Because")));
        assertThat(ledger.apply(order(new Act.Pin(ids.get(3), null))).item().pinned())
                .isTrue();
    }

    @Test
    void aPinEndsWhenItsTimeHasComeAndNotBefore() {
        Pinboard pins = new Pinboard(Map.of("world", Set.of(ITEM)), Map.of(ITEM, NOW.plusMillis(1), OTHER, NOW));
        Item item = pinned(ITEM);
        Ledger ledger = new Ledger(
                HEAD,
                LINES,
                Map.of(ITEM, new Ledger.Kept(item, 1), OTHER, new Ledger.Kept(pinned(OTHER), 1)),
                Map.of(),
                pins,
                Map.of());
        assertThat(ledger.apply(order(new Act.Unpin(ITEM, true))).item()).isEqualTo(item);
        assertThat(ledger.hasNothingToWrite()).isTrue();
        assertThat(ledger.apply(order(new Act.Unpin(OTHER, true))).item().pinned())
                .isFalse();
        assertThat(ledger.apply(order(new Act.Unpin(OTHER, true))).item().version())
                .isEqualTo(item.version() + 1);
        assertThat(pins.changed).containsOnlyKeys(OTHER).containsEntry(OTHER, null);
    }

    @Test
    void whoTakesAPinOutTakesItsEndWithIt() {
        Pinboard pins = Pinboard.none();
        Ledger ledger =
                new Ledger(HEAD, LINES, Map.of(ITEM, new Ledger.Kept(pinned(ITEM), 1)), Map.of(), pins, Map.of());
        ledger.apply(order(amend(Map.of("pinned", false))));
        assertThat(pins.changed).containsOnlyKeys(ITEM).containsEntry(ITEM, null);
    }

    private static Ledger.Kept usable(UUID id) {
        return new Ledger.Kept(
                new Item(
                        id,
                        "world",
                        1,
                        PubStatus.USABLE,
                        Urgency.ROUTINE,
                        "en",
                        false,
                        TEXT,
                        null,
                        EARLIER,
                        EARLIER,
                        null),
                1);
    }

    private static Item pinned(UUID id) {
        return new Item(
                id, "world", 1, PubStatus.USABLE, Urgency.ROUTINE, "en", true, TEXT, null, EARLIER, EARLIER, null);
    }

    private static Ledger ledger(Item... items) {
        return new Ledger(
                HEAD,
                LINES,
                Arrays.stream(items).collect(Collectors.toMap(Item::id, item -> new Ledger.Kept(item, 1))),
                Map.of(),
                Pinboard.none(),
                Map.of());
    }

    private static Item item(PubStatus status) {
        return new Item(ITEM, "world", 3, status, Urgency.ROUTINE, "en", false, TEXT, null, EARLIER, EARLIER, null);
    }

    private static Item with(Item item, @Nullable String advisory, @Nullable Instant expiresAt) {
        return new Item(
                item.id(),
                item.channel(),
                item.version(),
                item.pubStatus(),
                item.urgency(),
                item.language(),
                item.pinned(),
                item.text(),
                advisory,
                item.publishedAt(),
                item.updatedAt(),
                expiresAt);
    }

    private static Item language(Item item, String language) {
        return new Item(
                item.id(),
                item.channel(),
                item.version(),
                item.pubStatus(),
                item.urgency(),
                language,
                item.pinned(),
                item.text(),
                item.advisory(),
                item.publishedAt(),
                item.updatedAt(),
                item.expiresAt());
    }

    private static final Map<String, Function<UUID, Act>> ACTS = Map.of(
            "amend", id -> new Act.Amend(id, Change.of(Map.of("headline", "A tunnel opens"))),
            "withhold", id -> new Act.Withhold(id, "Because"),
            "release", id -> new Act.Release(id, null),
            "kill", id -> new Act.Kill(id, "Because"),
            "expire", Act.Expire::new);

    private static Act act(String step) {
        return Objects.requireNonNull(ACTS.get(step), step).apply(ITEM);
    }

    private static Act amend(Map<String, @Nullable Object> patch) {
        return new Act.Amend(ITEM, Change.of(patch));
    }

    private static Act publish(UUID id, String channel, String headline) {
        return new Act.Publish(id, channel, Draft.of(Map.of("headline", headline)));
    }

    private static Order order(Act act) {
        return new Order(act, null, null);
    }

    private static Order.Once once(String address, String key, String body) {
        return new Order.Once(TOKEN, address, key, body);
    }

    private static List<Kind> kinds(Ledger ledger) {
        return ledger.entries.stream().map(Ledger.NewEntry::kind).toList();
    }

    private static void refused(Ledger ledger, Order order, Class<? extends Refusal> refusal) {
        assertThatThrownBy(() -> ledger.apply(order)).isInstanceOf(refusal);
    }

    private static String brokenBy(Ledger ledger, Order order) {
        try {
            ledger.apply(order);
            return "nothing";
        } catch (RulesBroken broken) {
            return broken.rules().get(0).field() + " " + broken.rules().get(0).rule();
        }
    }

    private static boolean hasNewText(Ledger.NewEntry entry) {
        return entry.textVersion() == entry.item().version();
    }
}
