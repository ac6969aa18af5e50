/**
 * What does not change while a node runs: the start page, and the widget's files as they were built ({@link
 * live.newsline.files.WidgetFiles}), compressed once and kept in memory.
 */
@NullMarked
package live.newsline.files;

import org.jspecify.annotations.NullMarked;
