package live.newsline.item;

import static live.newsline.item.Drafts.broken;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LanguageTest {

    @ParameterizedTest
    @CsvSource({
        "az,az",
        "AZ,az",
        "az-latn,az-Latn",
        "AZ-LATN-az,az-Latn-AZ",
        "zh-hant-hk,zh-Hant-HK",
        "iw,he",
        "de-1996,de-1996",
        "es-419,es-419",
        "en-u-ca-buddhist,en-u-ca-buddhist"
    })
    void aLanguageIsKeptInItsCanonicalForm(String tag, String canonical) {
        assertThat(Draft.of(Map.of("headline", "a", "language", tag)).language())
                .isEqualTo(canonical);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "az_AZ",
                "az-",
                "-az",
                "a",
                "und",
                "*",
                "az-*",
                "azerbaijani",
                "az\0",
                "az az",
                "\u0430z",
                "az-x",
                "en-a-aaaaaaaa-bbbbbbbb-cccccccc-dddddddd"
            })
    void whatIsNoLanguageTagIsRefused(String tag) {
        assertThat(broken("language", tag)).containsExactly("language not-a-language");
    }
}
