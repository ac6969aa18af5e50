/**
 * The editors' doors: HTTP in, entries out. It does not know the feed: our own entry comes back through the journal like
 * everyone else's, and that missing arrow makes one node and ten nodes the same program.
 */
@NullMarked
package live.newsline.publish;

import org.jspecify.annotations.NullMarked;
