package live.newsline.database;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import org.junit.jupiter.api.Test;

class VersionCheckTest {

    @Test
    void fourteenIsNewEnough() {
        assertThatNoException().isThrownBy(() -> VersionCheck.check(140_000, "14.0"));
        assertThatNoException().isThrownBy(() -> VersionCheck.check(180_006, "18.6"));
    }

    @Test
    void thirteenIsNot() {
        assertThatExceptionOfType(DatabaseUnavailable.class)
                .isThrownBy(() -> VersionCheck.check(130_023, "13.23 (Debian 13.23-1)"))
                .withMessage("The database is PostgreSQL 13.23 (Debian 13.23-1); Newsline needs 14 or newer.");
    }
}
