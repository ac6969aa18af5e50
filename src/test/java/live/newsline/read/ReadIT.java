package live.newsline.read;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;

/** The readers' doors, over HTTP (protocol.md, "Reading"), and who finds which of them open: an idea in each interface, one node. */
@Timeout(300)
class ReadIT implements Pages, Items, PrivateChannels, Headers, Health {

    @BeforeAll
    static void start() {
        Door.start();
    }

    @AfterAll
    static void stop() {
        Door.stop();
    }
}
