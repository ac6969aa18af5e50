package live.newsline.browser;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/** Node and Chromium, as this machine has them. Where one is missing a test is skipped and says so; never in CI. */
final class Tools {

    private static final Path WIDGET = Path.of("web-widget");
    private static final Pattern MAJOR = Pattern.compile("v([0-9]+)\\..*", Pattern.DOTALL);
    private static final long PATIENCE_MINUTES = 20;

    private Tools() {}

    static void needsNode() {
        String version =
                found("node") ? run(Path.of("."), List.of("node", "--version")).output() : "";
        Matcher major = MAJOR.matcher(version);
        needs(major.matches() && Integer.parseInt(major.group(1)) >= 20, "Node 20 or newer");
        if (!Files.exists(WIDGET.resolve("node_modules/.package-lock.json"))) {
            mustPass("npm", "ci");
        }
    }

    static void needsChromium() {
        @Nullable String named = System.getenv("CHROMIUM_PATH");
        needs(
                (named != null && Files.isExecutable(Path.of(named)))
                        || Stream.of("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
                                .anyMatch(Tools::found),
                "Chromium");
    }

    /** Runs a command in {@code web-widget/}; its output is the failure's message. */
    static void mustPass(String... command) {
        Result result = run(WIDGET, List.of(command));
        Assertions.assertEquals(0, result.code(), () -> String.join(" ", command) + "\n" + result.output());
    }

    private static void needs(boolean there, String what) {
        if (System.getenv("CI") != null) {
            Assertions.assertTrue(there, what + " is missing, and nothing is skipped in CI");
        }
        Assumptions.assumeTrue(there, () -> "skipped: " + what + " is missing on this machine");
    }

    private static boolean found(String program) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    private record Result(int code, String output) {}

    private static Result run(Path folder, List<String> command) {
        try {
            Path output = Files.createTempFile("newsline-tool", ".log");
            Process process = new ProcessBuilder(new ArrayList<>(command))
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            boolean ended = process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES);
            if (!ended) {
                process.destroyForcibly();
            }
            String text = Files.readString(output);
            Files.delete(output);
            return new Result(ended ? process.exitValue() : -1, text);
        } catch (IOException | InterruptedException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
