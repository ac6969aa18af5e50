package live.newsline.journal;

import java.time.Instant;
import java.util.UUID;
import live.newsline.item.Change;
import live.newsline.item.Draft;
import org.jspecify.annotations.Nullable;

/** What an editor, or the clock, wants done to one item. */
public sealed interface Act {

    UUID item();

    /** The item's id is chosen before, so that it is there to be looked up whatever happens. */
    record Publish(UUID item, String channel, Draft draft) implements Act {}

    record Amend(UUID item, Change change) implements Act {}

    record Withhold(UUID item, String advisory) implements Act {}

    record Release(UUID item, @Nullable String advisory) implements Act {}

    record Kill(UUID item, String advisory) implements Act {}

    /**
     * Publishes the pending item of this id.
     *
     * @param whenDue only if its time has come by the database's clock; else now, because an editor says so
     */
    record Tell(UUID item, boolean whenDue) implements Act {}

    /** @param until when it is not pinned any more; null: until somebody says so */
    record Pin(UUID item, @Nullable Instant until) implements Act {}

    /** @param whenDue only if the pin's end has come by the database's clock; else now */
    record Unpin(UUID item, boolean whenDue) implements Act {}

    /** Withholds the item if it is past its time by the database's clock. */
    record Expire(UUID item) implements Act {}
}
