package live.newsline.journal;

import java.util.List;
import live.newsline.item.Item;

/** Items as they are at one position of the journal, newest first. */
public record Items(Cursor cursor, List<Item> items) {}
