package live.newsline.soak;

import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import live.newsline.NewslineApplication;
import live.newsline.database.TestDatabase;
import org.awaitility.Awaitility;
import org.springframework.util.FileSystemUtils;

/** The node under test, as a process that can be looked into. */
final class Subject implements AutoCloseable {

    private static final Duration START = Duration.ofMinutes(3);
    private static final Pattern ADDRESS = Pattern.compile("Newsline is at http://localhost:(\\d+)/");
    private static final Pattern OTHER = Pattern.compile("Other \\(reserved=\\d+KB, committed=(\\d+)KB\\)");
    private static final Pattern READERS = Pattern.compile("\\s(\\d+)\\s+\\d+\\s+live\\.newsline\\.feed\\.Reader\\s");
    private static final Pattern TOTAL = Pattern.compile("Total\\s+\\d+\\s+(\\d+)");

    private final Path data;
    private final Process process;
    private final Thread reaper;
    private final int rsocketPort;
    private final int port;
    private final String token;

    Subject(String database) throws IOException {
        data = Files.createTempDirectory("newsline-soak");
        Path log = data.resolve("output");
        rsocketPort = free();
        process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx192m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:NativeMemoryTracking=summary",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        NewslineApplication.class.getName(),
                        "--server.port=0",
                        "--newsline.rsocket.port=" + rsocketPort,
                        "--newsline.data=" + data,
                        "--newsline.database=external",
                        // small, so that readers fall off and come back
                        "--newsline.feed.window=256",
                        "--newsline.feed.stall=5s",
                        "--newsline.feed.heartbeat=2s",
                        "--spring.r2dbc.url=" + TestDatabase.r2dbcUrl(database),
                        "--spring.r2dbc.username=" + TestDatabase.username(),
                        "--spring.r2dbc.password=" + TestDatabase.password()))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        reaper = new Thread(process::destroyForcibly);
        Runtime.getRuntime().addShutdownHook(reaper);
        try {
            Awaitility.await().atMost(START).until(() -> !process.isAlive() || portIn(log) != 0);
            if (!process.isAlive()) {
                throw new IOException("The node ended while starting:\n" + Files.readString(log));
            }
            port = portIn(log);
            token = Files.readString(data.resolve("admin-token")).strip();
        } catch (IOException | RuntimeException failure) {
            end();
            throw failure;
        }
    }

    int port() {
        return port;
    }

    int rsocketPort() {
        return rsocketPort;
    }

    String token() {
        return token;
    }

    /** What is reachable, in kB. */
    double liveHeap() throws IOException {
        return number(TOTAL, diagnose("GC.class_histogram")) / 1024;
    }

    /** What was allocated outside of the heap by the program: tapes and network buffers; in kB. */
    double directMemory() throws IOException {
        return number(OTHER, diagnose("VM.native_memory", "summary"));
    }

    /** How many readers are reachable in its memory. */
    int readersInMemory() throws IOException {
        return (int) number(READERS, diagnose("GC.class_histogram"));
    }

    double residentMemory() throws IOException {
        return Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")))
                .sum();
    }

    int files() {
        String[] open = new File("/proc/" + process.pid() + "/fd").list();
        return open == null ? 0 : open.length;
    }

    /** Of the machine, in kB. */
    static double socketMemory() throws IOException {
        return Files.readAllLines(Path.of("/proc/net/sockstat")).stream()
                .filter(line -> line.startsWith("TCP:"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)) * 4)
                .sum();
    }

    private String diagnose(String... question) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(), Long.toString(process.pid())));
        command.addAll(List.of(question));
        Process jcmd = new ProcessBuilder(command).redirectErrorStream(true).start();
        String answer = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (jcmd.onExit().join().exitValue() != 0) {
            throw new IOException(answer);
        }
        return answer;
    }

    private static double number(Pattern pattern, String text) {
        Matcher found = pattern.matcher(text);
        return found.find() ? Double.parseDouble(found.group(1)) : 0;
    }

    private static int portIn(Path log) throws IOException {
        Matcher address = ADDRESS.matcher(Files.readString(log));
        return address.find() ? Integer.parseInt(address.group(1)) : 0;
    }

    private static int free() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private void end() throws IOException {
        process.destroyForcibly();
        process.onExit().join();
        Runtime.getRuntime().removeShutdownHook(reaper);
        FileSystemUtils.deleteRecursively(data);
    }

    @Override
    public void close() throws IOException {
        end();
    }
}
