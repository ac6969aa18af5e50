/**
 * An invented newsroom, so that something moves in the first minute. It plays on the channel {@code demo}, only with the
 * embedded database and only while somebody reads; {@code newsline.demo=false} ends it. It publishes through the journal
 * like everybody, and nobody knows it.
 */
@NullMarked
package live.newsline.demo;

import org.jspecify.annotations.NullMarked;
