package live.newsline.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/** What was measured in one scenario: a file of JSON lines, one for each contestant and round. A new run begins it anew. */
final class Results {

    /**
     * One contestant in one round.
     *
     * @param error where it failed
     * @param machine what it ran on, and when
     */
    record Line(
            String contestant,
            int round,
            Map<String, Object> result,
            @Nullable String error,
            String machine) {}

    /** @param rounds how many there were */
    record Figure(double median, double least, double most, int rounds) {

        static @Nullable Figure of(DoubleStream values, boolean worst) {
            double[] sorted =
                    values.filter(value -> !Double.isNaN(value)).sorted().toArray();
            if (sorted.length == 0) {
                return null;
            }
            int half = sorted.length / 2;
            double median = sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
            double last = sorted[sorted.length - 1];
            return new Figure(worst ? last : median, sorted[0], last, sorted.length);
        }
    }

    private final Path file;
    private final List<Line> lines = new ArrayList<>();

    Results(Path folder, String scenario) throws IOException {
        file = folder.resolve(scenario + ".jsonl");
        if (Files.exists(file)) {
            for (String line : Files.readAllLines(file)) {
                lines.add(Load.JSON.readValue(line, Line.class));
            }
        }
    }

    void clear() throws IOException {
        lines.clear();
        Files.deleteIfExists(file);
    }

    void add(Line line) throws IOException {
        lines.add(line);
        Files.writeString(
                file, Load.JSON.writeValueAsString(line) + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    boolean isEmpty() {
        return lines.isEmpty();
    }

    long failures(String contestant) {
        return lines.stream()
                .filter(line -> line.contestant().equals(contestant) && line.error() != null)
                .count();
    }

    long finished(String contestant) {
        return values(contestant, Measure.UNFINISHED.field()).values().stream()
                .filter(unfinished -> unfinished == 0)
                .count();
    }

    List<String> machines() {
        return lines.stream().map(Line::machine).distinct().toList();
    }

    @Nullable
    Figure figure(String contestant, Measure measure) {
        return Figure.of(
                values(contestant, measure.field()).values().stream().mapToDouble(Double::doubleValue),
                measure.worst());
    }

    /** The ratio of two contestants in the same round, over all rounds. */
    @Nullable
    Figure ratio(String contestant, String against, Measure measure) {
        Map<Integer, Double> ours = values(contestant, measure.field());
        Map<Integer, Double> theirs = values(against, measure.field());
        DoubleStream.Builder ratios = DoubleStream.builder();
        ours.forEach((round, value) -> {
            Double other = theirs.get(round);
            if (other != null) {
                ratios.add(value / other);
            }
        });
        return Figure.of(ratios.build(), measure.worst());
    }

    private Map<Integer, Double> values(String contestant, String field) {
        Map<Integer, Double> values = new LinkedHashMap<>();
        for (Line line : lines) {
            if (line.contestant().equals(contestant) && line.error() == null) {
                values.put(line.round(), Load.number(line.result(), field));
            }
        }
        return values;
    }
}
