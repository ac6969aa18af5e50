package live.newsline.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;

/** What the figures were measured on, in words. */
final class Machine {

    private Machine() {}

    static String describe(String postgres, String options, int rounds) throws IOException {
        String cpu = Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
                .filter(line -> line.startsWith("model name"))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse("an unnamed CPU");
        String commit = said("git", "rev-parse", "--short", "HEAD");
        String changed = said("git", "status", "--porcelain", "--untracked-files=no", "src/main", "pom.xml");
        return "%s, commit %s%s, medians of %d rounds. %s, %d CPUs, Linux %s, Java %s, PostgreSQL %s, %s. JVM: `%s`."
                .formatted(
                        LocalDate.now(ZoneOffset.UTC),
                        commit.isEmpty() ? "unknown" : commit,
                        changed.isEmpty() ? "" : " with changes",
                        rounds,
                        cpu,
                        Runtime.getRuntime().availableProcessors(),
                        System.getProperty("os.version").replaceAll("[^0-9.].*", ""),
                        System.getProperty("java.version"),
                        postgres,
                        Servers.hasNchan()
                                ? said("nginx", "-v").replace("nginx version: ", "") + " with Nchan"
                                : "no Nchan",
                        options);
    }

    private static String said(String... command) {
        try {
            Process process = new ProcessBuilder(List.of(command))
                    .redirectErrorStream(true)
                    .start();
            String said = new String(process.getInputStream().readAllBytes()).strip();
            return process.onExit().join().exitValue() == 0 ? said : "";
        } catch (IOException none) {
            return "";
        }
    }
}
