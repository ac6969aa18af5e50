package live.newsline.item;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LikenessTest {

    /** What PostgreSQL's similarity() says of the same. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a bridge opens at noon | a bridge opens at noon | 1",
                "a bridge opens at noon | the bridge opens at noon! | 0.8076923",
                "a bridge opens | a tunnel closes | 0.06896552",
                "word | two words | 0.36363637",
                "100% of a_b | 100 of a b | 1",
                "x | y | 0"
            })
    void itIsCountedAsPostgresqlDoes(String one, String other, double likeness) {
        assertThat(Likeness.of(one, other)).isEqualTo(likeness, within(1e-6));
    }
}
