package live.newsline.browser;

import live.newsline.Node;
import org.junit.jupiter.api.Test;

class WidgetIT {

    @Test
    void theCommittedFilesAreWhatTheSourcesMakeAndTheUnitsHold() {
        Tools.needsNode();
        Tools.mustPass("npm", "run", "check");
    }

    @Test
    void theWidgetHoldsInChromiumAgainstAServerThatMisbehaves() {
        Tools.needsNode();
        Tools.needsChromium();
        Tools.mustPass("npm", "run", "test:browser");
    }

    @Test
    void aBrowserSeesOnTheLineWhatAnEditorPostsCorrectsAndKills() {
        Tools.needsNode();
        Tools.needsChromium();
        try (Node node = Node.onNewDatabase("browser_it")) {
            Tools.mustPass("node", "test/e2e.mjs", node.uri("").toString(), node.token());
        }
    }

    @Test
    void thePagesReadWithoutJavaScriptGoLiveWithItAndFitIntoFrames() {
        Tools.needsNode();
        Tools.needsChromium();
        try (Node node = Node.onNewDatabase("pages_in_browser_it")) {
            Tools.mustPass("node", "test/pages.mjs", node.uri("").toString(), node.token());
        }
    }

    @Test
    void editorsWriteCorrectApproveAndPauseAtTheDesk() {
        Tools.needsNode();
        Tools.needsChromium();
        try (Node node = Node.onNewDatabase("desk_in_browser_it")) {
            String localhost = "http://localhost:" + node.uri("").getPort();
            Tools.mustPass("node", "test/desk.mjs", localhost, node.token());
        }
    }
}
