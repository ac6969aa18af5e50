package live.newsline.database;

import static io.r2dbc.spi.ConnectionFactoryOptions.DATABASE;
import static io.r2dbc.spi.ConnectionFactoryOptions.DRIVER;
import static io.r2dbc.spi.ConnectionFactoryOptions.HOST;
import static io.r2dbc.spi.ConnectionFactoryOptions.PASSWORD;
import static io.r2dbc.spi.ConnectionFactoryOptions.PORT;
import static io.r2dbc.spi.ConnectionFactoryOptions.USER;

import io.r2dbc.spi.ConnectionFactoryOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A real PostgreSQL as a child process: unpacked and initialised at its first start, on 127.0.0.1 only, behind a
 * password, with fsync on. It ends with us, however we end.
 *
 * <p>Every step may be cut short by a kill -9. Work that takes time (unpacking, initdb) is done under another name and
 * renamed when whole; a server that a former life left behind is stopped before ours starts.
 */
final class EmbeddedPostgres implements Database {

    static final String USERNAME = "newsline";

    private static final Logger log = LoggerFactory.getLogger(EmbeddedPostgres.class);
    private static final Duration INITDB = Duration.ofMinutes(2);
    private static final String DATABASE_NAME = "postgres";

    private final DataFolder folder;
    private final PostgresServer server;
    private final String password;
    private final AtomicBoolean closed = new AtomicBoolean();

    private EmbeddedPostgres(DataFolder folder, PostgresServer server, String password) {
        this.folder = folder;
        this.server = server;
        this.password = password;
    }

    /** Starts PostgreSQL on the folder {@code data}, at {@code port} or, if that is 0, at any free one. */
    static EmbeddedPostgres start(Path data, int port) {
        return start(data, port, data);
    }

    /** As above, with the programs unpacked in a folder that several databases may share. */
    static EmbeddedPostgres start(Path data, int port, Path programs) {
        try {
            DataFolder folder = DataFolder.hold(data);
            try {
                Path home = PostgresBinaries.unpackedIn(programs.equals(data) ? folder.path() : programs);
                PostgresUser user = PostgresUser.forPrograms(home, folder.path());
                return start(folder, port, home, user);
            } catch (IOException | RuntimeException e) {
                folder.close();
                throw e;
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The embedded PostgreSQL in " + data + " cannot be started", e);
        }
    }

    static EmbeddedPostgres start(DataFolder folder, int port, Path home, PostgresUser user) throws IOException {
        String password = folder.password();
        if (!Files.exists(folder.cluster())) {
            log.info("Making a new PostgreSQL database in {}", folder.cluster());
            initialise(folder, home, user);
        }
        user.ownAll(folder.cluster());
        PostgresServer server = PostgresServer.start(folder, port, home, user);
        return new EmbeddedPostgres(folder, server, password);
    }

    private static void initialise(DataFolder folder, Path home, PostgresUser user) throws IOException {
        Path unfinished = DataFolder.unfinished(folder.cluster());
        user.own(folder.passwordFile());
        LogTail said = new LogTail(folder.log());
        Process initdb = Leash.run(
                user,
                List.of(
                        home.resolve("bin/initdb").toString(),
                        "--pgdata=" + unfinished,
                        "--username=" + USERNAME,
                        "--pwfile=" + folder.passwordFile(),
                        "--auth=scram-sha-256",
                        "--data-checksums",
                        "--encoding=UTF8",
                        // PostgreSQL's own C.UTF-8 is the same on every machine and never changes its order,
                        // which would silently break indexes; the system's is absent from some.
                        "--locale-provider=builtin",
                        "--builtin-locale=C.UTF-8",
                        "--locale=C"),
                folder.log());
        if (!endsWell(initdb)) {
            throw new DatabaseUnavailable(
                    "PostgreSQL's initdb failed in " + folder.path() + ":\n" + said.lastLines(),
                    "See the whole of it in " + folder.log() + ".");
        }
        DataFolder.finish(unfinished, folder.cluster());
    }

    private static boolean endsWell(Process initdb) {
        try {
            if (initdb.waitFor(INITDB.toMillis(), TimeUnit.MILLISECONDS)) {
                return initdb.exitValue() == 0;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Leash.pull(initdb);
        return false;
    }

    int port() {
        return server.port();
    }

    @Override
    public ConnectionFactoryOptions r2dbc() {
        return ConnectionFactoryOptions.builder()
                .option(DRIVER, "postgresql")
                .option(HOST, PostgresServer.ADDRESS)
                .option(PORT, server.port())
                .option(DATABASE, DATABASE_NAME)
                .option(USER, USERNAME)
                .option(PASSWORD, password)
                .build();
    }

    @Override
    public JdbcAddress jdbc() {
        return new JdbcAddress(
                "jdbc:postgresql://" + PostgresServer.ADDRESS + ":" + server.port() + "/" + DATABASE_NAME,
                USERNAME,
                password);
    }

    /** Stops PostgreSQL, then lets go of the folder. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            try (folder) {
                server.stop();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
