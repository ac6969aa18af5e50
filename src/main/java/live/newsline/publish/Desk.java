package live.newsline.publish;

import java.nio.charset.StandardCharsets;
import live.newsline.access.Caller;
import live.newsline.journal.Order;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/** What the desk's doors have in common. */
final class Desk {

    static final String ONE_CALLERS = "private, no-store";

    private Desk() {}

    static Order.By by(Caller caller) {
        return caller.doer();
    }

    static ResponseEntity<byte[]> json(int status, byte[] json) {
        return ResponseEntity.status(status)
                .header("Cache-Control", ONE_CALLERS)
                .contentType(MediaType.APPLICATION_JSON)
                .body(json);
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
