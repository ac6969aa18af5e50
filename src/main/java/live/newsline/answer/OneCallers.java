package live.newsline.answer;

import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/** Answers that are for their caller alone, as all of the desk's are. */
public final class OneCallers {

    public static final String CACHE_CONTROL = "private, no-store";

    private OneCallers() {}

    public static ResponseEntity<byte[]> json(byte[] json) {
        return json(200, json);
    }

    public static ResponseEntity<byte[]> json(int status, byte[] json) {
        return ResponseEntity.status(status)
                .header("Cache-Control", CACHE_CONTROL)
                .contentType(MediaType.APPLICATION_JSON)
                .body(json);
    }
}
