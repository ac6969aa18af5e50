package live.newsline.journal;

import live.newsline.item.Item;

/**
 * The answer to an order.
 *
 * @param status 201 or 200, as it was when the order was first done
 * @param cursor of the order's own entry; the journal's head where nothing was written
 * @param item as it is now, with its text
 */
public record Written(int status, Cursor cursor, Item item) {}
