package live.newsline.item;

import static live.newsline.item.Drafts.IMAGE;
import static live.newsline.item.Drafts.broken;
import static live.newsline.item.Drafts.brokenBy;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An item's fields together, its tags and its choices; texts, links, images, times and languages have tests of their own. */
class DraftTest {

    @Test
    void keepsEveryFieldThatAnEditorSets() {
        Draft draft = Draft.of(Map.ofEntries(
                Map.entry("headline", "A bridge opens"),
                Map.entry("language", "az"),
                Map.entry("link", "https://example.org/bridge"),
                Map.entry("media", "photo"),
                Map.entry("image", IMAGE),
                Map.entry("tags", List.of("roads", "baku")),
                Map.entry("source", "Wire"),
                Map.entry("urgency", "flash"),
                Map.entry("pinned", true),
                Map.entry("advisory", "Corrects the name"),
                Map.entry("expiresAt", "2026-11-23T14:29:00.123456+04:00")));
        assertThat(draft)
                .isEqualTo(new Draft(
                        new Text(
                                "A bridge opens",
                                "https://example.org/bridge",
                                "photo",
                                new Image("https://example.org/a.jpg", "A bridge", 640, 360),
                                List.of("roads", "baku"),
                                "Wire"),
                        Urgency.FLASH,
                        "az",
                        true,
                        "Corrects the name",
                        Instant.parse("2026-11-23T10:29:00.123Z")));
    }

    @Test
    void aHeadlineIsEnough() {
        assertThat(Draft.of(Map.of("headline", "A bridge opens")))
                .isEqualTo(new Draft(
                        new Text("A bridge opens", null, null, null, List.of(), null),
                        Urgency.ROUTINE,
                        null,
                        false,
                        null,
                        null));
    }

    @Test
    void aNullIsTheSameAsNothing() {
        Map<String, @Nullable Object> values = new HashMap<>(Map.of("headline", "A bridge opens"));
        for (String field : Draft.FIELDS) {
            values.putIfAbsent(field, null);
        }
        assertThat(Draft.of(values)).isEqualTo(Draft.of(Map.of("headline", "A bridge opens")));
    }

    @Test
    void withoutAHeadlineThereIsNoItem() {
        assertThat(broken(Map.of())).containsExactly("headline required");
        assertThat(broken(Collections.singletonMap("headline", null))).containsExactly("headline required");
    }

    @Test
    void everyFaultIsNamedInOneAnswer() {
        Map<String, Object> values = Map.of(
                "headline", "", "link", "javascript:alert(1)", "tags", List.of("ok", 7), "image", Map.of(), "id", 1);
        assertThat(broken(values))
                .containsExactlyInAnyOrder(
                        "id unknown",
                        "headline not-plain",
                        "link not-a-web-address",
                        "tags[1] wrong-type",
                        "image.href required",
                        "image.alt required",
                        "image.width required",
                        "image.height required");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"id", "version", "pubStatus", "channel", "publishedAt", "updatedAt", "state", "Headline", "", " "
            })
    void aFieldThatNoEditorSetsIsRefused(String field) {
        assertThat(broken(field, 1)).containsExactly(field + " unknown");
    }

    // tags

    @Test
    void sixteenTagsOfFiftyAreTheMost() {
        List<String> sixteen = IntStream.range(0, 16).mapToObj(i -> "t" + i).toList();
        assertThat(Draft.of(Map.of("headline", "a", "tags", sixteen)).text().tags())
                .isEqualTo(sixteen);
        List<String> seventeen = IntStream.range(0, 17).mapToObj(i -> "t" + i).toList();
        assertThat(broken("tags", seventeen)).containsExactly("tags too-many");
        assertThat(broken("tags", List.of("x".repeat(50)))).isEmpty();
        assertThat(broken("tags", List.of("ok", "x".repeat(51)))).containsExactly("tags[1] too-long");
    }

    @Test
    void aTagIsKeptOnce() {
        assertThat(Draft.of(Map.of("headline", "a", "tags", List.of("caf\u00E9", " cafe\u0301 ", "b")))
                        .text()
                        .tags())
                .containsExactly("caf\u00E9", "b");
    }

    @Test
    void tagsAreAListOfStrings() {
        assertThat(broken("tags", "roads")).containsExactly("tags wrong-type");
        assertThat(broken("tags", Map.of("0", "roads"))).containsExactly("tags wrong-type");
        assertThat(broken("tags", Arrays.asList("a", null, 1, List.of(), "")))
                .containsExactly("tags[1] wrong-type", "tags[2] wrong-type", "tags[3] wrong-type", "tags[4] not-plain");
    }

    // words and flags

    @ParameterizedTest
    @CsvSource({"flash,FLASH", "bulletin,BULLETIN", "urgent,URGENT", "routine,ROUTINE"})
    void urgencyIsAWordOfTheWireServices(String word, Urgency urgency) {
        assertThat(Draft.of(Map.of("headline", "a", "urgency", word)).urgency()).isEqualTo(urgency);
    }

    @Test
    void aChoiceIsOneOfItsWordsAndNothingLike() {
        for (Object value : List.of("FLASH", "flash ", "", "4", 4, true, List.of("flash"))) {
            assertThat(broken("urgency", value)).containsExactly("urgency not-a-choice");
        }
        for (Object value : List.of("Photo", "audio", "", 1)) {
            assertThat(broken("media", value)).containsExactly("media not-a-choice");
        }
        for (Object value : List.of("true", 1, 0, List.of())) {
            assertThat(broken("pinned", value)).containsExactly("pinned wrong-type");
        }
    }

    // the body of a step

    @Test
    void anAdvisoryIsTheOnlyFieldOfAStep() {
        assertThat(Draft.advisory(Map.of("advisory", " Wrong city "), true)).isEqualTo("Wrong city");
        assertThat(Draft.advisory(Map.of(), false)).isNull();
        assertThat(brokenBy(() -> Draft.advisory(Map.of(), true))).containsExactly("advisory required");
        assertThat(brokenBy(() -> Draft.advisory(Map.of("advisory", ""), true))).containsExactly("advisory not-plain");
        assertThat(brokenBy(() -> Draft.advisory(Map.of("advisory", "a\nb"), false)))
                .containsExactly("advisory not-plain");
        assertThat(brokenBy(() -> Draft.advisory(Map.of("advisory", "a", "headline", "b"), true)))
                .containsExactly("headline unknown");
    }
}
