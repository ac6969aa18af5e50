package live.newsline.bench;

import static live.newsline.bench.Goal.atLeast;
import static live.newsline.bench.Goal.atMost;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import live.newsline.bench.Scenario.Contestant;

/** What is measured: every row of the goals. Each contestant of a round is a fresh process. */
final class Scenarios {

    static final String NEWSLINE = "newsline";
    static final String NCHAN = "nchan";
    static final String FLOOR = "floor";
    static final String TUTORIAL = "tutorial";

    private static final String WRITE = "write(2)";
    private static final String STOPPED = "newsline, a tenth stopped";
    private static final String JOURNAL = "newsline, at the journal";
    private static final String HTTP = "newsline, over HTTP";
    private static final String HTTP_500 = "newsline, over HTTP, 500 items/s in all";
    private static final String RSOCKET = "newsline, 4 items/s";
    private static final String RSOCKET_BURST = "newsline, burst of 100";
    private static final String ONE_NODE = "newsline, one node";
    private static final String THREE_NODES = "newsline, three nodes";

    /** About 1 kB: what stands in the kernel's buffers for a stopped reader fills them soon. */
    private static final String LONG_DRAFT =
            "{\"headline\":\"seq=@SEQ@;ts=@TS@;\",\"link\":\"https://news.example/@PAD@\"}";

    private final Size size;
    private final Load load;
    private final String options;
    private final String smallOptions;

    /**
     * @param options the product's and the tutorial's JVM
     * @param smallOptions the product's JVM where its memory as a whole is measured
     */
    Scenarios(Size size, Load load, String options, String smallOptions) {
        this.size = size;
        this.load = load;
        this.options = options;
        this.smallOptions = smallOptions;
    }

    List<Scenario> all() {
        return List.of(
                steady(), burst(), overload(), crowd(), storm(), whole(), stopped(), publish(), rsocket(), nodes());
    }

    private Scenario steady() {
        return new Scenario(
                "steady",
                size.say("%,d readers, 4 items/s", 10_000),
                contestants(List.of(NEWSLINE, NCHAN, FLOOR, TUTORIAL), 10_000, "--warm 60 --count 40 --rate 4"),
                List.of(Measure.CPU, Measure.USER, Measure.P50, Measure.P99, Measure.BYTES),
                List.of(
                        atMost("CPU per event, against Nchan", Measure.CPU, NEWSLINE, NCHAN, 0.80),
                        atMost("CPU per event, against write(2)", Measure.CPU, NEWSLINE, WRITE, 1.20),
                        atMost("user CPU per event, against Nchan", Measure.USER, NEWSLINE, NCHAN, 0.4)));
    }

    private Scenario burst() {
        return new Scenario(
                "burst",
                size.say("100 items posted at once, over 100 connections, to %,d readers", 10_000),
                contestants(
                        List.of(NEWSLINE, NCHAN, FLOOR, TUTORIAL),
                        10_000,
                        "--warm 30 --count 100 --rate 0 --publishers 100"),
                List.of(Measure.SECONDS, Measure.CPU, Measure.P99),
                List.of(atMost(
                        "time to the last reader's last, against Nchan", Measure.SECONDS, NEWSLINE, NCHAN, 0.04)));
    }

    private Scenario overload() {
        return new Scenario(
                "overload",
                size.say("%,d readers, 50 items/s for 3 s", 10_000),
                contestants(List.of(NEWSLINE, NCHAN, FLOOR), 10_000, "--warm 60 --count 150 --rate 50"),
                List.of(Measure.P50, Measure.P99, Measure.SECONDS, Measure.RATE, Measure.CPU),
                List.of(
                        atMost("p99, ms", Measure.P99, NEWSLINE, null, 300),
                        atMost("p99, against Nchan", Measure.P99, NEWSLINE, NCHAN, 0.03)));
    }

