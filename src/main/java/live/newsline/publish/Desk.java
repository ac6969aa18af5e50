package live.newsline.publish;

import java.nio.charset.StandardCharsets;
import live.newsline.access.Caller;
import live.newsline.journal.Order;

/** What the desk's doors have in common. */
final class Desk {

    private Desk() {}

    static Order.By by(Caller caller) {
        return caller.doer();
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
