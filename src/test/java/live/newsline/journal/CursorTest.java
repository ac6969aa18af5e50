package live.newsline.journal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CursorTest {

    @ParameterizedTest
    @ValueSource(strings = {"k3f9-0", "k3f9-1041", "0-1", "abcdefghij123456-9223372036854775807"})
    void aCursorReadsAsItIsWritten(String word) {
        assertThat(Cursor.parse(word)).get().hasToString(word);
    }

    @Test
    void aPositionBeyondEveryJournalIsFromTheFutureAndNotMalformed() {
        assertThat(Cursor.parse("k3f9-9999999999999999999")).hasValue(new Cursor("k3f9", Long.MAX_VALUE));
        assertThat(Cursor.parse("k3f9-9223372036854775808")).hasValue(new Cursor("k3f9", Long.MAX_VALUE));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-",
                "5",
                "-5",
                "k3f9",
                "k3f9-",
                "k3f9--1",
                "k3f9-01",
                "k3f9-00",
                "k3f9-+5",
                "k3f9- 5",
                " k3f9-5",
                "k3f9-5 ",
                "k3f9-5\n",
                "k3f9-1e3",
                "k3f9-0x10",
                "k3f9-\u0663",
                "k3f9-99999999999999999999",
                "K3F9-5",
                "k3f9_5",
                "k3-f9-5",
                "abcdefghij1234567-5",
                "\u0430-5",
                "k3f9-5,k3f9-6",
                "k3f9-5\0"
            })
    void anythingElseIsMalformed(String word) {
        assertThat(Cursor.parse(word)).isEmpty();
    }
}
