package live.newsline.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import live.newsline.item.Urgency;
import live.newsline.journal.Wanted;
import org.junit.jupiter.api.Test;

/** Which selections are given a tape: two of them, here. */
class SelectionsTest {

    private final Life life =
            new Life("e", 0, null, Entries.settings(16, 1 << 20, 1 << 20), new Buffers(new Loops(() -> 0, false)));
    private final Selections selections = new Selections(2);

    @Test
    void theFirstThatAskGetATapeAndTheLastToLeaveTakesItAway() {
        Selection one = selections.join(wanted("one"), true);
        assertThat(selections.join(wanted("one"), true)).isSameAs(one);
        selections.settle(life);
        assertThat(one.tape(life)).isNotNull();
        selections.leave(one);
        selections.settle(life);
        assertThat(one.tape(life)).isNotNull();
        selections.leave(one);
        selections.settle(life);
        assertThat(one.tape(life)).isNull();
        assertThat(selections.taped()).isEmpty();
        assertThat(selections.join(wanted("one"), true)).isNotSameAs(one);
    }

    @Test
    void whoCannotReadFromATapeWishesNone() {
        Selection one = selections.join(wanted("one"), false);
        assertThat(selections.hasWishes()).isFalse();
        selections.settle(life);
        assertThat(one.tape(life)).isNull();
    }

    @Test
    void theLeastReadGivesItsTapeToOneThatHasTwiceItsReaders() {
        Selection one = selections.join(wanted("one"), true);
        Selection two = selections.join(wanted("two"), true);
        selections.join(wanted("two"), true);
        selections.settle(life);
        Selection three = selections.join(wanted("three"), true);
        selections.settle(life);
        assertThat(three.tape(life)).isNull();
        selections.join(wanted("three"), true);
        selections.settle(life);
        assertThat(three.tape(life)).isNotNull();
        assertThat(one.tape(life)).isNull();
        assertThat(two.tape(life)).isNotNull();
    }

    @Test
    void whereThereAreToBeNoTapesNobodyGetsOne() {
        Selections none = new Selections(0);
        Selection one = none.join(wanted("one"), true);
        none.settle(life);
        assertThat(one.tape(life)).isNull();
    }

    @Test
    void anotherLifeBeginsOtherTapes() {
        Selection one = selections.join(wanted("one"), true);
        selections.settle(life);
        Life next =
                new Life("f", 0, null, Entries.settings(16, 1 << 20, 1 << 20), new Buffers(new Loops(() -> 0, false)));
        selections.settle(next);
        assertThat(one.tape(life)).isNull();
        assertThat(one.tape(next)).isNotNull();
    }

    private static Wanted wanted(String channel) {
        return new Wanted(List.of(channel), Urgency.ROUTINE, List.of());
    }
}
