package live.newsline.feed;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import live.newsline.journal.Wanted;

/**
 * Which selections are read now, by how many, and which of them have a tape: the first that ask, and later those that
 * have twice the readers of the least read. Counting is safe for any thread; tapes are given and taken by the follower.
 */
final class Selections {

    private final Map<Wanted, Selection> known = new ConcurrentHashMap<>();
    private final Queue<Selection> wishes = new ConcurrentLinkedQueue<>();
    private final int mostTapes;
    private volatile List<Selection> taped = List.of();

    Selections(int mostTapes) {
        this.mostTapes = mostTapes;
    }

    /**
     * One more reader.
     *
     * @param forTape whether it could read from a tape
     */
    Selection join(Wanted wanted, boolean forTape) {
        Selection selection = known.compute(wanted, (same, there) -> {
            Selection joined = there == null ? new Selection(wanted) : there;
            joined.count(1);
            return joined;
        });
        if (forTape && !selection.hasTape() && !selection.isWishing() && deserves(selection, taped)) {
            selection.wishes(true);
            wishes.add(selection);
        }
        return selection;
    }

    /** One reader less. */
    void leave(Selection selection) {
        known.computeIfPresent(selection.wanted(), (same, there) -> {
            there.count(-1);
            return there.readers() == 0 ? null : there;
        });
    }

    boolean hasWishes() {
        return !wishes.isEmpty();
    }

    List<Selection> taped() {
        return taped;
    }

    /** Takes the tapes that nobody reads any more, and gives new ones. By the follower. */
    void settle(Life life) {
        if (wishes.isEmpty() && taped.stream().allMatch(selection -> isOn(selection, life))) {
            return;
        }
        List<Selection> kept = new ArrayList<>();
        for (Selection selection : taped) {
            if (selection.readers() == 0) {
                selection.record(null);
            } else {
                kept.add(selection);
                if (selection.tape(life) == null) {
                    selection.record(life.tape(selection.wanted()));
                }
            }
        }
        for (Selection selection = wishes.poll(); selection != null; selection = wishes.poll()) {
            selection.wishes(false);
            if (selection.readers() > 0 && !selection.hasTape() && deserves(selection, kept)) {
                if (kept.size() == mostTapes) {
                    Selection least = leastRead(kept);
                    least.record(null);
                    kept.remove(least);
                }
                selection.record(life.tape(selection.wanted()));
                kept.add(selection);
            }
        }
        taped = List.copyOf(kept);
    }

    private boolean deserves(Selection selection, List<Selection> others) {
        return others.size() < mostTapes
                || (!others.isEmpty()
                        && selection.readers() >= 2 * leastRead(others).readers());
    }

    private static boolean isOn(Selection selection, Life life) {
        return selection.readers() > 0 && selection.tape(life) != null;
    }

    private static Selection leastRead(List<Selection> selections) {
        return selections.stream()
                .min(Comparator.comparingInt(Selection::readers))
                .orElseThrow();
    }
}
