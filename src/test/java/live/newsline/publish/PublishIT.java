package live.newsline.publish;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The editors' doors, over HTTP (protocol.md, "Publishing"): an idea in each interface, and one node for all. */
class PublishIT
        implements MakingChannels, Publishing, ReadingBodies, TakingSteps, Patching, Refusing, Repeating, Ending {

    @BeforeAll
    static void start() {
        Door.start("publish_it");
    }

    @AfterAll
    static void stop() {
        Door.stop();
    }
}
