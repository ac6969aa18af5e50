package live.newsline.journal;

import static live.newsline.journal.Ledgers.HEAD;
import static live.newsline.journal.Ledgers.ITEM;
import static live.newsline.journal.Ledgers.LINES;
import static live.newsline.journal.Ledgers.OTHER;
import static live.newsline.journal.Ledgers.act;
import static live.newsline.journal.Ledgers.item;
import static live.newsline.journal.Ledgers.ledger;
import static live.newsline.journal.Ledgers.order;
import static live.newsline.journal.Ledgers.publish;
import static live.newsline.journal.Ledgers.refused;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import live.newsline.item.Item;
import live.newsline.item.PubStatus;
import org.junit.jupiter.api.Test;

/** An order that comes again with its Idempotency-Key. */
class LedgerOnceTest {

    private static final UUID TOKEN = new UUID(9, 1);

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

    private static Order.Once once(String address, String key, String body) {
        return new Order.Once(TOKEN, address, key, body);
    }
}
