package live.newsline.wire;

/**
 * A frame that is not an entry: {@code hello}, {@code heartbeat} or {@code drain}. The bytes may be shared: nobody may
 * change them.
 *
 * @param event the whole server-sent event, with the JSON inside it
 * @param jsonAt where the JSON begins in the event
 * @param jsonLength in bytes
 */
public record Control(byte[] event, int jsonAt, int jsonLength) {}
