package live.newsline.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import live.newsline.item.Item;
import live.newsline.item.PubStatus;
import live.newsline.item.Urgency;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WantedTest {

    @Test
    void anEntryOfAnotherChannelIsNotTaken() {
        Wanted wanted = new Wanted(List.of("world", "az"), Urgency.ROUTINE, List.of());
        assertThat(wanted.takes(first("world", Urgency.ROUTINE, "en"))).isTrue();
        assertThat(wanted.takes(first("az", Urgency.ROUTINE, "en"))).isTrue();
        assertThat(wanted.takes(first("sport", Urgency.FLASH, "en"))).isFalse();
    }

    @Test
    void anEntryIsTakenIfItIsUrgentEnough() {
        Wanted wanted = new Wanted(List.of("world"), Urgency.BULLETIN, List.of());
        assertThat(wanted.takes(first("world", Urgency.FLASH, "en"))).isTrue();
        assertThat(wanted.takes(first("world", Urgency.BULLETIN, "en"))).isTrue();
        assertThat(wanted.takes(first("world", Urgency.URGENT, "en"))).isFalse();
        assertThat(wanted.takes(first("world", Urgency.ROUTINE, "en"))).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "az,az,true",
        "az,az-Latn,true",
        "AZ,az-Latn-AZ,true",
        "az-latn,az-Latn-AZ,true",
        "az-Latn,az,false",
        "az,aze,false",
        "az,en,false",
        "az-La,az-Latn,false",
        "*,en,true"
    })
    void aLanguageRangeTakesItsTagAndWhatFollowsAHyphen(String range, String language, boolean taken) {
        assertThat(new Wanted(List.of("world"), Urgency.ROUTINE, List.of(range))
                        .takes(first("world", Urgency.ROUTINE, language)))
                .isEqualTo(taken);
    }

    @Test
    void severalRangesAreAlternatives() {
        Wanted wanted = new Wanted(List.of("world"), Urgency.ROUTINE, List.of("az", "tr"));
        assertThat(wanted.takes(first("world", Urgency.ROUTINE, "tr"))).isTrue();
        assertThat(wanted.takes(first("world", Urgency.ROUTINE, "en"))).isFalse();
        assertThat(new Wanted(List.of("world"), Urgency.ROUTINE, List.of("az", "*"))
                        .takes(first("world", Urgency.ROUTINE, "en")))
                .isTrue();
    }

    @Test
    void anItemThatMatchedBeforeIsToldThatItMatchesNoMore() {
        Wanted wanted = new Wanted(List.of("world"), Urgency.BULLETIN, List.of("az"));
        assertThat(wanted.takes(entry("world", Urgency.ROUTINE, "az", Urgency.FLASH, "az")))
                .isTrue();
        assertThat(wanted.takes(entry("world", Urgency.FLASH, "en", Urgency.FLASH, "az")))
                .isTrue();
        assertThat(wanted.takes(entry("world", Urgency.FLASH, "az", Urgency.ROUTINE, "en")))
                .isTrue();
        // before and after each fail, though by another half
        assertThat(wanted.takes(entry("world", Urgency.ROUTINE, "az", Urgency.FLASH, "en")))
                .isFalse();
    }

    @Test
    void theSameSelectionInOtherWordsIsTheSame() {
        assertThat(new Wanted(List.of("b", "a", "b"), Urgency.ROUTINE, List.of("TR", "az", "tr")))
                .isEqualTo(new Wanted(List.of("a", "b"), Urgency.ROUTINE, List.of("az", "tr")));
    }

    private static Entry first(String channel, Urgency urgency, String language) {
        return entry(channel, urgency, language, null, null);
    }

    private static Entry entry(
            String channel,
            Urgency urgency,
            String language,
            @Nullable Urgency urgencyWas,
            @Nullable String languageWas) {
        Instant now = Instant.parse("2026-11-23T10:29:00Z");
        Item item = new Item(
                new UUID(1, 1), channel, 1, PubStatus.USABLE, urgency, language, false, null, null, now, now, null);
        return new Entry(1, new UUID(2, 2), Kind.UPDATED, now, item, urgencyWas, languageWas);
    }
}
