package live.newsline.item;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FoldedTest {

    @ParameterizedTest
    @CsvSource({
        "IŞIQ,isiq",
        "ışıq,isiq",
        "İstanbul,istanbul",
        "istanbul,istanbul",
        "Ёлка,елка",
        "Café,cafe",
        "ＡＢ,ab",
        "Ə,ə",
        "100%,100%"
    })
    void itDoesNotMatterHowItIsTyped(String typed, String folded) {
        assertThat(Folded.text(typed)).isEqualTo(folded);
        assertThat(Folded.text(folded)).isEqualTo(folded);
    }

    @Test
    void aSearchIsItsWordsEachOnce() {
        assertThat(Folded.search("  Bridge\u00a0opens  BRIDGE ")).isEqualTo(List.of("bridge", "opens"));
        assertThat(Folded.search(" ")).isEmpty();
    }

    /** So that what holds a word holds its key as well. */
    @Test
    void aKeyHasALetterForEachLetter() {
        String folded = Folded.text("Мост, 2 моста: əla");
        String key = Folded.key(folded);
        assertThat(key).hasSameSizeAs(folded).contains(Folded.key("моста")).matches("[a-z0-9 ,:]+");
        assertThat("абвгдежзиклмнопрстуфхцчшщъыьэюя"
                        .codePoints()
                        .mapToObj(letter -> Folded.key(Character.toString(letter)))
                        .distinct())
                .hasSize(31);
    }
}
