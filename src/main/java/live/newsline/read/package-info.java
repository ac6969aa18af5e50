/**
 * Everything that is fetched and not streamed: channels, pages of items, single items, the start page and the widget's
 * file, with the headers that let other sites use them.
 */
@NullMarked
package live.newsline.read;

import org.jspecify.annotations.NullMarked;