    private Scenario crowd() {
        return new Scenario(
                "crowd",
                size.say(
                        "%,d readers, 10 items/s; memory after the last item, less that of a server just started",
                        18_000),
                contestants(List.of(NEWSLINE, NCHAN), 18_000, "--warm 20 --count 42 --rate 10"),
                List.of(Measure.CPU, Measure.P50, Measure.P99, Measure.RATE, Measure.READER, Measure.MEMORY),
                List.of(
                        atMost("CPU per event, against Nchan", Measure.CPU, NEWSLINE, NCHAN, 0.55),
                        atMost("p99, against Nchan", Measure.P99, NEWSLINE, NCHAN, 0.2),
                        atMost("resident memory per reader, kB", Measure.READER, NEWSLINE, null, 4.5),
                        atMost("the same against Nchan", Measure.READER, NEWSLINE, NCHAN, 0.35)));
    }

    private Scenario storm() {
        return new Scenario(
                "storm",
                size.say(
                        "%,d readers drop at once, miss 20 items, and all return; the second of two such storms",
                        10_000),
                contestants(List.of(NEWSLINE, NCHAN), 10_000, "--warm 10 --count 0 --storms 2 --storm-items 20"),
                List.of(Measure.SECONDS, Measure.P99, Measure.STORM_CPU),
                List.of(
                        atMost("until all are caught up, against Nchan", Measure.SECONDS, NEWSLINE, NCHAN, 0.3),
                        atMost("missed or doubled", Measure.WRONG, NEWSLINE, null, 0)));
    }

    private Scenario whole() {
        return new Scenario(
                "whole",
                size.say("the product's JVM with %,d readers in use (" + smallOptions + ", external database)", 19_000),
                List.of(contestant(
                        NEWSLINE, NEWSLINE, 19_000, "--warm 20 --count 40 --rate 4", s -> s.product(smallOptions))),
                List.of(Measure.MEMORY, Measure.READER, Measure.CPU, Measure.P99),
                List.of(atMost("resident memory of the JVM, MB", Measure.MEMORY, NEWSLINE, null, 340)));
    }

    private Scenario stopped() {
        String load = "--warm 150 --warm-rate 50 --count 100 --rate 10 --padding 800";
        return new Scenario(
                "stopped",
                size.say(
                        "%,d readers, 10 items/s of 1 kB; then as many beside a ninth more who stopped reading", 4_500),
                List.of(
                        contestant(
                                NEWSLINE,
                                NEWSLINE,
                                4_500,
                                load,
                                s -> s.product(options).withTemplate(LONG_DRAFT)),
                        contestant(
                                STOPPED,
                                NEWSLINE,
                                5_000,
                                load + " --stopped " + size.readers(500),
                                s -> s.product(options).withTemplate(LONG_DRAFT))),
                List.of(Measure.P50, Measure.P99, Measure.CPU, Measure.MEMORY),
                List.of(atMost("p99 of the others, against the run without", Measure.P99, STOPPED, NEWSLINE, 1.15)));
    }

    private Scenario publish() {
        int seconds = size.seconds(10);
        return new Scenario(
                "publish",
                "64 callers, each of whom posts again when its item is durable (fsync on)",
                List.of(
                        new Contestant(JOURNAL, NEWSLINE, s -> load.journal(s, options, 64, seconds)),
                        new Contestant(HTTP, NEWSLINE, s -> callers(s, seconds, 0)),
                        new Contestant(HTTP_500, NEWSLINE, s -> callers(s, seconds, 500))),
                List.of(Measure.ITEMS, Measure.P50, Measure.P99),
                List.of(
                        atLeast("items/s at the journal", Measure.ITEMS, JOURNAL, 20_000),
                        atMost("p99 at the journal, ms", Measure.P99, JOURNAL, null, 10),
                        atLeast("items/s over HTTP", Measure.ITEMS, HTTP, 2_000),
                        atMost("p99 over HTTP, ms", Measure.P99, HTTP, null, 10),
                        atMost("p99 over HTTP at 500 items/s, ms", Measure.P99, HTTP_500, null, 10)));
    }

