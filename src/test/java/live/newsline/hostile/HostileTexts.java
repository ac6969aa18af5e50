package live.newsline.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import live.newsline.Ask;
import live.newsline.Node;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** Texts that could break out of what tells them, or are none. */
interface HostileTexts {

    static Stream<String> harmless() {
        return Stream.of(
                "<script>alert(1)</script>",
                "<img src=x onerror=alert(1)>",
                "\"><svg onload=alert(1)>",
                "</script><script>",
                "]]>",
                "<!--",
                "{{7*7}} ${7*7} #{7*7}",
                "javascript:alert(1)",
                "data: forged",
                "id: 1",
                "\\n\\ndata: forged",
                "\\u000a",
                "'); drop table item; --",
                "%0d%0adata: forged",
                "\uD83D\uDC69\u200D\uD83D\uDCBB \u05D0\u05D1 a\u00A0b",
                new String(Character.toChars(0xE0041)) + "tagged",
                "\uFFFFx",
                "\"\\/");
    }

    /** A text that only looks like markup, a template or a frame could break out of the event that tells it. */
    @ParameterizedTest
    @MethodSource("live.newsline.hostile.HostileTexts#harmless")
    default void aTextThatLooksLikeSyntaxIsToldAsTextInOneEvent(String text) throws IOException {
        String after = Target.sql().cursor();
        JsonNode published = Target.node().publish("main", text);
        assertThat(published.get("headline").asString()).isEqualTo(text);
        List<String> lines = Target.stream("/v1/stream?channel=main&after=" + after, "", "\"type\":\"entry\"");
        List<String> entries = lines.stream()
                .filter(line -> line.contains("\"type\":\"entry\""))
                .toList();
        assertThat(entries).hasSize(1);
        assertThat(Node.JSON
                        .readTree(entries.get(0).substring("data: ".length()))
                        .get("item")
                        .get("headline")
                        .asString())
                .isEqualTo(text);
        assertThat(lines).allMatch(line -> line.isEmpty() || line.matches("(event|id|retry|data): .*"));
        assertThat(Target.node()
                        .get("/v1/items/" + published.get("id").asString())
                        .body())
                .contains("\"headline\":");
    }

    static Stream<String> refusedTexts() {
        return Stream.concat(
                IntStream.of(
                                0, 1, 8, 9, 0xA, 0xB, 0xD, 0x1B, 0x7F, 0x85, 0x9F, 0x2028, 0x2029, 0x202E, 0x2066,
                                0xD800, 0xDFFF)
                        .mapToObj(c -> "a\\u%04xb".formatted(c)),
                Stream.of("a\\r\\nb", "\\u200b".repeat(50), "Z" + "\u0334".repeat(500), "", "x".repeat(60_000)));
    }

    /** A control character could end a line, a NUL the statement, a lone surrogate the encoding. */
    @ParameterizedTest
    @MethodSource("live.newsline.hostile.HostileTexts#refusedTexts")
    default void aTextThatIsNotPlainIsRefusedAndNotStored(String escaped) {
        long before = Target.sql().position();
        String draft = "{\"headline\":\"" + escaped + "\"}";
        assertThat(Ask.errors(Ask.assertProblem(Target.node().send("POST", Target.ITEMS, draft), 422, "rule-broken")))
                .hasSize(1);
        assertThat(Target.sql().position()).isEqualTo(before);
    }
}
