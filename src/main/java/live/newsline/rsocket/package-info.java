/**
 * Route {@code stream} over TCP and WebSocket: the same frames as over server-sent events, told as they are asked for
 * (protocol.md, "RSocket").
 */
@NullMarked
package live.newsline.rsocket;

import org.jspecify.annotations.NullMarked;
