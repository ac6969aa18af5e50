package live.newsline.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import live.newsline.journal.Order;
import org.junit.jupiter.api.Test;

class ChainTest {

    private static final UUID ID = UUID.fromString("00000000-0000-7000-8000-000000000001");

    /** These bytes are promised to whoever computes a chain again: a change here breaks every chain there is. */
    @Test
    void aLineIsThePromisedBytes() {
        Map<String, Object> detail = new LinkedHashMap<>();
        detail.put("urgency", "urgent");
        detail.put("was", Map.of("urgency", "routine"));
        Chain.Act act = new Chain.Act(
                Instant.parse("2026-11-23T10:29:00.120Z"),
                "updated",
                new Order.By(ID, "Aygün \"A\" 🙂"),
                "main",
                ID,
                2,
                41L,
                detail);
        assertThat(act.line(7))
                .isEqualTo("{\"seq\":7,\"at\":\"2026-11-23T10:29:00.120Z\",\"act\":\"updated\","
                        + "\"by\":{\"id\":\"00000000-0000-7000-8000-000000000001\",\"name\":\"Aygün \\\"A\\\" 🙂\"},"
                        + "\"channel\":\"main\",\"item\":\"00000000-0000-7000-8000-000000000001\",\"version\":2,\"position\":41,"
                        + "\"detail\":{\"urgency\":\"urgent\",\"was\":{\"urgency\":\"routine\"}}}");
        assertThat(Chain.isOf(7, act.line(7))).isTrue();
        assertThat(Chain.isOf(7, act.line(77))).isFalse();
    }

    @Test
    void whatIsNotSetIsLeftOut() {
        assertThat(new Chain.Act(Instant.EPOCH, "token", null, null, null, null, null, Map.of()).line(1))
                .isEqualTo("{\"seq\":1,\"at\":\"1970-01-01T00:00:00.000Z\",\"act\":\"token\"}");
    }

    /** By {@code printf %s%s "$(printf 0%.0s $(seq 64))" '{"seq":1}' | sha256sum}. */
    @Test
    void aHashIsThatOfTheHashBeforeAndTheLine() {
        assertThat(Chain.hash(Chain.BEGINNING, "{\"seq\":1}"))
                .isEqualTo("0a00898550374c41186879d92f30325cd0a550ce8c5da4d9aeef34a95c0b85ea");
    }
}
