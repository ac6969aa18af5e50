package live.newsline.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import live.newsline.database.TestPostgres;

/** The product's PostgreSQL, as it comes along (fsync on), on the clients' CPU. Each server that starts gets a new one. */
final class Database implements AutoCloseable {

    private final TestPostgres postgres;
    private int made;

    Database(Path work) throws IOException {
        postgres = new TestPostgres();
        Path data = Path.of(query("show data_directory"));
        String postmaster =
                Files.readAllLines(data.resolve("postmaster.pid")).get(0).strip();
        Children.run(
                Children.CLIENTS_CPU,
                work.resolve("taskset.log"),
                Duration.ofSeconds(10),
                List.of("taskset", "--cpu-list", "-p", Integer.toString(Children.CLIENTS_CPU), postmaster));
    }

    /** The settings of a server on a new, empty database. */
    List<String> settings() throws IOException {
        String name = "bench_" + ++made;
        query("create database " + name);
        String url = postgres.r2dbcUrl();
        return List.of(
                "--newsline.database=external",
                "--spring.r2dbc.url=" + url.substring(0, url.lastIndexOf('/') + 1) + name,
                "--spring.r2dbc.username=" + postgres.username(),
                "--spring.r2dbc.password=" + postgres.password());
    }

    String version() throws IOException {
        return query("show server_version");
    }

    private String query(String sql) throws IOException {
        try (Connection connection =
                        DriverManager.getConnection(postgres.jdbcUrl(), postgres.username(), postgres.password());
                Statement statement = connection.createStatement()) {
            if (!statement.execute(sql)) {
                return "";
            }
            try (var rows = statement.getResultSet()) {
                rows.next();
                return rows.getString(1);
            }
        } catch (SQLException failure) {
            throw new IOException(failure);
        }
    }

    @Override
    public void close() {
        postgres.close();
    }
}
