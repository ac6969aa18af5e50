package live.newsline.answer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;

class SitesTest {

    private static final MockServerWebExchange ASKED =
            MockServerWebExchange.from(MockServerHttpRequest.get("http://127.0.0.1:8080/line/main?before=x"));

    @Test
    void theAddressThatWasAskedForIsTheUsualOne() {
        assertThat(new Sites("").site(ASKED).line("main")).isEqualTo("http://127.0.0.1:8080/line/main");
    }

    @ParameterizedTest
    @CsvSource({
        "https://news.example,https://news.example",
        "https://news.example/,https://news.example",
        "' http://localhost:8443/ ',http://localhost:8443"
    })
    void theAddressThatWasSetWins(String set, String origin) {
        assertThat(new Sites(set).site(ASKED).origin()).isEqualTo(origin);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "news.example",
                "ftp://news.example",
                "https://",
                "https://news.example/path",
                "https://user@news.example",
                "https://news.example?x",
                "https://news.example#x",
                "https://a b"
            })
    void anAddressThatCouldNotBeOneStopsTheStart(String set) {
        assertThatThrownBy(() -> new Sites(set))
                .hasMessageContaining("newsline.site")
                .hasMessageContaining(set);
    }
}
