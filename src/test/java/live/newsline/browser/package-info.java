/** What runs in a browser, tested with the browser's own tools: Node 20 and Chromium. */
@NullMarked
package live.newsline.browser;

import org.jspecify.annotations.NullMarked;
