package live.newsline.journal;

/** Why an order was not done, or a question not answered. Nothing was stored, save for {@link OutcomeUnknown}. */
public abstract sealed class Refusal extends RuntimeException {

    private Refusal(String message) {
        super(message, null, false, false);
    }

    private Refusal(String message, Throwable cause) {
        super(message, cause, false, false);
    }

    public static final class NotFound extends Refusal {
        public NotFound(String what) {
            super(what);
        }
    }

    /** The item is not at any of the versions that the caller will act on. */
    public static final class Stale extends Refusal {
        Stale(int version) {
            super("The item is at version " + version + " now.");
        }
    }

    /** No step leads there from the item's state. */
    public static final class IllegalStep extends Refusal {
        IllegalStep(String message) {
            super(message);
        }
    }

    /** Nothing new is told in this channel now. */
    public static final class Paused extends Refusal {
        Paused(String reason) {
            super(reason);
        }
    }

    /** What is to be changed or taken back waits no more: readers have it. */
    public static final class Told extends Refusal {
        Told() {
            super("It is told already.");
        }
    }

    /** As much waits in the channel as may. */
    public static final class TooManyWaiting extends Refusal {
        TooManyWaiting(int most) {
            super("At most " + most + " may wait in a channel: tell or take back some first.");
        }
    }

    /** As much is pinned in the channel as may be. */
    public static final class TooManyPins extends Refusal {
        TooManyPins(int most) {
            super("At most " + most + " items are pinned in a channel: take down another first.");
        }
    }

    /** The same Idempotency-Key came with another body. */
    public static final class KeyReused extends Refusal {
        KeyReused() {
            super("This Idempotency-Key was used with another body.");
        }
    }

    /** More orders are waiting than this node will hold. */
    public static final class Busy extends Refusal {
        Busy() {
            super("Too many writes are waiting; nothing of this one was stored.");
        }
    }

    /** The database cannot be asked now. */
    public static final class DatabaseAway extends Refusal {
        DatabaseAway(Throwable cause) {
            super("The database does not answer; nothing was stored.", cause);
        }
    }

    /** This node does not follow the journal's present life. */
    public static final class NotFollowing extends Refusal {
        public NotFollowing() {
            super("This node has not caught up with the journal.");
        }
    }

    /** The database vanished during the commit: the entry may be there or not. The Idempotency-Key settles it. */
    public static final class OutcomeUnknown extends Refusal {
        OutcomeUnknown(Throwable cause) {
            super("The database vanished during the commit; repeat with the same Idempotency-Key to learn.", cause);
        }
    }
}
