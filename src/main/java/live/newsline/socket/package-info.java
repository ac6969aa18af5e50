/** What a reader's connection may cost, on every transport ({@link live.newsline.socket.Sockets}). */
@NullMarked
package live.newsline.socket;

import org.jspecify.annotations.NullMarked;
