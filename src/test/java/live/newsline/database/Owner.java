package live.newsline.database;

import java.nio.file.Path;
import java.sql.DriverManager;

/** A JVM of its own that owns a database, for the tests to kill. It adds a row, says so, and waits. */
final class Owner {

    static final String READY = "ready";

    private Owner() {}

    public static void main(String[] folders) throws Exception {
        EmbeddedPostgres postgres = EmbeddedPostgres.start(Path.of(folders[0]), 0, Path.of(folders[1]));
        JdbcAddress address = postgres.jdbc();
        try (var connection = DriverManager.getConnection(address.url(), address.user(), address.password());
                var statement = connection.createStatement()) {
            statement.execute("create table if not exists life (id serial)");
            statement.execute("insert into life default values");
            System.out.println(READY);
            // The connection stays open: a kill finds the server at work, as it would in earnest.
            while (System.in.read() != -1) {}
        }
        postgres.close();
    }

    static Process start(Path data, Path programs) throws Exception {
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        classPath,
                        Owner.class.getName(),
                        data.toString(),
                        programs.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }
}
