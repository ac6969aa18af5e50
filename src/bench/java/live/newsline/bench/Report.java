package live.newsline.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import live.newsline.bench.Results.Figure;
import live.newsline.bench.Scenario.Contestant;
import live.newsline.bench.Scenarios.Size;
import org.jspecify.annotations.Nullable;

/** Tables in Markdown between two marks of docs/performance.md, and a plot beside it. A quick run writes below target. */
final class Report {

    private static final String BEGIN = "<!-- measured: begin -->";
    private static final String END = "<!-- measured: end -->";

    private record Measured(Scenario scenario, Results results) {}

    private final List<Measured> measured = new ArrayList<>();
    private final Size size;
    private final Path page;

    Report(List<Scenario> scenarios, Path results, Size size) throws IOException {
        for (Scenario scenario : scenarios) {
            measured.add(new Measured(scenario, new Results(results, scenario.name())));
        }
        this.size = size;
        this.page = (size.isFull() ? Path.of("docs") : results).resolve("performance.md");
    }

    void write() throws IOException {
        String page = Files.exists(this.page) ? Files.readString(this.page) : BEGIN + "\n" + END + "\n";
        int begin = page.indexOf(BEGIN);
        int end = page.indexOf(END);
        if (begin < 0 || end < begin) {
            throw new IOException(this.page + " has lost its marks " + BEGIN + " and " + END);
        }
        Files.writeString(this.page, page.substring(0, begin) + BEGIN + "\n" + text() + page.substring(end));
        Path picture = this.page.resolveSibling("performance.svg");
        Files.writeString(picture, new Plot(panels()).svg());
        System.out.println("Written: " + this.page + ", " + picture);
    }

    private String text() {
        StringBuilder out = new StringBuilder("\n![What the tables say, as bars](performance.svg)\n\n");
        Map<String, List<String>> machines = new LinkedHashMap<>();
        for (Measured each : measured) {
            for (String machine : each.results().machines()) {
                machines.computeIfAbsent(machine, any -> new ArrayList<>())
                        .add(each.scenario().name());
            }
        }
        machines.forEach((machine, scenarios) -> out.append("**")
                .append(String.join(", ", scenarios))
                .append("**: ")
                .append(machine)
                .append("\n\n"));
        goals(out);
        for (Measured each : measured) {
            if (!each.results().isEmpty()) {
                details(out, each);
            }
        }
        return out.toString();
    }

    private void goals(StringBuilder out) {
        out.append("### The goals\n\n");
        out.append(
                "A ratio is reckoned in each round, between servers that ran one after the other; the table has the\n");
        out.append("median of the rounds, and in brackets the least and the largest.\n\n");
        out.append("| | goal | measured | |\n| --- | --- | --- | --- |\n");
        for (Measured each : measured) {
            for (Goal goal : each.scenario().goals()) {
                Figure figure = figure(each.results(), goal);
                if (figure == null) {
                    continue;
                }
                double scale = goal.against() == null ? goal.measure().scale() : 1;
                String reached = goal.reached(figure.median() * scale) ? "yes" : "**no**";
                out.append("| %s: %s | %s | %s (%s to %s) | %s |\n"
                        .formatted(
                                each.scenario().name(),
                                goal.what(),
                                goal.wanted(),
                                number(figure.median() * scale),
                                number(figure.least() * scale),
                                number(figure.most() * scale),
                                reached));
            }
        }
    }

    private static @Nullable Figure figure(Results results, Goal goal) {
        String against = goal.against();
        return against == null
                ? results.figure(goal.of(), goal.measure())
                : results.ratio(goal.of(), against, goal.measure());
    }

    private void details(StringBuilder out, Measured each) {
        Scenario scenario = each.scenario();
        List<Measure> measures = new ArrayList<>(scenario.measures());
        measures.add(Measure.WRONG);
        out.append("\n### ")
                .append(scenario.name())
                .append(": ")
                .append(scenario.what())
                .append("\n\n");
        out.append("`mvn -Pbench verify -Dscenarios=").append(scenario.name());
        out.append(size.isFull() ? "" : " -Dsize=" + size.name()).append("`\n\n|");
        measures.forEach(measure -> out.append(" | ").append(measure.heading()));
        out.append(" | rounds finished |\n| ---")
                .append(" | ---".repeat(measures.size() + 1))
                .append(" |\n");
        for (Contestant contestant : scenario.contestants()) {
            Figure rounds = each.results().figure(contestant.label(), Measure.UNFINISHED);
            if (rounds == null) {
                continue;
            }
            out.append("| ").append(contestant.label());
            for (Measure measure : measures) {
                Figure figure = each.results().figure(contestant.label(), measure);
                out.append(" | ").append(figure == null ? "" : measure.format(figure.median()));
            }
            out.append(" | %d of %d |\n"
                    .formatted(
                            each.results().finished(contestant.label()),
                            rounds.rounds() + each.results().failures(contestant.label())));
        }
    }

    private List<Plot.Panel> panels() {
        List<Plot.Panel> panels = new ArrayList<>();
        panel(panels, "steady", "CPU per event, µs (dark: user)", Measure.CPU, Measure.USER);
        panel(panels, "burst", "Burst of 100: the last reader has all after, s", Measure.SECONDS, null);
        panel(panels, "overload", "50 items/s: p99, ms", Measure.P99, null);
        panel(panels, "storm", "All return: caught up after, s", Measure.SECONDS, null);
        panel(panels, "crowd", "Memory per reader in use, kB", Measure.READER, null);
        panel(panels, "crowd", "10 items/s to the crowd: p99, ms", Measure.P99, null);
        return panels;
    }

    /** @param part of the bar that is drawn darker */
    private void panel(List<Plot.Panel> panels, String name, String title, Measure measure, @Nullable Measure part) {
        for (Measured each : measured) {
            if (!each.scenario().name().equals(name)) {
                continue;
            }
            List<Plot.Bar> bars = new ArrayList<>();
            for (Contestant contestant : each.scenario().contestants()) {
                Figure figure = each.results().figure(contestant.label(), measure);
                Figure dark = part == null ? null : each.results().figure(contestant.label(), part);
                if (figure != null) {
                    bars.add(new Plot.Bar(
                            contestant.label(),
                            figure.median() * measure.scale(),
                            dark == null ? 0 : dark.median() * measure.scale(),
                            measure.format(figure.median())));
                }
            }
            if (!bars.isEmpty()) {
                panels.add(new Plot.Panel(title, bars));
            }
        }
    }

    private static String number(double value) {
        double size = Math.abs(value);
        int digits = size == Math.rint(size) ? 0 : size >= 100 ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : 3;
        return String.format(Locale.ROOT, "%,." + digits + "f", value);
    }
}
