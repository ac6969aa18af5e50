/**
 * {@code GET /v1/stream}: frames as server-sent events. The endpoint reads the query, the outlet writes bytes to the
 * channel; what is told, and when, is the {@link live.newsline.feed} room's.
 */
@NullMarked
package live.newsline.sse;

import org.jspecify.annotations.NullMarked;
