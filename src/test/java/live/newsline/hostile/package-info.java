/** What hostile clients send to a node: start at {@code HardeningIT}. */
@NullMarked
package live.newsline.hostile;

import org.jspecify.annotations.NullMarked;
