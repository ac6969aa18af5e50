package live.newsline.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import live.newsline.access.Caller;
import live.newsline.answer.Body;
import live.newsline.problem.Problem;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpMethod;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;

class ConditionsTest {

    private static final Caller EDITOR = Caller.token(new UUID(1, 2), "wire", Caller.Role.EDITOR, null);
    private static final Body BODY = new Body(Map.of(), "digest");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"3\"|3",
                "\"3\", \"4\"|3,4",
                "\"3\",\"4\" , \"5\"|3,4,5",
                "W/\"3\"|",
                "W/\"3\", \"4\"|4",
                "\"abc\"|",
                "\"\"|",
                "\"03\"|",
                "\"0\"|",
                "\"-3\"|",
                "\"3 \"|fault",
                "\"9999999999\"|",
                "\"a,b\", \"3\"|3",
                "3|fault",
                "\"3|fault",
                "3\"|fault",
                "'3'|fault",
                "\"3\" \"4\"|fault",
                "w/\"3\"|fault",
                "*, \"3\"|fault",
                "\"3\", *|fault",
                "\"3\"; x|fault"
            })
    void ifMatchNamesTheVersionsOfItsStrongTags(String header, @Nullable String versions) {
        List<Integer> expected = versions == null || versions.equals("fault")
                ? List.of()
                : List.of(versions.split(",")).stream().map(Integer::valueOf).toList();
        if ("fault".equals(versions)) {
            assertThat(problem(() -> versions(true, header))).isEqualTo("400 If-Match malformed");
        } else {
            assertThat(versions(true, header)).isEqualTo(expected);
        }
    }

    @Test
    void aStarIsAnyVersion() {
        assertThat(versions(true, "*")).isNull();
        assertThat(versions(true, " * ")).isNull();
    }

    @Test
    void severalHeadersAreOneList() {
        assertThat(versions(true, "\"3\"", "W/\"4\"", "\"5\"")).containsExactly(3, 5);
    }

    @Test
    void withoutIfMatchAnyVersionWillDoWhereItIsNotRequired() {
        assertThat(versions(false)).isNull();
        assertThat(problem(() -> versions(true))).startsWith("428");
    }

    @Test
    void aKeyIsRememberedForItsTokenMethodAndAddress() {
        assertThat(Conditions.once(exchange("Idempotency-Key", "a key"), EDITOR, BODY))
                .extracting("token", "address", "key", "body")
                .containsExactly(new UUID(1, 2), "PATCH /v1/items/%41", "a key", "digest");
        assertThat(Conditions.once(exchange("Other", "a"), EDITOR, BODY)).isNull();
        assertThat(Conditions.once(exchange("Idempotency-Key", "~".repeat(128)), EDITOR, BODY))
                .isNotNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a\tb", "a\u007Fb", "caf\u00E9", "a\nb", "\0"})
    void aKeyIsPrintableAscii(String key) {
        assertThat(problem(() -> Conditions.once(exchange("Idempotency-Key", key), EDITOR, BODY)))
                .isEqualTo("400 Idempotency-Key malformed");
    }

    @Test
    void aKeyIsOneAndNotTooLong() {
        assertThat(problem(() -> Conditions.once(exchange("Idempotency-Key", "a".repeat(129)), EDITOR, BODY)))
                .isEqualTo("400 Idempotency-Key malformed");
        assertThat(problem(() -> Conditions.once(exchange("Idempotency-Key", "a", "b"), EDITOR, BODY)))
                .isEqualTo("400 Idempotency-Key malformed");
    }

    private static @Nullable List<Integer> versions(boolean required, String... headers) {
        return Conditions.versions(exchange("If-Match", headers), required);
    }

    private static MockServerWebExchange exchange(String name, String... values) {
        return MockServerWebExchange.from(MockServerHttpRequest.method(HttpMethod.PATCH, URI.create("/v1/items/%41"))
                .header(name, values));
    }

    private static String problem(Runnable act) {
        try {
            act.run();
            return "none";
        } catch (Problem.Exception refused) {
            Problem problem = refused.problem();
            return problem.status()
                    + (problem.errors().isEmpty()
                            ? ""
                            : " " + problem.errors().get(0).field() + " "
                                    + problem.errors().get(0).rule());
        }
    }
}
