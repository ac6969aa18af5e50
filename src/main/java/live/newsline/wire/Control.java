package live.newsline.wire;

import org.jspecify.annotations.Nullable;

/**
 * A frame that is not an entry.
 *
 * @param event its type: {@code hello}, {@code heartbeat} or {@code drain}
 * @param cursor empty where the client has none to return with
 * @param retry when a client that is cut off should return, in milliseconds; for server-sent events only
 */
public record Control(String event, String cursor, @Nullable Integer retry, byte[] json) {}
