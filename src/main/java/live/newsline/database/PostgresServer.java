package live.newsline.database;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The running server: started when it takes connections, stopped when it is gone. */
final class PostgresServer {

    static final String ADDRESS = "127.0.0.1";

    private static final Logger log = LoggerFactory.getLogger(PostgresServer.class);
    private static final Duration START = Duration.ofSeconds(60);
    private static final Duration STOP = Duration.ofSeconds(30);
    private static final Duration POLL = Duration.ofMillis(20);

    private static final List<String> SETTINGS = List.of(
            "listen_addresses=" + ADDRESS,
            "unix_socket_directories=",
            "fsync=on",
            "max_connections=100",
            "shared_buffers=64MB",
            "timezone=UTC",
            "log_timezone=UTC",
            "log_min_messages=warning",
            "log_checkpoints=off",
            "cluster_name=newsline");

    private final Process process;
    private final Postmaster postmaster;
    private final int port;
    private volatile boolean stopping;

    private PostgresServer(Process process, Postmaster postmaster, int port) {
        this.process = process;
        this.postmaster = postmaster;
        this.port = port;
    }

    static PostgresServer start(DataFolder folder, int wantedPort, Path home, PostgresUser user) throws IOException {
        Deadline deadline = new Deadline(START);
        while (true) {
            stopFormer(folder.cluster(), deadline);
            int port = wantedPort == 0 ? freePort() : wantedPort;
            LogTail said = new LogTail(folder.log());
            Process process = Leash.run(user, command(home, folder.cluster(), port), folder.log());
            while (process.isAlive() && !deadline.isOver()) {
                Optional<Postmaster> postmaster =
                        Postmaster.of(folder.cluster()).filter(p -> p.ready() && p.startedBy(process));
                if (postmaster.isPresent()) {
                    PostgresServer server = new PostgresServer(process, postmaster.get(), port);
                    server.reportSuddenDeath(folder.log());
                    return server;
                }
                pause();
            }
            boolean died = !process.isAlive();
            Leash.pull(process);
            if (!died || deadline.isOver() || !mayPass(said.lastLines(), wantedPort)) {
                throw new DatabaseUnavailable(
                        (died ? "PostgreSQL ended while starting" : "PostgreSQL did not start within " + START) + " in "
                                + folder.path() + ". The last it said:\n" + said.lastLines(),
                        "See the whole of it in " + folder.log() + ".");
            }
            pause();
        }
    }

    /** Fast shutdown: transactions are rolled back, a checkpoint is written, and the next start has nothing to redo. */
    void stop() {
        stopping = true;
        Leash.pull(process);
        try {
            if (!process.waitFor(STOP.toMillis(), TimeUnit.MILLISECONDS)) {
                log.warn("PostgreSQL did not stop within {}; it is killed, and recovers at the next start", STOP);
                postmaster.process().destroyForcibly();
                process.waitFor();
            }
        } catch (InterruptedException e) {
            // The order to end is given, and the JVM's end gives it once more.
            Thread.currentThread().interrupt();
        }
    }

    int port() {
        return port;
    }

    private void reportSuddenDeath(Path logFile) {
        var unused = process.onExit().thenAccept(ended -> {
            if (!stopping) {
                log.error("PostgreSQL ended by itself, with code {}; see {}", ended.exitValue(), logFile);
            }
        });
    }

    private static List<String> command(Path home, Path cluster, int port) {
        List<String> command = new ArrayList<>(List.of(
                home.resolve("bin/postgres").toString(), "-D", cluster.toString(), "-p", Integer.toString(port)));
        SETTINGS.forEach(setting -> command.addAll(List.of("-c", setting)));
        return command;
    }

    /**
     * Our hold on the folder says that the JVM which started any other server here is dead, so that server is an orphan
     * or on its way out. It is asked to end; and a note that names no such server is removed, because PostgreSQL itself
     * would take any living process of that number, a zombie even, for its rival.
     */
    private static void stopFormer(Path cluster, Deadline deadline) throws IOException {
        Optional<Postmaster> former = Postmaster.of(cluster).filter(p -> p.worksOn(cluster));
        if (former.isPresent()) {
            log.info(
                    "Stopping the PostgreSQL {} that a former life left",
                    former.get().process().pid());
            Leash.interrupt(former.get().process());
            while (former.get().worksOn(cluster)) {
                if (deadline.isOver()) {
                    throw new DatabaseUnavailable(
                            "Another PostgreSQL, process "
                                    + former.get().process().pid() + ", works on " + cluster + " and does not stop.",
                            "Stop it, and start Newsline again.");
                }
                pause();
            }
        }
        Postmaster.forget(cluster);
    }

    /** Whether it is worth another try: a former server not yet gone in full, or a port taken in between. */
    private static boolean mayPass(String said, int wantedPort) {
        return said.contains("lock file \"postmaster.pid\"")
                || said.contains("pre-existing shared memory block")
                || (wantedPort == 0 && said.contains("could not bind"));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static void pause() throws IOException {
        try {
            Thread.sleep(POLL.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while PostgreSQL was starting");
        }
    }

    private record Deadline(long nanos) {

        Deadline(Duration duration) {
            this(System.nanoTime() + duration.toNanos());
        }

        boolean isOver() {
            return System.nanoTime() - nanos > 0;
        }
    }
}
