package live.newsline.feed;

import java.util.UUID;
import live.newsline.journal.Entry;

/**
 * How far an entry has come on this node (docs/desk.md, "Receipts").
 *
 * @param entry without text
 * @param delays of the readers it was told to
 * @param waiting readers who are attached, asked for it, and were not told it yet
 */
public record Receipt(Entry entry, Delays delays, int waiting) {

    public UUID item() {
        return entry.item().id();
    }

    public int version() {
        return entry.item().version();
    }
}
