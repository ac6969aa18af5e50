package live.newsline.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Runs a load against a server. A result is what the driver printed, with the figures that are reckoned from it. */
final class Load {

    static final JsonMapper JSON = JsonMapper.builder().build();

    private static final Path SOURCES = Path.of("src/bench/c");
    private static final Duration LONGEST = Duration.ofMinutes(9);
    private static final String CLIENT_HEAP = "-Xmx1g";

    private final Path work;

    Load(Path work) {
        this.work = work;
    }

    /** @throws IOException what is missing, in words */
    void compile() throws IOException {
        for (String program : List.of("sseload", "callers", "floor")) {
            List<String> command = List.of(
                    "gcc",
                    "-O2",
                    "-Wall",
                    "-Wextra",
                    "-o",
                    work.resolve(program).toString(),
                    SOURCES.resolve(program + ".c").toString());
            try {
                Process compiler = new ProcessBuilder(command).inheritIO().start();
                if (compiler.onExit().join().exitValue() != 0) {
                    throw new IOException("gcc does not compile " + SOURCES.resolve(program + ".c"));
                }
            } catch (IOException none) {
                throw new IOException(
                        "The load driver is written in C: gcc is needed, and Linux. " + none.getMessage(), none);
            }
        }
    }

    /** Readers of server-sent events, and one who posts. */
    Map<String, Object> streams(Server server, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(work.resolve("sseload").toString()));
        command.addAll(server.reading());
        command.addAll(server.publishing());
        command.addAll(arguments);
        Map<String, Object> result = run(command);
        double readers = number(result, "readers");
        result.put("rss_kb_per_reader", (number(result, "rss_end_kb") - server.freshKb()) / readers);
        boolean complete = number(result, "failed") == 0 && number(result, "refusals") == 0;
        if (result.get("complete") instanceof Boolean done) {
            complete &= done;
        }
        double wrong = number(result, "missed") + number(result, "doubled") + number(result, "disordered");
        if (result.get("storms") instanceof List<?> storms) {
            @SuppressWarnings("unchecked")
            Map<String, Object> last = (Map<String, Object>) storms.get(storms.size() - 1);
            result.put("seconds", number(last, "seconds"));
            result.put("p99_ms", number(last, "p99_s") * 1e3);
            result.put("cpu_us_per_reader", number(last, "cpu_us_per_reader"));
            for (Object each : storms) {
                @SuppressWarnings("unchecked")
                Map<String, Object> storm = (Map<String, Object>) each;
                wrong += number(storm, "missed") + number(storm, "doubled") + number(storm, "disordered");
                complete &= Boolean.TRUE.equals(storm.get("complete"));
            }
        }
        result.put("wrong", wrong);
        result.put("unfinished", complete ? 0 : 1);
        return result;
    }

    /** @param rate items a second of all callers together; 0: each posts again when it was answered */
    Map<String, Object> callers(Server server, int callers, int seconds, int rate) throws IOException {
        List<String> command = new ArrayList<>(List.of(work.resolve("callers").toString()));
        command.addAll(server.publishing());
        command.addAll(List.of("--callers", Integer.toString(callers), "--rate", Integer.toString(rate)));
        command.addAll(List.of("--ms", seconds * 1000 + "", "--warm-ms", "5000"));
        Map<String, Object> result = run(command);
        result.put("unfinished", number(result, "refusals") == 0 ? 0 : 1);
        return result;
    }

    Map<String, Object> rsocket(Server server, int connections, int streams, int count, int rate) throws IOException {
        return run(List.of(
                Servers.java(),
                CLIENT_HEAP,
                "-cp",
                System.getProperty("java.class.path"),
                RSocketLoad.class.getName(),
                Integer.toString(server.rsocketPort()),
                Integer.toString(server.publish()),
                server.headers().get(0).substring("Authorization: ".length()),
                server.pids().get(0).toString(),
                Integer.toString(connections),
                Integer.toString(streams),
                Integer.toString(count),
                Integer.toString(rate)));
    }

    /** The journal alone, in a process on the servers' CPU. */
    Map<String, Object> journal(Servers servers, String options, int callers, int seconds) throws IOException {
        List<String> command = new ArrayList<>(List.of(Servers.java()));
        command.addAll(List.of(options.split(" +")));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), JournalLoad.class.getName()));
        command.addAll(List.of(Integer.toString(callers), Integer.toString(seconds)));
        command.addAll(servers.databaseSettings());
        command.add("--newsline.data=" + Files.createTempDirectory(work, "journal"));
        return parsed(Children.run(Children.SERVERS_CPU, work.resolve("load"), LONGEST, command));
    }

    private Map<String, Object> run(List<String> command) throws IOException {
        return parsed(Children.run(Children.CLIENTS_CPU, work.resolve("load"), LONGEST, command));
    }

    /** The last line is the result. */
    private static Map<String, Object> parsed(String printed) throws IOException {
        List<String> lines = printed.strip().lines().toList();
        if (lines.isEmpty() || !lines.get(lines.size() - 1).startsWith("{")) {
            throw new IOException("The load printed no result: " + printed);
        }
        return JSON.readValue(lines.get(lines.size() - 1), new TypeReference<>() {});
    }

    static double number(Map<String, Object> result, String field) {
        return result.get(field) instanceof Number number ? number.doubleValue() : Double.NaN;
    }
}
