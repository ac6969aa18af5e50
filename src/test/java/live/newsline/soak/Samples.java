package live.newsline.soak;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What was sampled, as a table of slopes and as small curves. */
final class Samples {

    private static final List<String> NAMES = List.of(
            "live heap, MB", "direct memory, MB", "resident memory, MB", "kernel's socket memory, MB", "open files");
    private static final double[] SCALES = {1 / 1024.0, 1 / 1024.0, 1 / 1024.0, 1 / 1024.0, 1};
    private static final int WIDTH = 800;
    private static final int HEIGHT = 90;

    private final List<Double> seconds = new ArrayList<>();
    private final List<double[]> values = new ArrayList<>();

    void add(double second, double... sample) {
        seconds.add(second);
        double[] scaled = sample.clone();
        for (int i = 0; i < scaled.length; i++) {
            scaled[i] *= SCALES[i];
        }
        values.add(scaled);
    }

    void write(Path folder, Duration duration, int readers) throws IOException {
        if (values.size() < 4) {
            return;
        }
        Files.createDirectories(folder);
        StringBuilder table = new StringBuilder("%d minutes, %d polite readers and some hundred rude ones.%n%n"
                .formatted(duration.toMinutes(), readers));
        table.append("| | after a quarter | at the end | slope an hour, second half |\n| --- | --- | --- | --- |\n");
        for (int i = 0; i < NAMES.size(); i++) {
            table.append(String.format(
                    Locale.ROOT,
                    "| %s | %.1f | %.1f | %+.1f |%n",
                    NAMES.get(i),
                    values.get(values.size() / 4)[i],
                    values.get(values.size() - 1)[i],
                    slope(i, values.size() / 2) * 3600));
        }
        if (duration.toMinutes() < 10) {
            table.append("\nSlopes of so short a run say little: caches and the heap are still filling.\n");
        }
        Files.writeString(folder.resolve("soak.md"), table);
        Files.writeString(folder.resolve("soak.svg"), svg());
        System.out.println(table);
    }

    /** Least squares, a second. */
    private double slope(int which, int from) {
        int n = values.size() - from;
        double meanX = seconds.subList(from, values.size()).stream()
                .mapToDouble(x -> x)
                .average()
                .orElse(0);
        double meanY = values.subList(from, values.size()).stream()
                .mapToDouble(y -> y[which])
                .average()
                .orElse(0);
        double up = 0;
        double down = 0;
        for (int i = from; i < from + n; i++) {
            up += (seconds.get(i) - meanX) * (values.get(i)[which] - meanY);
            down += (seconds.get(i) - meanX) * (seconds.get(i) - meanX);
        }
        return down == 0 ? 0 : up / down;
    }

    private String svg() {
        StringBuilder body = new StringBuilder();
        double last = seconds.get(seconds.size() - 1);
        for (int i = 0; i < NAMES.size(); i++) {
            int which = i;
            int top = i * (HEIGHT + 34) + 24;
            double most = values.stream().mapToDouble(each -> each[which]).max().orElse(1) * 1.1;
            StringBuilder points = new StringBuilder();
            for (int j = 0; j < values.size(); j++) {
                points.append(String.format(
                        Locale.ROOT,
                        "%.1f,%.1f ",
                        seconds.get(j) / last * WIDTH,
                        top + HEIGHT - values.get(j)[which] / Math.max(most, 1e-9) * HEIGHT));
            }
            body.append(String.format(
                    Locale.ROOT,
                    "<text x=\"0\" y=\"%d\">%s</text><text x=\"%d\" y=\"%d\" text-anchor=\"end\">%.1f</text>%n"
                            + "<line x1=\"0\" y1=\"%d\" x2=\"%d\" y2=\"%d\"/><polyline points=\"%s\"/>%n",
                    top - 8,
                    NAMES.get(i),
                    WIDTH,
                    top - 8,
                    values.get(values.size() - 1)[which],
                    top + HEIGHT,
                    WIDTH,
                    top + HEIGHT,
                    points.toString().strip()));
        }
        return """
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="-8 0 %d %d" font-family="system-ui, sans-serif" font-size="13">
                <style>
                text { fill: #3d4451 } polyline { fill: none; stroke: #e0563b; stroke-width: 2 } line { stroke: #c9ced6 }
                @media (prefers-color-scheme: dark) { text { fill: #aeb6c2 } polyline { stroke: #f2775e } line { stroke: #3d4451 } }
                </style>
                %s</svg>
                """.formatted(WIDTH + 16, NAMES.size() * (HEIGHT + 34) + 16, body);
    }
}
