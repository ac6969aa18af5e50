package live.newsline.history;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The record of every act, over HTTP (docs/desk.md, "The record"): an idea in each interface, and two nodes for all. */
class RecordIT implements EveryAct, Chaining, Keeping, AskingTheRecord {

    @BeforeAll
    static void start() {
        Book.start();
    }

    @AfterAll
    static void stop() {
        Book.stop();
    }
}
