package live.newsline.publish;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** What waits, pausing and what happened, over HTTP (docs/desk.md): an idea in each interface, and two nodes for all. */
class PendingIT implements Waiting, Pausing, Presence, ItemHistory, AskingTheDesk {

    @BeforeAll
    static void start() {
        Door.start("pending_it");
        Staff.start();
    }

    @AfterAll
    static void stop() {
        Staff.stop();
        Door.stop();
    }
}
