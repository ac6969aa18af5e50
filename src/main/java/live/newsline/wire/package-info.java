/**
 * The JSON that clients see (protocol.md, "Frames"). {@link live.newsline.wire.Wire} writes it; an entry is encoded once,
 * into a {@link live.newsline.wire.Frame} whose bytes every reader shares on every transport.
 */
@NullMarked
package live.newsline.wire;

import org.jspecify.annotations.NullMarked;
