/** The JSON that is fetched and not streamed: channels, pages of items, single items. */
@NullMarked
package live.newsline.read;

import org.jspecify.annotations.NullMarked;
