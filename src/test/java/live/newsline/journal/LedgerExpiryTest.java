package live.newsline.journal;

import static live.newsline.journal.Ledgers.EARLIER;
import static live.newsline.journal.Ledgers.ITEM;
import static live.newsline.journal.Ledgers.LATER;
import static live.newsline.journal.Ledgers.NOW;
import static live.newsline.journal.Ledgers.act;
import static live.newsline.journal.Ledgers.item;
import static live.newsline.journal.Ledgers.kinds;
import static live.newsline.journal.Ledgers.ledger;
import static live.newsline.journal.Ledgers.order;
import static live.newsline.journal.Ledgers.refused;
import static live.newsline.journal.Ledgers.with;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import live.newsline.item.Item;
import live.newsline.item.PubStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LedgerExpiryTest {

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
}
