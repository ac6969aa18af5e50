package live.newsline.item;

import static live.newsline.item.Drafts.brokenBy;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ChangeTest {

    private static final Draft FULL = new Draft(
            new Text(
                    "A bridge opens",
                    "https://example.org/bridge",
                    "photo",
                    new Image("https://example.org/a.jpg", "A bridge", 640, 360),
                    List.of("roads"),
                    "Wire"),
            Urgency.FLASH,
            "az",
            true,
            "Corrects the name",
            Instant.parse("2026-11-23T10:29:00.123Z"));

    private static final Draft BARE = Draft.of(Map.of("headline", "A bridge opens"));

    @Test
    void anEmptyPatchChangesNothing() {
        assertThat(Change.of(Map.of()).over(FULL)).isEqualTo(FULL);
        assertThat(Change.of(Map.of()).over(BARE)).isEqualTo(BARE);
    }

    @Test
    void aPatchSetsWhatItNamesAndLeavesTheRest() {
        Draft after = Change.of(Map.of("headline", "A tunnel opens", "urgency", "bulletin"))
                .over(FULL);
        assertThat(after)
                .isEqualTo(new Draft(
                        new Text(
                                "A tunnel opens",
                                FULL.text().link(),
                                FULL.text().media(),
                                FULL.text().image(),
                                FULL.text().tags(),
                                FULL.text().source()),
                        Urgency.BULLETIN,
                        FULL.language(),
                        FULL.pinned(),
                        FULL.advisory(),
                        FULL.expiresAt()));
    }

    @Test
    void aNullClearsEveryFieldButTheHeadline() {
        Map<String, @Nullable Object> patch = new HashMap<>();
        Draft.FIELDS.forEach(field -> patch.put(field, null));
        patch.remove("headline");
        assertThat(Change.of(patch).over(FULL)).isEqualTo(BARE);
        assertThat(brokenBy(() -> Change.of(Collections.singletonMap("headline", null))))
                .containsExactly("headline required");
    }

    @Test
    void aPatchOfAnImageIsMergedIntoIt() {
        assertThat(Change.of(Map.of("image", Map.of("alt", "The bridge")))
                        .over(FULL)
                        .text()
                        .image())
                .isEqualTo(new Image("https://example.org/a.jpg", "The bridge", 640, 360));
        Map<String, Object> alt = Map.of("image", Map.of("alt", "The bridge"));
        assertThat(brokenBy(() -> Change.of(alt).over(BARE)))
                .containsExactly("image.href required", "image.width required", "image.height required");
        assertThat(brokenBy(() -> Change.of(Map.of("image", Map.of())).over(BARE)))
                .hasSize(4);
        assertThat(Change.of(Map.of("image", Map.of())).over(FULL)).isEqualTo(FULL);
    }

    @Test
    void anImageCannotLoseOneOfItsFields() {
        for (String field : List.of("href", "alt", "width", "height")) {
            assertThat(brokenBy(() -> Change.of(Map.of("image", Collections.singletonMap(field, null)))))
                    .containsExactly("image." + field + " required");
        }
    }

    @Test
    void aListIsReplacedAsAWhole() {
        assertThat(Change.of(Map.of("tags", List.of("tunnels")))
                        .over(FULL)
                        .text()
                        .tags())
                .containsExactly("tunnels");
        assertThat(Change.of(Map.of("tags", List.of())).over(FULL).text().tags())
                .isEmpty();
    }

    @Test
    void aFieldThatNoEditorSetsIsRefusedEvenWhereItIsOnlyCleared() {
        for (String field : List.of("id", "version", "pubStatus", "channel", "publishedAt", "nonsense")) {
            assertThat(brokenBy(() -> Change.of(Map.of(field, 1)))).containsExactly(field + " unknown");
            assertThat(brokenBy(() -> Change.of(Collections.singletonMap(field, null))))
                    .containsExactly(field + " unknown");
        }
        assertThat(brokenBy(() -> Change.of(Map.of("image", Map.of("title", "x")))))
                .containsExactly("image.title unknown");
        assertThat(brokenBy(() -> Change.of(Map.of("image", Collections.singletonMap("title", null)))))
                .containsExactly("image.title unknown");
    }

    @Test
    void aPatchKeepsEveryRuleOfADraft() {
        assertThat(brokenBy(() -> Change.of(Map.of(
                        "headline",
                        "a\nb",
                        "link",
                        "javascript:alert(1)",
                        "tags",
                        "x",
                        "image",
                        Map.of("alt", "", "width", 0)))))
                .containsExactlyInAnyOrder(
                        "headline not-plain",
                        "link not-a-web-address",
                        "tags wrong-type",
                        "image.alt not-plain",
                        "image.width out-of-range");
        assertThat(brokenBy(() -> Change.of(Map.of("headline", Map.of("a", "b")))))
                .containsExactly("headline wrong-type");
        assertThat(brokenBy(() -> Change.of(Map.of("image", "none")))).containsExactly("image wrong-type");
    }

    @Test
    void aPatchSetsAnAdvisoryOnlyWithAValue() {
        assertThat(Change.of(Map.of("advisory", "Corrects the date")).setsAdvisory())
                .isTrue();
        assertThat(Change.of(Collections.singletonMap("advisory", null)).setsAdvisory())
                .isFalse();
        assertThat(Change.of(Map.of("headline", "x")).setsAdvisory()).isFalse();
    }
}
