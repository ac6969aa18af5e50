package live.newsline.stream;

import org.junit.jupiter.api.AfterAll;

/** What a reader of one node is told, over every transport: an idea in each interface, and one node for all. */
class StreamIT implements Beginning, Returning, Telling, Selecting, Refusing {

    @AfterAll
    static void close() {
        OneNode.close();
    }
}
