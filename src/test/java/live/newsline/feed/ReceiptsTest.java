package live.newsline.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import live.newsline.item.PubStatus;
import live.newsline.item.Urgency;
import live.newsline.journal.Entry;
import live.newsline.journal.Kind;
import live.newsline.journal.Wanted;
import org.junit.jupiter.api.Test;

/** What loops count is what their readers were told, and when. */
class ReceiptsTest {

    private final Life life = life();
    private final Selection all = new Selection(new Wanted(List.of("main"), Urgency.ROUTINE, List.of()));
    private final Selection flashes = new Selection(new Wanted(List.of("main"), Urgency.FLASH, List.of()));
    private final Selection turkish = new Selection(new Wanted(List.of("main"), Urgency.ROUTINE, List.of("tr")));
    private final Receipts receipts = new Receipts();

    private long now = Entries.published(1, id(1), "any").at().toEpochMilli();
    private final Tally tally = new Tally(() -> now);
    private final Tally other = new Tally(() -> now);

    @Test
    void eachReaderIsCountedOnceWithTheDelayOfItsSlice() {
        publish(1);
        slice(3, all, 0, 1, 5);
        slice(2, all, 0, 1, 90);
        Receipt receipt = one();
        assertThat(receipt.delays().told()).isEqualTo(5);
        assertThat(receipt.delays().within(0.5)).isEqualTo(5);
        assertThat(receipt.delays().within(1)).isEqualTo(95);
        assertThat(receipt.delays().counts()).isEqualTo("{" + "0,".repeat(5) + "3" + ",0".repeat(15) + ",2}");
        assertThat(report()).as("nothing has changed since").isEmpty();
    }

    @Test
    void aReaderThatMovesByItselfIsCountedAtOnce() {
        publish(1);
        now += 7;
        tally.moved(life, all, 0, 1);
        now += 1_000;
        assertThat(one().delays().within(1)).isEqualTo(7);
    }

    @Test
    void whoDidNotAskForAnEntryIsNotCounted() {
        publish(1);
        life.append(Entries.entry(2, Kind.PUBLISHED, id(2), PubStatus.USABLE, 1, "flash", Urgency.FLASH), List.of());
        tally.open();
        for (int i = 0; i < 4; i++) {
            tally.moved(life, all, 0, 2);
            tally.moved(life, flashes, 0, 2);
            tally.moved(life, turkish, 0, 2);
        }
        tally.settle();
        tally.waits(flashes, 0);
        tally.waits(turkish, 0);
        assertThat(report()).extracting(ReceiptsTest::told).containsExactly("1: 4 of 4", "2: 8 of 9");
    }

    @Test
    void whoWaitsIsOfThoseWhoAskedUntilTheyAreTold() {
        publish(1);
        publish(2);
        slice(3, all, 0, 2, 5);
        tally.waits(all, 0);
        tally.waits(all, 1);
        assertThat(report()).extracting(ReceiptsTest::told).containsExactly("1: 3 of 4", "2: 3 of 5");
        slice(1, all, 0, 1, 5);
        slice(1, all, 1, 2, 5);
        tally.waits(all, 1);
        assertThat(report()).extracting(ReceiptsTest::told).containsExactly("1: 4 of 4", "2: 4 of 5");
        // the last one has left
        assertThat(report()).extracting(ReceiptsTest::told).containsExactly("2: 4 of 4");
    }

    @Test
    void aKillIsAnEntryLikeAnyOther() {
        publish(1);
        slice(2, all, 0, 1, 5);
        life.append(Entries.entry(2, Kind.KILLED, id(1), PubStatus.CANCELED, 2, null), List.of());
        slice(2, all, 1, 2, 5);
        List<Receipt> told = report();
        assertThat(told).extracting(ReceiptsTest::told).containsExactly("1: 2 of 2", "2: 2 of 2");
        assertThat(told).extracting(Receipt::item).containsOnly(id(1));
        assertThat(told).extracting(Receipt::version).containsExactly(1, 2);
    }

    @Test
    void loopsAreAddedUp() {
        publish(1);
        slice(2, all, 0, 1, 5);
        other.moved(life, all, 0, 1);
        other.waits(all, 0);
        assertThat(report()).extracting(ReceiptsTest::told).containsExactly("1: 3 of 4");
    }

    @Test
    void whatCouldNotBeKeptIsHandedOutAgain() {
        publish(1);
        slice(2, all, 0, 1, 5);
        List<Receipt> lost = report();
        receipts.again(lost);
        assertThat(report()).extracting(ReceiptsTest::told).containsExactly("1: 2 of 2");
        assertThat(report()).isEmpty();
    }

    @Test
    void whatIsCountedForAHeadIsNotMixedWithWhatCameMeanwhile() {
        publish(1);
        slice(2, all, 0, 1, 5);
        receipts.begin(life);
        publish(2);
        slice(2, all, 1, 2, 5);
        tally.giveTo(receipts, life, 1);
        assertThat(receipts.changed(1)).extracting(ReceiptsTest::told).containsExactly("1: 2 of 2");
        assertThat(report()).extracting(ReceiptsTest::told).containsExactly("2: 2 of 2");
    }

