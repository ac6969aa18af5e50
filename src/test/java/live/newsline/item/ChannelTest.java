package live.newsline.item;

import static live.newsline.item.Drafts.brokenBy;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChannelTest {

    @Test
    void aNewChannelIsPublicEnglishAndNamedAfterItself() {
        assertThat(Channel.of("world", Map.of(), null)).isEqualTo(new Channel("world", "world", "en", "UTC", true));
    }

    @Test
    void aChannelTakesWhatIsPut() {
        assertThat(Channel.of(
                        "az-main",
                        Map.of(
                                "title", " Xəbərlər ",
                                "language", "AZ-latn",
                                "timeZone", "Asia/Baku",
                                "visibility", "private"),
                        null))
                .isEqualTo(new Channel("az-main", "Xəbərlər", "az-Latn", "Asia/Baku", false));
    }

    @Test
    void whatIsNotNamedStaysAsItWas() {
        Channel before = new Channel("desk", "Desk", "az", "Asia/Baku", false);
        assertThat(Channel.of("desk", Map.of("title", "The desk"), before))
                .isEqualTo(new Channel("desk", "The desk", "az", "Asia/Baku", false));
    }

    @Test
    void everyFaultIsNamed() {
        assertThat(brokenBy(() -> Channel.of(
                        "desk",
                        Map.of(
                                "title", "x".repeat(101),
                                "language", "a_b",
                                "visibility", "secret",
                                "name", "other",
                                "timeZone", 4),
                        null)))
                .containsExactlyInAnyOrder(
                        "name unknown",
                        "title too-long",
                        "language not-a-language",
                        "timeZone wrong-type",
                        "visibility not-a-choice");
        assertThat(brokenBy(() -> Channel.of("desk", Map.of("title", "\u200B"), null)))
                .containsExactly("title not-plain");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Mars/Base", "+04:00", "GMT+4", "UTC+4", "Z", "asia/baku", "Asia/Baku\u00A0", "../etc"})
    void aTimeZoneHasAnIanaName(String zone) {
        assertThat(brokenBy(() -> Channel.of("desk", Map.of("timeZone", zone), null)))
                .containsExactly("timeZone not-a-time-zone");
    }

    @Test
    void aSlugIsShortLowerCaseAscii() {
        for (String slug : List.of("a", "0", "az-main", "a-", "x".repeat(63))) {
            assertThat(Slug.is(slug)).as(slug).isTrue();
        }
        for (String slug :
                List.of("", "-a", "A", "a_b", "a.b", "a b", "\u0430", "x".repeat(64), "a\n", "..", "a/b", "\u0661")) {
            assertThat(Slug.is(slug)).as(slug).isFalse();
        }
    }

    @Test
    void anIdHasOneFormOnly() {
        String id = "0193a7a0-0000-7000-8000-0123456789ab";
        assertThat(Ids.parse(id)).isPresent();
        assertThat(Ids.parse(id.toUpperCase(Locale.ROOT))).isEqualTo(Ids.parse(id));
        for (String other : List.of(
                "",
                "1-1-1-1-1",
                id + "0",
                " " + id,
                id.replace("-", ""),
                "{" + id + "}",
                id.replace('b', 'g'),
                id.replace('0', '\u0660'))) {
            assertThat(Ids.parse(other)).as(other).isEmpty();
        }
    }
}
