package live.newsline.bench;

import java.util.Locale;

/**
 * One figure of a result.
 *
 * @param field of the result's JSON
 * @param scale what it is multiplied with, to be in the heading's unit
 * @param worst of several rounds the largest counts and not the median: for what must never happen
 */
record Measure(String heading, String field, double scale, int digits, boolean worst) {

    static final Measure CPU = new Measure("CPU, µs/event", "cpu_ns_per_event", 1e-3, 2, false);
    static final Measure USER = new Measure("of it user, µs", "user_ns_per_event", 1e-3, 2, false);
    static final Measure P50 = new Measure("p50, ms", "p50_ms", 1, 1, false);
    static final Measure P99 = new Measure("p99, ms", "p99_ms", 1, 1, false);
    static final Measure SECONDS = new Measure("last one after, s", "seconds", 1, 3, false);
    static final Measure RATE = new Measure("events/s", "events_per_s", 1, 0, false);
    static final Measure BYTES = new Measure("bytes/event", "bytes_per_event", 1, 0, false);
    static final Measure STORM_CPU = new Measure("CPU, µs/return", "cpu_us_per_reader", 1, 1, false);
    static final Measure MEMORY = new Measure("RSS, MB", "rss_end_kb", 1 / 1024.0, 0, false);
    static final Measure READER = new Measure("kB/reader", "rss_kb_per_reader", 1, 2, false);
    static final Measure MORE = new Measure("more RSS at most, MB", "more_kb", 1 / 1024.0, 0, false);
    static final Measure ITEMS = new Measure("items/s", "items_per_s", 1, 0, false);
    static final Measure WRONG = new Measure("missed or doubled", "wrong", 1, 0, true);
    static final Measure UNFINISHED = new Measure("not finished", "unfinished", 1, 0, true);

    String format(double value) {
        return String.format(Locale.ROOT, "%,." + digits + "f", value * scale);
    }
}
