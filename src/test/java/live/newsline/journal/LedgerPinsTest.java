package live.newsline.journal;

import static live.newsline.journal.Ledgers.EARLIER;
import static live.newsline.journal.Ledgers.HEAD;
import static live.newsline.journal.Ledgers.ITEM;
import static live.newsline.journal.Ledgers.LINES;
import static live.newsline.journal.Ledgers.NOW;
import static live.newsline.journal.Ledgers.OTHER;
import static live.newsline.journal.Ledgers.TEXT;
import static live.newsline.journal.Ledgers.amend;
import static live.newsline.journal.Ledgers.kinds;
import static live.newsline.journal.Ledgers.order;
import static live.newsline.journal.Ledgers.refused;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import live.newsline.item.Item;
import live.newsline.item.PubStatus;
import live.newsline.item.Urgency;
import org.junit.jupiter.api.Test;

class LedgerPinsTest {

    @Test
    void ofOneBatchThreeArePinnedAndNoMore() {
        List<UUID> ids = Stream.generate(UUID::randomUUID).limit(4).toList();
        Pinboard pins = new Pinboard(Map.of("world", Set.of()), Map.of());
        Ledger ledger = new Ledger(
                HEAD,
                LINES,
                ids.stream().collect(Collectors.toMap(id -> id, LedgerPinsTest::usable)),
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
}
