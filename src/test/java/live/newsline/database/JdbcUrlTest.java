package live.newsline.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.r2dbc.spi.ConnectionFactoryOptions;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postgresql.Driver;

class JdbcUrlTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            r2dbc:postgresql://db.example/news                      | jdbc:postgresql://db.example/news
            r2dbc:postgresql://db.example:6432/news                 | jdbc:postgresql://db.example:6432/news
            r2dbc:postgres://db.example/news                        | jdbc:postgresql://db.example/news
            r2dbc:pool:postgresql://db.example/news                 | jdbc:postgresql://db.example/news
            r2dbc:postgresql://u:secret@db.example/news             | jdbc:postgresql://db.example/news
            r2dbc:postgresql:failover://a:1,b:2/news                | jdbc:postgresql://a:1,b:2/news
            r2dbc:postgresql://db.example/news%20room               | jdbc:postgresql://db.example/news%20room
            r2dbc:postgresql://[::1]:5432/news                      | jdbc:postgresql://[::1]:5432/news
            """)
    void theServerIsTheSame(String r2dbc, String jdbc) {
        assertThat(from(r2dbc)).isEqualTo(jdbc + "?ApplicationName=newsline-migration");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            sslMode=require                                         | sslmode=require
            sslmode=VERIFY_CA&sslRootCert=/etc/ca.pem               | sslmode=verify-ca&sslrootcert=%2Fetc%2Fca.pem
            sslMode=verify-full                                     | sslmode=verify-full&sslfactory=org.postgresql.ssl.DefaultJavaSSLFactory
            connectTimeout=PT3S                                     | connectTimeout=3
            connectTimeout=PT0.2S                                   | connectTimeout=1
            targetServerType=primary                                | targetServerType=primary
            tcpKeepAlive=true                                       | tcpKeepAlive=true
            options=work_mem=8MB;role=news                          | options=-c%20work_mem%3D8MB%20-c%20role%3Dnews
            """)
    void theWayThereIsTheSame(String option, String parameter) {
        assertThat(from("r2dbc:postgresql://db.example/news?" + option))
                .isEqualTo("jdbc:postgresql://db.example/news?" + parameter + "&ApplicationName=newsline-migration");
    }

    @ParameterizedTest
    @CsvSource({"statementTimeout=PT5S", "lockWaitTimeout=PT5S", "schema=other", "preparedStatementCacheQueries=0"})
    void whatIsMeantForTheApplicationIsLeftOut(String option) {
        assertThat(from("r2dbc:postgresql://db.example/news?" + option))
                .isEqualTo("jdbc:postgresql://db.example/news?ApplicationName=newsline-migration");
    }

    @Test
    void tlsWithoutAModeIsTheStrictestAsInR2dbc() {
        assertThat(from("r2dbcs:postgresql://db.example/news")).contains("sslmode=verify-full");
    }

    @Test
    void theJdbcDriverReadsItAsItWasMeant() {
        String url = from("r2dbc:postgresql:failover://a:1,b:2/news%20room?options=search_path=x;work_mem=8MB");
        Properties read = Driver.parseURL(url, new Properties());
        assertThat(read)
                .isNotNull()
                .containsEntry("PGHOST", "a,b")
                .containsEntry("PGPORT", "1,2")
                .containsEntry("PGDBNAME", "news room")
                .containsEntry("options", "-c search_path=x -c work_mem=8MB");
    }

    @Test
    void anotherDatabaseIsRefused() {
        assertThatExceptionOfType(DatabaseUnavailable.class)
                .isThrownBy(() -> from("r2dbc:mysql://db.example/news"))
                .withMessageContaining("mysql");
    }

    @ParameterizedTest
    @CsvSource({"r2dbc:postgresql://db.example/news?sslMode=tunnel", "r2dbc:postgresql://x/news?socket=/run/pg"})
    void whatJdbcCannotReachAsksForAnAddress(String r2dbc) {
        assertThatExceptionOfType(DatabaseUnavailable.class)
                .isThrownBy(() -> from(r2dbc))
                .satisfies(e -> assertThat(e.remedy()).contains("spring.flyway.url"));
    }

    private static String from(String r2dbc) {
        return JdbcUrl.from(ConnectionFactoryOptions.parse(r2dbc));
    }
}
