/**
 * What happened, and who is watching: an item's history, the line as it was, the readers there are now. For the desk
 * (docs/desk.md, "What happened").
 */
@NullMarked
package live.newsline.history;

import org.jspecify.annotations.NullMarked;
