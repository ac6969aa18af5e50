package live.newsline.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Processes of a benchmark, each pinned to one CPU. They end with this JVM, however it ends: by a hook, and where even
 * that is not run, by the kernel, which tells them that their parent died.
 */
final class Children {

    /** Servers have it for themselves. */
    static final int SERVERS_CPU = 0;
    /** The load, the publisher and the database share it. */
    static final int CLIENTS_CPU = 1;

    private static final Duration END = Duration.ofSeconds(15);

    private static final Set<Process> RUNNING = ConcurrentHashMap.newKeySet();

    private static volatile boolean ending;

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            ending = true;
            RUNNING.forEach(Children::end);
        }));
    }

    private Children() {}

    /** Whether this JVM was told to end, so that a process that failed is no result. */
    static boolean areEnding() {
        return ending;
    }

    /** @param output where it writes; a file of that name is overwritten */
    static Process start(int cpu, Path output, List<String> command) throws IOException {
        List<String> pinned = new ArrayList<>(
                List.of("setpriv", "--pdeathsig", "TERM", "taskset", "--cpu-list", Integer.toString(cpu)));
        pinned.addAll(command);
        Process process = new ProcessBuilder(pinned)
                .redirectOutput(output.toFile())
                .redirectError(Path.of(output + ".err").toFile())
                .start();
        RUNNING.add(process);
        return process;
    }

    /** Runs it to its end, and returns what it printed. */
    static String run(int cpu, Path output, Duration atMost, List<String> command) throws IOException {
        Process process = start(cpu, output, command);
        try {
            if (!process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IOException(command.get(0) + " did not end within " + atMost);
            }
            if (process.exitValue() != 0) {
                throw new IOException("%s ended with %d: %s"
                        .formatted(command.get(0), process.exitValue(), tail(Path.of(output + ".err"))));
            }
            return Files.readString(output);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new IOException(stop);
        } finally {
            end(process);
        }
    }

    /** Waits until the file of a process's output says so; the first group. */
    static String awaitLine(Process process, Path output, Pattern line, Duration atMost) throws IOException {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (System.nanoTime() - deadline < 0) {
            Matcher found = line.matcher(Files.readString(output));
            if (found.find()) {
                return found.group(1);
            }
            if (!process.isAlive()) {
                break;
            }
            pause(20);
        }
        throw new IOException("It did not start:\n" + tail(output) + tail(Path.of(output + ".err")));
    }

    static void end(Process process) {
        process.destroy();
        try {
            if (!process.waitFor(END.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException stop) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        RUNNING.remove(process);
    }

    /** For what keeps nothing that is worth an orderly end. */
    static void kill(Process process) {
        process.destroyForcibly();
        end(process);
    }

    static void pause(long milliseconds) throws IOException {
        try {
            Thread.sleep(milliseconds);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new IOException(stop);
        }
    }

    static String tail(Path file) throws IOException {
        String all = Files.exists(file) ? Files.readString(file) : "";
        return all.substring(Math.max(0, all.length() - 600)).strip();
    }
}
