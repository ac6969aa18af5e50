package live.newsline.item;

import static live.newsline.item.Drafts.IMAGE;
import static live.newsline.item.Drafts.broken;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LinkTest {

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
}
