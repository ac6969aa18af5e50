/** What goes on by itself while the product runs. */
@NullMarked
package live.newsline.work;

import org.jspecify.annotations.NullMarked;
