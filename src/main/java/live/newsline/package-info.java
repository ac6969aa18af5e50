@NullMarked
package live.newsline;

import org.jspecify.annotations.NullMarked;
