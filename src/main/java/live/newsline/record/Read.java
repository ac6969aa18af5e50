package live.newsline.record;

import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Objects;

/** A row's values that are never absent. */
final class Read {

    private Read() {}

    static <T> T value(Readable row, String column, Class<T> type) {
        return Objects.requireNonNull(row.get(column, type), column);
    }

    static Instant time(Readable row, String column) {
        return value(row, column, OffsetDateTime.class).toInstant();
    }
}
