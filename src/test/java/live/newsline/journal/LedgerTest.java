package live.newsline.journal;

import static live.newsline.journal.Ledgers.EARLIER;
import static live.newsline.journal.Ledgers.HEAD;
import static live.newsline.journal.Ledgers.ITEM;
import static live.newsline.journal.Ledgers.LATER;
import static live.newsline.journal.Ledgers.LINES;
import static live.newsline.journal.Ledgers.NOW;
import static live.newsline.journal.Ledgers.OTHER;
import static live.newsline.journal.Ledgers.TAG;
import static live.newsline.journal.Ledgers.TEXT;
import static live.newsline.journal.Ledgers.act;
import static live.newsline.journal.Ledgers.amend;
import static live.newsline.journal.Ledgers.brokenBy;
import static live.newsline.journal.Ledgers.hasNewText;
import static live.newsline.journal.Ledgers.item;
import static live.newsline.journal.Ledgers.kinds;
import static live.newsline.journal.Ledgers.ledger;
import static live.newsline.journal.Ledgers.order;
import static live.newsline.journal.Ledgers.publish;
import static live.newsline.journal.Ledgers.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.LongStream;
import live.newsline.item.Draft;
import live.newsline.item.Item;
import live.newsline.item.PubStatus;
import live.newsline.item.Urgency;
import org.junit.jupiter.api.Test;

/** Publishing, and orders that come together; the other Ledger…Tests have what happens to an item later. */
class LedgerTest {

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

    // what waits

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
}
