package live.newsline.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Cursors and queries of streams that nobody was given. */
interface HostileCursors {

    /** A cursor that nobody was given could stop the Target.node(), scan the journal, or be taken for another. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "``|fresh",
                "-1|reset malformed",
                "5|reset malformed",
                "99999999999999999999|reset malformed",
                "1e3|reset malformed",
                "0x10|reset malformed",
                "+5|reset malformed",
                "EPOCH-01|reset malformed",
                "EPOCH-1e3|reset malformed",
                "EPOCH-99999999999999999999|reset malformed",
                "EPOCH-9999999999999999999|reset ahead",
                "EPOCH-9223372036854775807|reset ahead",
                "EPOCH-9223372036854775806|reset ahead",
                "EPOCH-1000000|reset ahead",
                "EPOCH-0|resumed",
                "nobodys-5|reset epoch",
                "other-epoch-5|reset malformed",
                "EPOCH-0,EPOCH-1|reset malformed",
                "' or 1=1 --|reset malformed",
                "../../etc/passwd|reset malformed",
                "%0d%0aX: y|reset malformed",
                "\u00FF\u00FE|reset malformed",
                "earliest|reset malformed",
                "#|reset malformed"
            })
    default void aCursorThatNobodyWasGivenIsAReset(String id, String expected) throws IOException {
        String cursor = id.replace("EPOCH", Target.sql().epoch());
        assertThat(Target.verdict("/v1/stream?channel=main", "Last-Event-ID: " + cursor + "\r\n"))
                .isEqualTo(expected);
    }

    /** A long id could be kept for each of many connections. */
    @Test
    default void aCursorOfSevenKibibytesIsAResetAndALongerOneIsNoRequest() throws IOException {
        assertThat(Target.verdict("/v1/stream?channel=main", "Last-Event-ID: " + "1".repeat(7000) + "\r\n"))
                .isEqualTo("reset malformed");
        Target.assertRefused(Target.get("/v1/stream?channel=main", "Last-Event-ID: " + "1".repeat(9000) + "\r\n"));
    }

    /** Two cursors could be two answers, depending on who reads them. */
    @Test
    default void ofTwoCursorsOneIsTakenAndItIsTheHeaders() throws IOException {
        String good = Target.sql().epoch() + "-0";
        assertThat(Target.verdict("/v1/stream?channel=main&after=nonsense", "Last-Event-ID: " + good + "\r\n"))
                .isEqualTo("resumed");
        assertThat(Target.verdict("/v1/stream?channel=main", "Last-Event-ID: " + good + "\r\nLast-Event-ID: x\r\n"))
                .isIn("resumed", "reset malformed");
        assertThat(Target.send("GET /v1/stream?channel=main&after=a&after=b HTTP/1.1\r\nHost: x\r\n\r\n")
                        .status())
                .isEqualTo(400);
    }

    static Stream<String> badQueries() {
        return Stream.of(
                "",
                "channel",
                "channel=",
                "channel=main&channel",
                "channel=main&language",
                "channel=..%2F",
                "channel=%2e%2e",
                "channel=%00",
                "channel=main%00",
                "channel=Main",
                "channel=" + "a".repeat(3000),
                "channel=main&channel=",
                "channel=main".concat("&channel=main".repeat(32)),
                "channel=main&limit=-1",
                "channel=main&limit=201",
                "channel=main&limit=2147483648",
                "channel=main&limit=9999999999999",
                "channel=main&limit=%D9%A3",
                "channel=main&limit=1e1",
                "channel=main&limit=",
                "channel=main&limit=1&limit=1",
                "channel=main&urgency=FLASH",
                "channel=main&urgency=4",
                "channel=main&urgency=",
                "channel=main&language=",
                "channel=main&language=az_AZ",
                "channel=main&language=%25",
                "channel=main&language=az'",
                "channel=main&language=az-*",
                "channel=main" + "&language=az".repeat(33),
                "channel=%zz",
                "channel=main&after=%",
                "channel=main&limit=%u0031",
                "channel=%C0%80",
                "channel=%ED%A0%80");
    }

    /** A query could reach the database, or open a stream of something else than was asked for. */
    @ParameterizedTest
    @MethodSource("live.newsline.hostile.HostileCursors#badQueries")
    default void aQueryThatSaysNothingIsABadRequest(String query) throws IOException {
        Target.Answer answer = Target.get("/v1/stream?" + query, "");
        assertThat(answer.status()).as(answer.toString()).isEqualTo(400);
    }
}
