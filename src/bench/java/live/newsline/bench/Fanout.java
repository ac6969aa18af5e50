package live.newsline.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import live.newsline.bench.Scenario.Contestant;
import live.newsline.bench.Scenarios.Size;
import org.springframework.util.FileSystemUtils;

/**
 * Runs scenarios, servers in turn inside every round, and writes the report. A scenario's results are kept until it is
 * run again, and the report is made of all there are: so a long measurement can be made in parts.
 */
final class Fanout {

    private static final Path TARGET = Path.of("target/bench").toAbsolutePath();
    /** With the first compiler alone: on one core the second works for minutes, and readers cost the kernel most. */
    private static final String OPTIONS =
            "-XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xmx192m -XX:MaxDirectMemorySize=96m";

    private static final String SMALL_OPTIONS =
            "-XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xmx128m -XX:MaxDirectMemorySize=96m";

    private final Size size;
    private final int rounds;
    private final Path results;
    private int failed;

    private Fanout(Size size, int rounds, Path results) {
        this.size = size;
        this.rounds = rounds;
        this.results = results;
    }

    /**
     * Reads {@code size} (full or quick), {@code rounds}, {@code scenarios} and {@code servers} (names, separated by
     * commas), {@code product.jar}, {@code product.options} and {@code product.small-options}.
     *
     * @return the exit code
     */
    static int run() throws IOException {
        Size size = Size.of(Bench.property("size", "full"));
        int rounds = Integer.parseInt(Bench.property("rounds", Integer.toString(size.rounds())));
        return new Fanout(size, rounds, Files.createDirectories(TARGET.resolve(size.name()))).measureAll();
    }

    private int measureAll() throws IOException {
        Path jar = Path.of(Bench.property("product.jar", "target/newsline-0.1.0.jar"));
        if (!Files.exists(jar)) {
            throw new IOException("There is no " + jar + ": run mvn -Pbench verify");
        }
        if (Runtime.getRuntime().availableProcessors() < 2) {
            throw new IOException("Two CPUs are needed: one for the server, one for its clients");
        }
        Path work = TARGET.resolve("work");
        FileSystemUtils.deleteRecursively(work);
        Files.createDirectories(work);
        Load load = new Load(work);
        load.compile();
        String options = Bench.property("product.options", OPTIONS);
        List<Scenario> all =
                new Scenarios(size, load, options, Bench.property("product.small-options", SMALL_OPTIONS)).all();
        Predicate<String> chosen =
                chosen("scenarios", all.stream().map(Scenario::name).collect(Collectors.toSet()));
        Predicate<String> servers =
                chosen("servers", Set.of(Scenarios.NEWSLINE, Scenarios.NCHAN, Scenarios.FLOOR, Scenarios.TUTORIAL));
        try (Database database = new Database(work)) {
            String machine = Machine.describe(database.version(), options, rounds);
            Servers starts = new Servers(work, jar.toAbsolutePath(), database);
            for (Scenario scenario : all) {
                if (chosen.test(scenario.name())) {
                    measure(scenario, servers, starts, machine);
                }
            }
        }
        new Report(all, results, size).write();
        if (failed > 0) {
            say("%d runs failed; what the servers said is below %s", failed, work);
        } else {
            FileSystemUtils.deleteRecursively(work.toFile());
        }
        return failed > 0 ? 1 : 0;
    }

    private void measure(Scenario scenario, Predicate<String> chosen, Servers servers, String machine)
            throws IOException {
        say("%s: %s", scenario.name(), scenario.what());
        List<Contestant> contestants = scenario.contestants().stream()
                .filter(contestant -> chosen.test(contestant.server()))
                .filter(contestant -> {
                    boolean there = !contestant.server().equals(Scenarios.NCHAN) || Servers.hasNchan();
                    if (!there) {
                        say("  nginx has no Nchan here: left out (Debian: nginx-light, libnginx-mod-nchan)");
                    }
                    return there;
                })
                .toList();
        Results kept = new Results(results, scenario.name());
        kept.clear();
        for (int round = 0; round < rounds; round++) {
            for (int i = 0; i < contestants.size(); i++) {
                // nobody always goes first
                Contestant contestant = contestants.get((i + round) % contestants.size());
                long begin = System.nanoTime();
                Map<String, Object> result = Map.of();
                String error = null;
                try {
                    result = contestant.run().run(servers);
                } catch (IOException | RuntimeException failure) {
                    if (Children.areEnding()) {
                        throw new IOException("Stopped; what was finished is kept", failure);
                    }
                    error = failure.toString();
                    failed++;
                }
                kept.add(new Results.Line(contestant.label(), round, result, error, machine));
                say(
                        "  %s  round %d of %d, %s: %s (%d s)",
                        Instant.now().toString().substring(11, 19),
                        round + 1,
                        rounds,
                        contestant.label(),
                        error != null ? error : said(scenario, result),
                        Duration.ofNanos(System.nanoTime() - begin).toSeconds());
            }
        }
    }

    private static String said(Scenario scenario, Map<String, Object> result) {
        String figures = scenario.measures().stream()
                .map(measure -> measure.heading() + " " + measure.format(Load.number(result, measure.field())))
                .collect(Collectors.joining("; "));
        boolean unfinished = Load.number(result, "unfinished") != 0;
        boolean wrong = Load.number(result, "wrong") > 0;
        return figures
                + (unfinished
                        ? "; NOT FINISHED " + result.getOrDefault("error", "") + result.getOrDefault("refusal", "")
                        : "")
                + (wrong ? "; WRONG " + result.get("wrong") : "");
    }

    private static Predicate<String> chosen(String property, Set<String> known) {
        String names = Bench.property(property, "all");
        if (names.equals("all")) {
            return name -> true;
        }
        Set<String> chosen = Set.of(names.split(","));
        if (!known.containsAll(chosen)) {
            throw new IllegalArgumentException("-D" + property + " names some of " + known + ", not " + names);
        }
        return chosen::contains;
    }

    private static void say(String what, Object... arguments) {
        System.out.println(String.format(Locale.ROOT, what, arguments));
        System.out.flush();
    }
}