    private Map<String, Object> callers(Servers servers, int seconds, int rate) throws IOException {
        try (Server server = servers.product(options)) {
            return load.callers(server, 64, seconds, rate);
        }
    }

    private Scenario rsocket() {
        int connections = size.readers(1_000);
        return new Scenario(
                "rsocket",
                size.say("RSocket over TCP: %,d connections of 10 streams each, 64 frames requested ahead", 1_000),
                List.of(
                        new Contestant(RSOCKET, NEWSLINE, s -> rsocket(s, connections, 40, 4)),
                        new Contestant(RSOCKET_BURST, NEWSLINE, s -> rsocket(s, connections, 100, 0))),
                List.of(Measure.CPU, Measure.P99, Measure.SECONDS, Measure.MEMORY, Measure.MORE),
                List.of(
                        atMost("RSocket: CPU per event, µs", Measure.CPU, RSOCKET, null, 4),
                        atMost("RSocket: bursts that did not finish", Measure.UNFINISHED, RSOCKET_BURST, null, 0),
                        atMost("RSocket: more memory in a burst, MB", Measure.MORE, RSOCKET_BURST, null, 200)));
    }

    private Map<String, Object> rsocket(Servers servers, int connections, int count, int rate) throws IOException {
        try (Server server = servers.product(options)) {
            return load.rsocket(server, connections, 10, count, rate);
        }
    }

    private Scenario nodes() {
        return new Scenario(
                "nodes",
                size.say(
                        "15,000 readers and 3 items/s at one node; %,d readers and 1 item/s at three, on one CPU too",
                        45_000),
                List.of(
                        contestant(
                                ONE_NODE, NEWSLINE, 15_000, "--warm 30 --count 30 --rate 3", s -> s.product(options)),
                        contestant(
                                THREE_NODES,
                                NEWSLINE,
                                45_000,
                                "--warm 30 --warm-rate 3 --count 10 --rate 1",
                                s -> s.products(options, 3))),
                List.of(Measure.CPU, Measure.P99, Measure.MEMORY),
                List.of(
                        atMost("missed or doubled", Measure.WRONG, THREE_NODES, null, 0),
                        new Goal("CPU per event, against one node", Measure.CPU, THREE_NODES, ONE_NODE, 0.9, 1.1)));
    }

    private interface Start {
        Server start(Servers servers) throws IOException;
    }

    private List<Contestant> contestants(List<String> names, int readers, String arguments) {
        return names.stream()
                .map(name -> contestant(name.equals(FLOOR) ? WRITE : name, name, readers, arguments, start(name)))
                .toList();
    }

    private Contestant contestant(String label, String server, int readers, String arguments, Start start) {
        List<String> all = new ArrayList<>(List.of("--readers", Integer.toString(size.readers(readers))));
        all.addAll(List.of("--padding", "40", "--patience-ms", "60000", "--publishers", "16"));
        all.addAll(List.of(arguments.split(" ")));
        return new Contestant(label, server, servers -> {
            try (Server running = start.start(servers)) {
                return load.streams(running, all);
            }
        });
    }

    private Start start(String name) {
        return switch (name) {
            case NEWSLINE -> servers -> servers.product(options);
            case NCHAN -> Servers::nchan;
            case FLOOR -> Servers::floor;
            case TUTORIAL -> servers -> servers.tutorial(options);
            default -> throw new IllegalArgumentException(name);
        };
    }

    /** @param share of the readers; a measurement with fewer is for trying things out */
    record Size(String name, double share, int rounds) {

        static Size of(String name) {
            return switch (name) {
                case "full" -> new Size(name, 1, 5);
                case "quick" -> new Size(name, 0.1, 2);
                default -> throw new IllegalArgumentException("-Dsize is full or quick, not " + name);
            };
        }

        boolean isFull() {
            return share == 1;
        }

        int readers(int full) {
            return (int) (full * share);
        }

        int seconds(int full) {
            return isFull() ? full : full / 2;
        }

        String say(String what, int readers) {
            return String.format(Locale.ROOT, what, readers(readers));
        }
    }
}
