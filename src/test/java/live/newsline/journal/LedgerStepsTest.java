package live.newsline.journal;

import static live.newsline.journal.Ledgers.EARLIER;
import static live.newsline.journal.Ledgers.ITEM;
import static live.newsline.journal.Ledgers.LATER;
import static live.newsline.journal.Ledgers.NOW;
import static live.newsline.journal.Ledgers.TEXT;
import static live.newsline.journal.Ledgers.act;
import static live.newsline.journal.Ledgers.amend;
import static live.newsline.journal.Ledgers.hasNewText;
import static live.newsline.journal.Ledgers.item;
import static live.newsline.journal.Ledgers.kinds;
import static live.newsline.journal.Ledgers.ledger;
import static live.newsline.journal.Ledgers.order;
import static live.newsline.journal.Ledgers.refused;
import static live.newsline.journal.Ledgers.with;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import live.newsline.item.Item;
import live.newsline.item.PubStatus;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What each step does to an item in each of its states, and at which of its versions. */
class LedgerStepsTest {

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
}
