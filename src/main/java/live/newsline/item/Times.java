package live.newsline.item;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** How a time is written, wherever it is: RFC 3339, UTC, milliseconds. Such texts have the order of their times. */
public final class Times {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private record Written(long millis, String text) {}

    /** Thousands are told the same moment. */
    private static volatile Written last = written(0);

    private Times() {}

    public static String text(Instant time) {
        long millis = time.toEpochMilli();
        Written written = last;
        if (written.millis() != millis) {
            written = written(millis);
            last = written;
        }
        return written.text();
    }

    private static Written written(long millis) {
        return new Written(millis, TIME.format(Instant.ofEpochMilli(millis)));
    }
}
