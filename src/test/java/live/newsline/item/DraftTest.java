package live.newsline.item;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
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

class DraftTest {

    private static final Map<String, Object> IMAGE =
            Map.of("href", "https://example.org/a.jpg", "alt", "A bridge", "width", 640, "height", 360);

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

    // links

    static Stream<String> webAddresses() {
        return Stream.of(
                "https://example.org",
                "http://example.org/",
                "HTTPS://EXAMPLE.ORG/A",
                "https://example.org:8443/a?b=c&d=%20#e",
                "https://example.org?b",
                "https://example.org#@not-a-user",
                "https://example.org/@handle",
                "https://example.org/?next=https://user@other.example/",
                "https://xn--pple-43d.com/",
                "https://\u0430pple.com/",
                "https://b\u00FCcher.example/\u00E4",
                "https://\u4F8B\u3048.\u30C6\u30B9\u30C8/",
                "https://under_score.example/",
                "https://127.0.0.1:8080/",
                "http://[::1]:8080/",
                "https://localhost",
                "https://example.org./",
                "https://example.org/" + "a".repeat(2048 - 20));
    }

    @ParameterizedTest
    @MethodSource("webAddresses")
    void aWebAddressIsKeptAsItIs(String address) {
        Map<String, Object> image = new HashMap<>(IMAGE);
        image.put("href", address);
        Text text = Draft.of(Map.of("headline", "a", "link", address, "image", image))
                .text();
        assertThat(text.link()).isEqualTo(address);
        assertThat(text.image()).extracting(Image::href).isEqualTo(address);
    }

    static Stream<String> noWebAddresses() {
        return Stream.of(
                "",
                " ",
                "example.org",
                "/path",
                "//evil.example",
                "javascript:alert(1)",
                "JaVaScRiPt&colon;alert(1)",
                "java\tscript:alert(1)",
                " javascript:alert(1)",
                "data:text/html,<b>",
                "vbscript:x",
                "file:///etc/passwd",
                "ftp://example.org/",
                "mailto:a@example.org",
                "blob:https://example.org/1",
                "https:example.org",
                "https:/example.org",
                "https:///example.org",
                "https:\\\\evil.example",
                "https:/\\evil.example",
                "\\\\evil.example",
                "https://",
                "https://:80/",
                "https://?a",
                "https://#a",
                "https://user@evil.example/",
                "https://user:pass@evil.example/",
                "https://good.example@evil.example",
                "https://@evil.example/",
                "https://good.example\\@evil.example/",
                "https://good.example%40evil.example/",
                "https://good.example\uFF20evil.example/",
                "https://good.example\uFF0Fevil.example/",
                "https://good.example\uFF1Fevil.example/",
                "https://a b.example/",
                " https://example.org/",
                "https://example.org/ ",
                "https://example.org/a b",
                "https://exam\tple.org/",
                "https://example.org/\n",
                "https://example.org/\0",
                "https://example.org/\u202Egpj.exe",
                "https://example.org/\u2028",
                "https://example.org/\uD800",
                "https://example.org:99999/",
                "https://example.org:65536/",
                "https://example.org:123456/",
                "https://example.org:/",
                "https://example.org:8o/",
                "https://[::1/",
                "https://[::::]/",
                "https://[zz]/",
                "https://::1/",
                "https://a..b.example/",
                "https://" + "a".repeat(64) + ".example/",
                "https://.",
                "https://-",
                "https://example.org/%zz",
                "https://example.org/<b>",
                "https://example.org/\"onload=");
    }

    @ParameterizedTest
    @MethodSource("noWebAddresses")
    void whatIsNoPlainWebAddressIsRefused(String address) {
        Map<String, Object> image = new HashMap<>(IMAGE);
        image.put("href", address);
        assertThat(broken(Map.of("headline", "a", "link", address, "image", image)))
                .containsExactlyInAnyOrder("link not-a-web-address", "image.href not-a-web-address");
    }

    @Test
    void anAddressHasAtMost2048Characters() {
        assertThat(broken("link", "https://example.org/" + "a".repeat(2048 - 19)))
                .containsExactly("link too-long");
    }

    // images

    @Test
    void anImageHasAllOfItsFieldsAndNoOther() {
        for (String field : IMAGE.keySet()) {
            Map<String, Object> image = new HashMap<>(IMAGE);
            image.remove(field);
            assertThat(broken("image", image)).containsExactly("image." + field + " required");
        }
        Map<String, Object> image = new HashMap<>(IMAGE);
        image.put("title", "A bridge");
        assertThat(broken("image", image)).containsExactly("image.title unknown");
        for (Object value : List.of("https://example.org/a.jpg", List.of(), 1, true)) {
            assertThat(broken("image", value)).containsExactly("image wrong-type");
        }
    }

    @Test
    void aSideIsAWholeNumberOfPixels() {
        Map<String, Object> image = new HashMap<>(IMAGE);
        for (Object value : List.of(0, -1, Integer.MIN_VALUE, 100_001, Integer.MAX_VALUE)) {
            image.put("width", value);
            assertThat(broken("image", image)).containsExactly("image.width out-of-range");
        }
        for (Object value : List.of(1.0, Double.POSITIVE_INFINITY, "640", 1L << 40, true, List.of(1))) {
            image.put("width", value);
            assertThat(broken("image", image)).containsExactly("image.width wrong-type");
        }
        for (int value : List.of(1, 100_000)) {
            image.put("width", value);
            assertThat(broken("image", image)).isEmpty();
        }
        image.put("alt", chars(0x1F309).repeat(281));
        assertThat(broken("image", image)).containsExactly("image.alt too-long");
    }

    // words, flags, times, languages

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

    private static String chars(int codePoint) {
        return new String(Character.toChars(codePoint));
    }

    private static List<String> broken(String field, Object value) {
        Map<String, Object> values = new HashMap<>(Map.of("headline", "any"));
        values.put(field, value);
        return broken(values);
    }

    private static List<String> broken(Map<String, ? extends @Nullable Object> values) {
        return brokenBy(() -> Draft.of(values));
    }

    private static List<BrokenRule> rules(Map<String, ? extends @Nullable Object> values) {
        try {
            Draft.of(values);
            return List.of();
        } catch (RulesBroken refused) {
            return refused.rules();
        }
    }

    static List<String> brokenBy(Runnable act) {
        try {
            act.run();
            return List.of();
        } catch (RulesBroken refused) {
            return refused.rules().stream()
                    .map(rule -> rule.field() + " " + rule.rule())
                    .toList();
        }
    }
}
