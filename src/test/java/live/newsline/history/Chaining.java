package live.newsline.history;

import static java.nio.charset.StandardCharsets.UTF_8;
import static live.newsline.history.Book.CHECK;
import static live.newsline.history.Book.HISTORY;
import static live.newsline.history.Book.admin;
import static live.newsline.history.Book.assertIntact;
import static live.newsline.history.Book.newest;
import static live.newsline.history.Book.node;
import static live.newsline.history.Book.second;
import static live.newsline.history.Book.sql;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import live.newsline.Node;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** The chain of hashes, and what was changed behind it. */
interface Chaining {

    @Test
    default void anybodyCanComputeTheChainAgain() throws Exception {
        node().publish("main", "Körpü açılır");
        JsonNode found = assertIntact();
        String hash = "0".repeat(64);
        List<String> lines = sql().strings("select line from newsline.history order by seq");
        for (String line : lines) {
            byte[] both = (hash + line).getBytes(UTF_8);
            hash = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(both));
        }
        assertThat(found.get("acts").asInt()).isEqualTo(lines.size());
        assertThat(found.get("seq").asInt()).isEqualTo(lines.size());
        assertThat(found.get("hash").asString()).isEqualTo(hash);
        // what is shown is what is chained, and the headline behind it
        String last = lines.get(lines.size() - 1);
        assertThat(admin("GET", HISTORY + "?limit=1", "").body())
                .contains(last.substring(0, last.length() - 1) + ",\"headline\":\"Körpü açılır\"}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update newsline.history set hash = hash",
                "delete from newsline.history where seq = 1",
                "delete from newsline.history where false",
                "truncate newsline.history"
            })
    default void whatIsInTheRecordIsNotChangedByMistake(String statement) {
        assertThatThrownBy(() -> sql().execute(statement)).hasStackTraceContaining("only ever added to");
    }

    static Stream<Arguments> tampered() {
        return Stream.of(
                Arguments.of("line = replace(line, 'published', 'expired')", "the hash is not"),
                Arguments.of("line = replace(line, '{\"seq\":', '{\"seq\":9')", "not of this number"),
                Arguments.of("hash = sha256(hash)", "the hash is not"),
                Arguments.of("item = gen_random_uuid()", "not found by"),
                Arguments.of("at = '2001'", "not found by"),
                Arguments.of("by_id = null", "not found by"),
                Arguments.of("seq = -seq", "missing"));
    }

    @ParameterizedTest
    @MethodSource("live.newsline.history.Chaining#tampered")
    default void whatWasChangedOnPurposeIsFound(String change, String why) {
        node().publish("main", "What is tampered with");
        long tampered = newest();
        node().publish("main", "After what is tampered with");
        newest();
        sql().execute("create table newsline.untouched as select * from newsline.history where seq = " + tampered);
        try {
            tamper("update newsline.history set " + change + " where seq = " + tampered);
            JsonNode found = Node.mustBe(200, second().send("GET", CHECK, ""));
            assertThat(found.get("intact").asBoolean()).isFalse();
            assertThat(found.get("acts").asLong()).isEqualTo(tampered - 1);
            assertThat(found.get("broken").get("seq").asLong()).isEqualTo(tampered);
            assertThat(found.get("broken").get("why").asString()).contains(why);
        } finally {
            tamper("delete from newsline.history where abs(seq) = " + tampered
                    + "; insert into newsline.history select * from newsline.untouched");
            sql().execute("drop table newsline.untouched");
        }
        assertIntact();
    }

    private static void tamper(String statement) {
        sql().execute("alter table newsline.history disable trigger history_is_kept");
        sql().execute(statement);
        sql().execute("alter table newsline.history enable trigger history_is_kept");
    }
}
