/**
 * What happened: an item's history, the line as it was. For the desk (docs/desk.md, "What happened").
 */
@NullMarked
package live.newsline.history;

import org.jspecify.annotations.NullMarked;
