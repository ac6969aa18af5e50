/**
 * Who is there, over all nodes: how many read, how far an item has come among them, and who has what open. For the desk
 * (docs/desk.md, "Who is there"). {@link live.newsline.presence.Reports} has each node say what its {@code feed} counts;
 * the endpoints add up what all have said.
 */
@NullMarked
package live.newsline.presence;

import org.jspecify.annotations.NullMarked;
