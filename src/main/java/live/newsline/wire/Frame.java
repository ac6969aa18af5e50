package live.newsline.wire;

import live.newsline.journal.Entry;

/**
 * An entry, encoded once. The bytes are shared: nobody may change them.
 *
 * @param facts the entry without its text, for selecting
 * @param event the whole server-sent event, with the JSON inside it
 * @param jsonAt where the JSON begins in the event
 * @param jsonLength in bytes
 */
public record Frame(Entry facts, byte[] event, int jsonAt, int jsonLength) {

    public long position() {
        return facts.position();
    }
}
