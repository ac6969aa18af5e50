package live.newsline.item;

import static live.newsline.item.Drafts.IMAGE;
import static live.newsline.item.Drafts.broken;
import static live.newsline.item.Drafts.chars;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlainTextTest {

    // characters

    static Stream<Integer> forbidden() {
        return Stream.of(
                        IntStream.rangeClosed(0x00, 0x1F),
                        IntStream.rangeClosed(0x7F, 0x9F),
                        IntStream.rangeClosed(0x2028, 0x202E),
                        IntStream.rangeClosed(0x2066, 0x2069),
                        IntStream.of(0xD800, 0xDBFF, 0xDC00, 0xDFFF))
                .flatMap(IntStream::boxed);
    }

    @ParameterizedTest
    @MethodSource("forbidden")
    void aCharacterThatIsNotPlainIsRefusedInEveryTextWhereverItStands(int c) {
        String at = "has the character U+%04X, which is not allowed".formatted(c);
        for (String text : List.of("a" + chars(c) + "b", chars(c) + "a", "a" + chars(c))) {
            Map<String, Object> image = new HashMap<>(IMAGE);
            image.put("alt", text);
            Map<String, Object> values = Map.of(
                    "headline", text, "advisory", text, "source", text, "tags", List.of("fine", text), "image", image);
            assertThat(rules(values))
                    .containsExactlyInAnyOrder(
                            new BrokenRule("headline", "not-plain", at),
                            new BrokenRule("advisory", "not-plain", at),
                            new BrokenRule("source", "not-plain", at),
                            new BrokenRule("tags[1]", "not-plain", at),
                            new BrokenRule("image.alt", "not-plain", at));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<script>alert(1)</script>",
                "<img src=x onerror=alert(1)>",
                "\"><svg onload=alert(1)>",
                "</script><script>",
                "]]>",
                "<!--",
                "{{7*7}} ${7*7} #{7*7}",
                "javascript:alert(1)",
                "'; drop table item; --",
                "a\u00A0b",
                "\uD83D\uDC69\u200D\uD83D\uDCBB",
                "\u0645\u06CC\u200C\u062E\u0648\u0627\u0647\u0645",
                "\u05D0\u05D1\u05D2",
                "\uFEFFvisible",
                "a\u0301\u0302\u0303",
                "\uE000"
            })
    void whatIsOnlyTextStaysAsItIs(String text) {
        String headline = Draft.of(Map.of("headline", text)).text().headline();
        assertThat(headline).isEqualTo(text.equals("a\u0301\u0302\u0303") ? "\u00E1\u0302\u0303" : text);
    }

    static Stream<String> invisible() {
        return Stream.of(
                "",
                " ",
                "   ",
                "\u00A0",
                "\u3000\u2003",
                "\u200B".repeat(50),
                "\u200D\u200C",
                "\uFEFF",
                "\u00AD",
                "\u2060",
                "\u3164",
                "\u115F\u1160",
                "\uFFA0",
                "\u2800",
                "\u0301".repeat(3),
                "\u20DD",
                "\uFE0F",
                chars(0xE0041).repeat(5),
                chars(0xE0100),
                "\uFFFF");
    }

    @ParameterizedTest
    @MethodSource("invisible")
    void aTextWithNothingVisibleIsRefused(String text) {
        assertThat(rules(Map.of("headline", text)))
                .containsExactly(new BrokenRule("headline", "not-plain", "has nothing that can be seen"));
    }

    // length and form

    @ParameterizedTest
    @CsvSource({"headline,280", "advisory,280", "source,100"})
    void aTextIsCountedInCodePoints(String field, int most) {
        String emoji = chars(0x1F309);
        assertThat(broken(field, emoji.repeat(most))).isEmpty();
        assertThat(broken(field, emoji.repeat(most + 1))).containsExactly(field + " too-long");
    }

    @Test
    void aTextIsTrimmedAndComposedBeforeItIsCounted() {
        String decomposed = "e\u0301".repeat(280);
        Draft draft = Draft.of(Map.of("headline", "  " + decomposed + " \u2003 ", "source", " Wire "));
        assertThat(draft.text().headline()).isEqualTo("\u00E9".repeat(280));
        assertThat(draft.text().source()).isEqualTo("Wire");
    }

    @Test
    void aTextThatGrowsWhenComposedIsCountedAsItIsKept() {
        // U+0958 is excluded from composition: NFC makes two of it
        assertThat(broken("headline", "\u0958".repeat(140))).isEmpty();
        assertThat(broken("headline", "\u0958".repeat(141))).containsExactly("headline too-long");
    }

    @Test
    void fiveHundredCombiningMarksAreTooLong() {
        assertThat(broken("headline", "Z" + "\u0334".repeat(500))).containsExactly("headline too-long");
        // the most that NFC makes one of, whatever stands around it; and what nobody has to put in order any more
        String four = "\u03B1\u0313\u0300\u0345";
        assertThat(Draft.of(Map.of("headline", " ".repeat(20_000) + four.repeat(280)))
                        .text()
                        .headline())
                .isEqualTo("\u1F82".repeat(280));
        assertThat(broken("headline", four.repeat(281))).containsExactly("headline too-long");
        assertThat(broken("headline", "Z" + "\u0301\u0316".repeat(10_000))).containsExactly("headline too-long");
    }

    @ParameterizedTest
    @ValueSource(strings = {"headline", "advisory", "source", "link", "language"})
    void aTextMustBeAString(String field) {
        for (Object value : List.of(7, true, List.of("a"), Map.of("a", "b"), 1.5)) {
            assertThat(broken(field, value)).containsExactly(field + " wrong-type");
        }
    }

    private static List<BrokenRule> rules(Map<String, ? extends @Nullable Object> values) {
        try {
            Draft.of(values);
            return List.of();
        } catch (RulesBroken refused) {
            return refused.rules();
        }
    }
}
