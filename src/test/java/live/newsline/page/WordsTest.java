package live.newsline.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

class WordsTest {

    private static final ZoneId BAKU = ZoneId.of("Asia/Baku");

    @ParameterizedTest
    @FieldSource("live.newsline.page.Words#LANGUAGES")
    void everyLanguageHasEveryWord(String language) {
        assertThat(Words.in(language).all().keySet())
                .isEqualTo(Words.in("en").all().keySet());
        assertThat(Words.in(language).all().values()).noneMatch(String::isBlank);
    }

    @Test
    void aWordThatNobodyWroteIsAFailure() {
        assertThatThrownBy(() -> Words.in("en").get("nothing")).hasMessage("nothing");
    }

    @ParameterizedTest
    @CsvSource({"az-Latn-AZ,az-Latn-AZ", "ru,ru", "de,en", "und,en", "zh-Hant,en"})
    void anotherLanguagesPagesAreInEnglish(String channel, String spoken) {
        assertThat(Words.in(channel).tag()).isEqualTo(spoken);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "az|23 noyabr 2026, bazar ertəsi|Azərbaycan Vaxtı",
                "tr|23 Kasım 2026 Pazartesi|Azerbaycan Saati",
                "ru|понедельник, 23 ноября 2026 г.|Азербайджан",
                "ar|الاثنين، 23 نوفمبر 2026|توقيت أذربيجان",
                "en-GB|Monday, 23 November 2026|Azerbaijan Time"
            })
    void daysAndZonesHaveNames(String language, String day, String zone) {
        Words words = Words.in(language);
        Words.Moment moment = words.moment(Instant.parse("2026-11-23T06:05:09.120Z"), BAKU);
        assertThat(moment.day()).isEqualTo(day);
        assertThat(moment.clock()).isEqualTo("10:05");
        assertThat(moment.date()).isEqualTo("23.11.2026");
        assertThat(moment.iso()).isEqualTo("2026-11-23T10:05:09.12+04:00");
        assertThat(words.zone(BAKU)).isEqualTo(zone);
    }
}
