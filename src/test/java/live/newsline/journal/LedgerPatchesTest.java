package live.newsline.journal;

import static live.newsline.journal.Ledgers.EARLIER;
import static live.newsline.journal.Ledgers.ITEM;
import static live.newsline.journal.Ledgers.LATER;
import static live.newsline.journal.Ledgers.NOW;
import static live.newsline.journal.Ledgers.amend;
import static live.newsline.journal.Ledgers.brokenBy;
import static live.newsline.journal.Ledgers.item;
import static live.newsline.journal.Ledgers.kinds;
import static live.newsline.journal.Ledgers.ledger;
import static live.newsline.journal.Ledgers.order;
import static live.newsline.journal.Ledgers.with;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import live.newsline.item.Item;
import live.newsline.item.PubStatus;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LedgerPatchesTest {

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
        assertThat(ledger.entries).extracting(Ledgers::hasNewText).containsExactly(false, true, false);
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
}
