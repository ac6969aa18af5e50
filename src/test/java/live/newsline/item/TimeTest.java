package live.newsline.item;

import static live.newsline.item.Drafts.broken;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimeTest {

    @ParameterizedTest
    @CsvSource({
        "2026-11-23T10:29:00Z,2026-11-23T10:29:00Z",
        "2026-11-23t10:29:00z,2026-11-23T10:29:00Z",
        "2026-11-23T10:29:00.1234567Z,2026-11-23T10:29:00.123Z",
        "2026-11-24T00:29:00+14:00,2026-11-23T10:29:00Z",
        "2026-11-23T10:29:00-00:00,2026-11-23T10:29:00Z",
        "9999-12-31T23:59:59.999Z,9999-12-31T23:59:59.999Z"
    })
    void aTimeIsKeptInUtcAndMilliseconds(String text, String kept) {
        assertThat(Draft.of(Map.of("headline", "a", "expiresAt", text)).expiresAt())
                .isEqualTo(Instant.parse(kept));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "tomorrow",
                "2026-11-23",
                "2026-11-23T10:29:00",
                "2026-11-23 10:29:00Z",
                "2026-11-23T10:29Z",
                "2026-11-23T10:29+04:00",
                "2026-11-23T10:29:00+04",
                "2026-11-23T10:29:00+04:00:30",
                "2026-11-23T10:29:60Z",
                "2026-11-23T24:00:00Z",
                "2026-02-29T10:29:00Z",
                "2026-11-23T10:29:00+25:00",
                "-0001-11-23T10:29:00Z",
                "+10000-01-01T00:00:00Z",
                "+999999999-01-01T00:00:00Z",
                "9999-12-31T23:59:59-14:00",
                "1969-12-31T23:59:59Z",
                "1970-01-01T00:00:00+14:00",
                "1795516140",
                "2026-11-23T10:29:00Z\n",
                "\u0662\u0660\u0662\u0666-11-23T10:29:00Z"
            })
    void whatIsNoTimeOfOurMillenniaIsRefused(String text) {
        assertThat(broken("expiresAt", text)).containsExactly("expiresAt not-a-time");
    }

    @Test
    void aTimeIsAString() {
        for (Object value : List.of(1795516140, 1795516140000L, true, List.of())) {
            assertThat(broken("expiresAt", value)).containsExactly("expiresAt not-a-time");
        }
    }
}
