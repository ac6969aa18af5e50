package live.newsline.kill;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import live.newsline.NewslineApplication;
import live.newsline.database.TestDatabase;

/** Newsline as a process of its own, which can be killed. It never outlives the test. */
final class ServerProcess implements AutoCloseable {

    private static final Duration START = Duration.ofMinutes(3);
    private static final Pattern ADDRESS = Pattern.compile("Newsline is at http://localhost:(\\d+)/");

    private final Process process;
    private final Path log;
    private final Thread reaper;
    private final Site site;

    private ServerProcess(Process process, Path data, Path log) throws IOException {
        this.process = process;
        this.log = log;
        this.reaper = new Thread(process::destroyForcibly);
        Runtime.getRuntime().addShutdownHook(reaper);
        try {
            await().atMost(START).until(() -> !process.isAlive() || port() != 0);
            if (!process.isAlive()) {
                throw new IllegalStateException("The server ended while starting:\n" + said());
            }
            this.site = new Site(port(), token(data));
            await().atMost(START).until(site::isReady);
        } catch (RuntimeException failure) {
            close();
            throw failure;
        }
    }

    /**
     * Starts it, and waits until it is ready.
     *
     * @param data its folder; with the administrator's token, if this is not its first start
     */
    static ServerProcess start(Path data, String... settings) {
        try {
            List<String> command = new ArrayList<>(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx192m",
                    "-XX:TieredStopAtLevel=1",
                    "-XX:+UseSerialGC",
                    "-Xshare:auto",
                    "-cp",
                    System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                    NewslineApplication.class.getName(),
                    "--server.port=0",
                    "--newsline.feed.warm-up=0",
                    "--newsline.rsocket.port=0",
                    "--newsline.data=" + data));
            for (String setting : settings) {
                command.add("--" + setting);
            }
            Path log = Files.createTempFile(data, "server", ".log");
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            return new ServerProcess(process, data, log);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** The settings for a database in {@link TestDatabase}, reached at this port. */
    static String[] external(String database, int port) {
        return new String[] {
            "newsline.database=external",
            "spring.r2dbc.url=r2dbc:postgresql://127.0.0.1:" + port + "/" + database,
            "spring.r2dbc.username=" + TestDatabase.username(),
            "spring.r2dbc.password=" + TestDatabase.password()
        };
    }

    Site site() {
        return site;
    }

    /** SIGKILL, and it is gone. */
    void kill() {
        process.destroyForcibly();
        awaitExit(Duration.ofSeconds(20));
    }

    /** SIGTERM. */
    void terminate() {
        process.destroy();
    }

    /** @return its exit code */
    int awaitExit(Duration atMost) {
        try {
            if (!process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new AssertionError("The server did not end within " + atMost + ":\n" + said());
            }
            return process.exitValue();
        } catch (InterruptedException stop) {
            throw new IllegalStateException(stop);
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    String said() {
        try {
            return Files.readString(log);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private int port() {
        Matcher address = ADDRESS.matcher(said());
        return address.find() ? Integer.parseInt(address.group(1)) : 0;
    }

    private static String token(Path data) throws IOException {
        return Files.readString(data.resolve("admin-token")).strip();
    }

    @Override
    public void close() {
        process.destroyForcibly();
        awaitExit(Duration.ofSeconds(20));
        Runtime.getRuntime().removeShutdownHook(reaper);
    }
}
