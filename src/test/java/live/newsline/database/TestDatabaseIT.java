package live.newsline.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.DriverManager;
import org.junit.jupiter.api.Test;

class TestDatabaseIT {

    @Test
    void everyDatabaseIsFresh() throws Exception {
        for (int life = 0; life < 2; life++) {
            TestDatabase.r2dbcUrl("fresh");
            try (var connection = DriverManager.getConnection(
                            TestDatabase.jdbcUrl("fresh"), TestDatabase.username(), TestDatabase.password());
                    var statement = connection.createStatement()) {
                statement.execute("create table one (id int)");
                assertThat(statement.execute("select from one")).isTrue();
            }
        }
    }
}
