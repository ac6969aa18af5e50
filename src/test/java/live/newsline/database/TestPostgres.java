package live.newsline.database;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.springframework.util.FileSystemUtils;

/** A PostgreSQL of a test's own, to be killed, frozen and turned back in time. It keeps its port over all its lives. */
public final class TestPostgres implements AutoCloseable {

    private static final Path PROGRAMS = Path.of("target").toAbsolutePath();
    private static final Duration START = Duration.ofMinutes(2);

    private final Path data;
    private final int port;
    private EmbeddedPostgres running;

    public TestPostgres() {
        try {
            data = Files.createTempDirectory("newsline-kill-").toRealPath();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        running = EmbeddedPostgres.start(data, 0, PROGRAMS);
        port = running.port();
        Runtime.getRuntime().addShutdownHook(new Thread(this::close));
    }

    public String r2dbcUrl() {
        return "r2dbc:postgresql://127.0.0.1:" + port + "/postgres";
    }

    public String jdbcUrl() {
        return running.jdbc().url();
    }

    public String username() {
        return EmbeddedPostgres.USERNAME;
    }

    public String password() {
        String password = running.jdbc().password();
        return password == null ? "" : password;
    }

    /** kill -9 of the postmaster; its children find out by themselves. */
    public void kill() {
        ProcessHandle postmaster = postmaster();
        postmaster.destroyForcibly();
        await().atMost(START).until(() -> !postmaster.isAlive());
        running.close();
    }

    /** Orderly. */
    public void stop() {
        running.close();
    }

    /** After {@link #kill} or {@link #stop}; a start that fails is tried again, as an operator would. */
    public void start() {
        await().atMost(START).pollInSameThread().until(() -> {
            try {
                running = EmbeddedPostgres.start(data, port, PROGRAMS);
                return true;
            } catch (DatabaseUnavailable notYet) {
                return false;
            }
        });
    }

    /** SIGSTOP to every process: connections stay open, and nobody answers. */
    public void freeze() {
        ProcessHandle postmaster = postmaster();
        // first, so that it has no new children, and buries none that is about to be told
        signal("STOP", Stream.of(postmaster));
        signal("STOP", postmaster.children());
    }

    public void thaw() {
        ProcessHandle postmaster = postmaster();
        signal("CONT", postmaster.children());
        signal("CONT", Stream.of(postmaster));
    }

    /** Its data folder as it is now; only while it is stopped. */
    public void copyTo(Path copy) {
        run("cp", "-a", data.resolve("db").toString(), copy.toString());
    }

    /** What {@link #copyTo} has kept takes the place of what is there; only while it is stopped. */
    public void restore(Path copy) {
        run("rm", "-rf", data.resolve("db").toString());
        run("cp", "-a", copy.toString(), data.resolve("db").toString());
    }

    private ProcessHandle postmaster() {
        try {
            return Postmaster.of(data.resolve("db")).orElseThrow().process();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static void signal(String name, Stream<ProcessHandle> processes) {
        run(Stream.concat(Stream.of("kill", "-" + name), processes.map(each -> Long.toString(each.pid())))
                .toArray(String[]::new));
    }

    private static void run(String... command) {
        try {
            if (new ProcessBuilder(command).inheritIO().start().waitFor() != 0) {
                throw new IllegalStateException(String.join(" ", command) + " failed");
            }
        } catch (IOException | InterruptedException failure) {
            throw new IllegalStateException(failure);
        }
    }

    @Override
    public void close() {
        running.close();
        FileSystemUtils.deleteRecursively(data.toFile());
    }
}