    @Test
    void anotherLifeBeginsOtherReceipts() {
        publish(1);
        slice(2, all, 0, 1, 5);
        Life next = life();
        next.append(Entries.published(1, id(7), "another"), List.of());
        other.moved(next, all, 0, 1);
        receipts.begin(next);
        tally.giveTo(receipts, next, 1);
        other.giveTo(receipts, next, 1);
        List<Receipt> told = receipts.changed(1);
        assertThat(told).extracting(ReceiptsTest::told).containsExactly("1: 1 of 1");
        assertThat(told).extracting(Receipt::item).containsExactly(id(7));
    }

    @Test
    void howeverReadersMoveNobodyIsLostOrCountedTwice() {
        int entries = Receipts.KEPT;
        for (int position = 1; position <= entries; position++) {
            publish(position);
        }
        Random random = new Random(11);
        Map<Long, Integer> told = new HashMap<>();
        long[] at = new long[3_000];
        Selection[] asked = new Selection[at.length];
        for (int reader = 0; reader < at.length; reader++) {
            asked[reader] = reader % 3 == 0 ? flashes : reader % 3 == 1 ? all : new Selection(all.wanted());
        }
        for (int pass = 0; pass < 20; pass++) {
            tally.open();
            for (int reader = 0; reader < at.length; reader++) {
                long to = Math.min(entries, at[reader] + random.nextInt(40));
                if (to > at[reader]) {
                    tally.moved(life, asked[reader], at[reader], to);
                    for (long position = at[reader] + 1; position <= to && asked[reader] != flashes; position++) {
                        told.merge(position, 1, Integer::sum);
                    }
                    at[reader] = to;
                }
            }
            tally.settle();
        }
        Map<Long, Integer> counted = new HashMap<>();
        report().forEach(receipt ->
                counted.put(receipt.entry().position(), receipt.delays().told()));
        assertThat(counted).isEqualTo(told);
    }

    @Test
    void onlyTheNewestAreKeptAndTheOthersStayAsTheyWere() {
        publish(1);
        slice(1, all, 0, 1, 5);
        tally.waits(all, 0);
        assertThat(report()).extracting(ReceiptsTest::told).containsExactly("1: 1 of 2");
        for (int position = 2; position <= 5_000; position++) {
            publish(position);
            slice(1, all, position - 1, position, 0);
        }
        slice(1, all, 0, 5_000, 0);
        List<Receipt> told = report();
        assertThat(told).hasSize(Receipts.KEPT);
        assertThat(told).allMatch(receipt -> receipt.delays().told() == 2);
        assertThat(told).allMatch(receipt -> receipt.entry().position() > 5_000 - Receipts.KEPT);
        assertThat(report()).isEmpty();
    }

    /** Each with a selection and a place of its own: then it is the newest entries that are counted. */
    @Test
    void aCrowdThatWaitsInDifferentPlacesIsCountedForTheNewest() {
        for (int position = 1; position <= Receipts.KEPT; position++) {
            publish(position);
        }
        for (int reader = 0; reader < 10_000; reader++) {
            tally.waits(new Selection(all.wanted()), reader % 100);
        }
        List<Receipt> waiting = report();
        assertThat(waiting).hasSize(5).allMatch(receipt -> receipt.waiting() == 10_000);
        assertThat(waiting.get(4).entry().position()).isEqualTo(Receipts.KEPT);
    }

    @Test
    void aDelayIsNeverShownTooShortNorMuchTooLong() {
        for (long millis = 0; millis < 2_000_000; millis = millis < 5_000 ? millis + 1 : millis * 101 / 100) {
            Delays delays = new Delays();
            delays.add(millis, 1);
            assertThat(delays.within(1)).isBetween(millis, millis + millis / 4);
        }
        Delays delays = new Delays();
        delays.add(-50, 1);
        assertThat(delays.within(1)).as("clocks that differ").isZero();
        delays.add(Long.MAX_VALUE, 1);
        assertThat(delays.told()).isEqualTo(2);
        assertThat(new Delays().within(0.5)).isZero();
    }

    // helpers

    private void publish(long position) {
        life.append(Entries.published(position, id(position), "Item " + position), List.of());
    }

    /** Readers that move together, so long after the slice before. */
    private void slice(int readers, Selection selection, long from, long to, long later) {
        tally.open();
        for (int i = 0; i < readers; i++) {
            tally.moved(life, selection, from, to);
        }
        now += later;
        tally.settle();
    }

    private Receipt one() {
        List<Receipt> changed = report();
        assertThat(changed).hasSize(1);
        return changed.get(0);
    }

    private List<Receipt> report() {
        receipts.begin(life);
        tally.giveTo(receipts, life, life.head());
        other.giveTo(receipts, life, life.head());
        List<Receipt> changed = new ArrayList<>(receipts.changed(life.head()));
        changed.sort(
                (one, two) -> Long.compare(one.entry().position(), two.entry().position()));
        return changed;
    }

    private static String told(Receipt receipt) {
        int told = receipt.delays().told();
        Entry entry = receipt.entry();
        return entry.position() + ": " + told + " of " + (told + receipt.waiting());
    }

    private static Life life() {
        return new Life("e", 0, null, Entries.settings(8192, 1 << 24, 1 << 20), new Buffers(new Loops(() -> 0, false)));
    }

    private static UUID id(long number) {
        return new UUID(0, number);
    }
}
