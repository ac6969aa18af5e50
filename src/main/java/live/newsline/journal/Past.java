package live.newsline.journal;

import org.jspecify.annotations.Nullable;

/**
 * An entry as it was, and who did it.
 *
 * @param by null: the clock, or before this was kept
 */
public record Past(Entry entry, Order.@Nullable By by) {}
