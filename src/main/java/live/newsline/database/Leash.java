package live.newsline.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * How PostgreSQL's programs are run so that none outlives this JVM. A small shell stands between: its standard input is
 * a pipe whose other end only we hold, and when the pipe closes, by {@link #pull} or because the JVM was killed, it sends
 * the program SIGINT. To PostgreSQL that is the order to roll back, write a checkpoint and end.
 *
 * <p>The shell runs in a session of its own, where the system has {@code setsid}: Ctrl+C in a terminal reaches every
 * process of the terminal's group, and the database must end after the JVM's connections, not at the same time.
 *
 * <p>Windows has neither; there PostgreSQL is a plain child, and a kill of the JVM leaves it to the next start.
 */
final class Leash {

    private static final boolean WINDOWS = System.getProperty("os.name").startsWith("Windows");

    private static final boolean SETSID =
            Stream.of("/usr/bin/setsid", "/bin/setsid").anyMatch(setsid -> Files.isExecutable(Path.of(setsid)));

    // The watcher is a background job, whose standard input the shell would replace: hence the detour over 3.
    private static final String SHELL = """
            trap '' INT HUP QUIT TERM
            "$@" </dev/null &
            program=$!
            exec 3<&0
            { while read -r _; do :; done; kill -INT "$program"; } <&3 3<&- 2>/dev/null &
            watcher=$!
            exec </dev/null 3<&-
            wait "$program"
            code=$?
            kill -KILL "$watcher" 2>/dev/null
            exit "$code"
            """;

    private Leash() {}

    /** Runs the program; what it says goes to the end of {@code log}. */
    static Process run(PostgresUser user, List<String> program, Path log) throws IOException {
        List<String> command = new ArrayList<>();
        if (!WINDOWS) {
            if (SETSID) {
                command.add("setsid");
            }
            command.addAll(List.of("sh", "-c", SHELL, "newsline-postgres"));
        }
        command.addAll(program);
        ProcessBuilder builder = new ProcessBuilder(user.command(command))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(Map.of("LC_ALL", "C", "TZ", "UTC"));
        // What a person has set for a PostgreSQL of their own is not meant for this one.
        builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
        return builder.start();
    }

    /** Asks a program that runs on our leash to end. */
    static void pull(Process process) {
        if (WINDOWS) {
            process.destroy();
            return;
        }
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            // It is not there any more to be told.
        }
    }

    /** Asks a PostgreSQL that is on nobody's leash to end. */
    static void interrupt(ProcessHandle process) throws IOException {
        if (WINDOWS) {
            process.destroy();
        } else {
            new ProcessBuilder("sh", "-c", "kill -INT " + process.pid())
                    .start()
                    .onExit()
                    .join();
        }
    }
}
