/**
 * How whatever is fetched is answered, whichever room it comes from: the ETag and the 304 ({@link
 * live.newsline.answer.Shown}), the headers that let other sites use public data and keep our own pages to themselves,
 * queries and bodies that say what they mean, and the addresses under which strangers find us again.
 */
@NullMarked
package live.newsline.answer;

import org.jspecify.annotations.NullMarked;
