package live.newsline.feed;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import live.newsline.journal.Entry;
import live.newsline.wire.Frame;
import org.jspecify.annotations.Nullable;

/**
 * What the readers of one loop were told since it was last asked, and who of them waits. Almost all readers move alike in
 * a pass, so what is done for each is to add one to a number; what that means for each entry is worked out once for all
 * of them. What is kept is bounded, whatever readers do. For that loop alone.
 */
final class Tally {

    /** Of moves that are counted side by side; one kind more settles another early. */
    private static final int KINDS = 64;
    /** Twice what is asked for: what is told meanwhile must not take the place of what is asked for. */
    private static final int SLOTS = 2 * Receipts.KEPT;
    /** Of looks at an entry for readers that wait; then only newer ones are looked at. */
    private static final int MOST_LOOKS = 50_000;

    /** Readers of one selection that went from one position to another. */
    private static final class Move {
        @Nullable
        Life life;

        @Nullable
        Selection selection;

        long from;
        long to;
        int readers;

        boolean is(Life itsLife, Selection itsSelection, long itsFrom, long itsTo) {
            return to == itsTo && from == itsFrom && selection == itsSelection && life == itsLife;
        }
    }

    /** One entry's. */
    private static final class Slot {
        long position = -1;
        boolean told;
        int waiting;
        final Delays delays = new Delays();
    }

    private record Place(Selection selection, long position) {}

    private final LongSupplier clock;
    private final Move[] moves = new Move[KINDS];
    private Move last = new Move();
    private boolean open;

    private final @Nullable Slot[] slots = new Slot[SLOTS];
    private @Nullable Life life;
    private final Map<Place, Integer> behind = new HashMap<>();

    /** @param clock the database's time, in milliseconds since 1970 */
    Tally(LongSupplier clock) {
        this.clock = clock;
        for (int kind = 0; kind < KINDS; kind++) {
            moves[kind] = new Move();
        }
    }

    /** From now on moves are collected, to be settled together. */
    void open() {
        open = true;
    }

    /** A reader was told everything it had asked for behind one position, up to another. */
    void moved(Life itsLife, Selection selection, long from, long to) {
        Move same = last;
        if (!same.is(itsLife, selection, from, to)) {
            same = moves[(int) (selection.mark() + 31 * from + to) & (KINDS - 1)];
            if (!same.is(itsLife, selection, from, to)) {
                settle(same);
                same.life = itsLife;
                same.selection = selection;
                same.from = from;
                same.to = to;
            }
            last = same;
        }
        same.readers++;
        if (!open) {
            settle(same);
        }
    }

    /** Whatever was collected happened now. */
    void settle() {
        open = false;
        for (Move move : moves) {
            settle(move);
        }
    }

    private void settle(Move move) {
        if (move.readers > 0 && move.life != null && move.selection != null) {
            long now = clock.getAsLong();
            mustBeOf(move.life);
            for (long position = Math.max(move.from, move.to - Receipts.KEPT) + 1; position <= move.to; position++) {
                Entry entry = wanted(move.life, move.selection, position);
                Slot slot = entry == null ? null : slot(position);
                if (entry != null && slot != null) {
                    slot.delays.add(now - entry.at().toEpochMilli(), move.readers);
                    slot.told = true;
                }
            }
        }
        move.life = null;
        move.selection = null;
        move.readers = 0;
    }

    // asked once in a while

    /** A reader waits for all it asked for behind a position. */
    void waits(Selection selection, long position) {
        behind.merge(new Place(selection, position), 1, Integer::sum);
    }

    /** Hands over what was told up to a position since the last time, and who waits for it, as {@link #waits} said. */
    void giveTo(Receipts receipts, Life current, long head) {
        settle();
        mustBeOf(current);
        long looks = behind.isEmpty() ? Receipts.KEPT : Math.max(4, MOST_LOOKS / behind.size());
        long looked = head - Math.min(Receipts.KEPT, looks);
        for (long position = Math.max(0, looked) + 1; position <= head; position++) {
            Slot slot = slots[index(position)];
            if (slot != null && slot.position == position) {
                slot.waiting = 0;
            }
        }
        behind.forEach((place, readers) -> {
            for (long position = Math.max(place.position(), looked) + 1; position <= head; position++) {
                Slot slot = wanted(current, place.selection(), position) == null ? null : slot(position);
                if (slot != null) {
                    slot.waiting += readers;
                }
            }
        });
        behind.clear();
        for (Slot slot : slots) {
            if (slot != null && slot.position <= head && slot.position > head - Receipts.KEPT) {
                give(slot, receipts, current);
            }
        }
    }

    private static void give(Slot slot, Receipts receipts, Life current) {
        if (slot.told || slot.waiting > 0) {
            Frame frame = current.at(slot.position);
            if (frame != null) {
                receipts.add(frame.facts(), slot.told ? slot.delays : null, slot.waiting);
            }
        }
        if (slot.told) {
            slot.told = false;
            slot.delays.clear();
        }
    }

    private static @Nullable Entry wanted(Life life, Selection selection, long position) {
        Frame frame = life.at(position);
        return frame != null && selection.wanted().takes(frame.facts()) ? frame.facts() : null;
    }

    private void mustBeOf(Life itsLife) {
        if (life != itsLife) {
            life = itsLife;
            Arrays.fill(slots, null);
        }
    }

    /** Null where a newer entry has taken its place. */
    private @Nullable Slot slot(long position) {
        Slot slot = slots[index(position)];
        if (slot == null) {
            slot = new Slot();
            slots[index(position)] = slot;
        }
        if (slot.position < position) {
            slot.position = position;
            slot.waiting = 0;
            slot.told = false;
            slot.delays.clear();
        }
        return slot.position == position ? slot : null;
    }

    private static int index(long position) {
        return (int) position & (SLOTS - 1);
    }
}
