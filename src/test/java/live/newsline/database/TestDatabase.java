package live.newsline.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.springframework.util.FileSystemUtils;

/**
 * One PostgreSQL for all tests of a JVM, each of which takes a database of its own:
 *
 * <pre>{@code
 * @DynamicPropertySource
 * static void database(DynamicPropertyRegistry properties) {
 *     TestDatabase.fresh("feed_it", properties::add);
 * }
 * }</pre>
 */
public final class TestDatabase {

    private static final Path PROGRAMS = Path.of("target");

    private TestDatabase() {}

    /** The address of a new, empty database of this name; one that exists is dropped. */
    public static String r2dbcUrl(String freshDatabaseName) {
        Running.execute("drop database if exists \"" + freshDatabaseName + "\" with (force)");
        Running.execute("create database \"" + freshDatabaseName + "\"");
        return "r2dbc:postgresql://127.0.0.1:" + Running.POSTGRES.port() + "/" + freshDatabaseName;
    }

    /** Points an application at a new database; it fits {@code DynamicPropertyRegistry::add}. */
    public static void fresh(String databaseName, BiConsumer<String, Supplier<Object>> properties) {
        String url = r2dbcUrl(databaseName);
        properties.accept("newsline.database", () -> "external");
        properties.accept("spring.r2dbc.url", () -> url);
        properties.accept("spring.r2dbc.username", TestDatabase::username);
        properties.accept("spring.r2dbc.password", TestDatabase::password);
    }

    public static String jdbcUrl(String databaseName) {
        return "jdbc:postgresql://127.0.0.1:" + Running.POSTGRES.port() + "/" + databaseName;
    }

    public static String username() {
        return EmbeddedPostgres.USERNAME;
    }

    public static String password() {
        String password = Running.POSTGRES.jdbc().password();
        return password == null ? "" : password;
    }

    /** Started by the first test that asks, stopped with the JVM. */
    private static final class Running {

        static final EmbeddedPostgres POSTGRES = start();

        private static EmbeddedPostgres start() {
            try {
                Path data = Files.createTempDirectory("newsline-test-");
                EmbeddedPostgres postgres = EmbeddedPostgres.start(data, 0, PROGRAMS.toAbsolutePath());
                Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                    postgres.close();
                    FileSystemUtils.deleteRecursively(data.toFile());
                }));
                return postgres;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        static void execute(String sql) {
            JdbcAddress address = POSTGRES.jdbc();
            try (Connection connection =
                            DriverManager.getConnection(address.url(), address.user(), address.password());
                    Statement statement = connection.createStatement()) {
                statement.execute(sql);
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
