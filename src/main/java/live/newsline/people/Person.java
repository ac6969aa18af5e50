package live.newsline.people;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.r2dbc.spi.Readable;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import live.newsline.wire.Wire;
import org.jspecify.annotations.Nullable;

/**
 * An account, as administrators see it.
 *
 * @param channels absent: every channel
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Person(
        UUID id,
        String login,
        String name,
        String role,
        @Nullable List<String> channels,
        String createdAt,
        @Nullable String endedAt) {

    static Person of(Readable row) {
        return new Person(
                value(row, "id", UUID.class),
                value(row, "login", String.class),
                value(row, "name", String.class),
                value(row, "role", String.class),
                channels(row),
                Objects.requireNonNull(time(row, "created_at")),
                time(row, "ended_at"));
    }

    static <T> T value(Readable row, String column, Class<T> type) {
        return Objects.requireNonNull(row.get(column, type), column);
    }

    static @Nullable List<String> channels(Readable row) {
        String[] channels = row.get("channels", String[].class);
        return channels == null ? null : List.of(channels);
    }

    static @Nullable String time(Readable row, String column) {
        OffsetDateTime time = row.get(column, OffsetDateTime.class);
        return time == null ? null : Wire.time(time.toInstant());
    }
}
