package live.newsline.bench;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import tutorial.TutorialServer;

/** Starts the product and its peers, one at a time, on ports that are free, and each as a process on the servers' CPU. */
final class Servers {

    private static final Duration START = Duration.ofSeconds(90);
    private static final Duration WARM = Duration.ofSeconds(5);
    private static final Pattern PRODUCT_READY = Pattern.compile("Newsline is at http://localhost:(\\d+)/");
    private static final Pattern TUTORIAL_READY = Pattern.compile("The tutorial is at (\\d+)");

    /** What an editor's program posts. */
    private static final String DRAFT = "{\"headline\":\"seq=@SEQ@;ts=@TS@;@PAD@\"}";
    /** The frame that the product makes of it: the peers carry the same bytes to their readers. */
    private static final String FRAME = "{\"type\":\"entry\",\"cursor\":\"0a1b2c3d-@SEQ@\",\"kind\":\"published\","
            + "\"channel\":\"main\",\"at\":\"2026-11-23T10:29:00.123Z\",\"item\":{"
            + "\"id\":\"019ab0c4-5a1e-7f00-8000-3c2f5a1e7f00\",\"channel\":\"main\",\"version\":1,"
            + "\"pubStatus\":\"usable\",\"urgency\":\"routine\",\"headline\":\"seq=@SEQ@;ts=@TS@;@PAD@\","
            + "\"language\":\"en\",\"publishedAt\":\"2026-11-23T10:29:00.123Z\","
            + "\"updatedAt\":\"2026-11-23T10:29:00.123Z\"}}";

    private static final Path NCHAN = Path.of("/usr/lib/nginx/modules/ngx_nchan_module.so");

    private final Path work;
    private final Path jar;
    private final Database database;

    /** @param jar the product's */
    Servers(Path work, Path jar, Database database) {
        this.work = work;
        this.jar = jar;
        this.database = database;
    }

    static boolean hasNchan() {
        return Files.exists(NCHAN);
    }

    /** @param options the JVM's, separated by blanks */
    Server product(String options) throws IOException {
        return products(options, 1);
    }

    /** Several nodes on one database; items are published to the first. */
    Server products(String options, int nodes) throws IOException {
        List<String> settings = database.settings();
        List<Process> processes = new ArrayList<>();
        Runnable end = () -> processes.forEach(Children::kill);
        try {
            List<Integer> ports = new ArrayList<>();
            int rsocket = 0;
            String token = "";
            for (int i = 0; i < nodes; i++) {
                Path data = Files.createTempDirectory(work, "product");
                List<String> command = new ArrayList<>(List.of(java()));
                command.addAll(List.of(options.split(" +")));
                rsocket = free();
                command.addAll(List.of("-jar", jar.toString(), "--server.port=0", "--newsline.data=" + data));
                command.add("--newsline.rsocket.port=" + rsocket);
                command.addAll(settings);
                Path output = data.resolve("output");
                Process process = Children.start(Children.SERVERS_CPU, output, command);
                processes.add(process);
                ports.add(Integer.parseInt(Children.awaitLine(process, output, PRODUCT_READY, START)));
                if (i == 0) {
                    token = Files.readString(data.resolve("admin-token")).strip();
                }
            }
            return warmed(new Server(
                    ports,
                    "/v1/stream?channel=main&limit=0",
                    ports.get(0),
                    "/v1/channels/main/items",
                    List.of("Authorization: Bearer " + token),
                    DRAFT,
                    pids(processes),
                    rsocket,
                    Server.residentMemory(pids(processes)),
                    end));
        } catch (IOException | RuntimeException failure) {
            end.run();
            throw failure;
        }
    }

    private static List<Long> pids(List<Process> processes) {
        return processes.stream().map(Process::pid).toList();
    }

    /**
     * A JVM that has just begun is a matter of its own. This one has compiled what publishing, opening and returning
     * need, with both CPUs, before it has to live on one.
     */
    private Server warmed(Server server) throws IOException {
        pin(server, Children.SERVERS_CPU + "," + Children.CLIENTS_CPU);
        List<String> callers = new ArrayList<>(List.of(work.resolve("callers").toString()));
        callers.addAll(server.publishing());
        callers.addAll(List.of("--callers", "16", "--warm-ms", "0", "--ms", Long.toString(WARM.toMillis())));
        Children.run(Children.CLIENTS_CPU, work.resolve("warm"), WARM.multipliedBy(4), callers);
        List<String> readers = new ArrayList<>(List.of(work.resolve("sseload").toString()));
        readers.addAll(server.reading());
        readers.addAll(server.publishing());
        readers.addAll(List.of("--readers", "1000", "--warm", "0", "--count", "100", "--rate", "50", "--storms", "1"));
        Children.run(Children.CLIENTS_CPU, work.resolve("warm"), WARM.multipliedBy(20), readers);
        pin(server, Integer.toString(Children.SERVERS_CPU));
        return server;
    }

    private void pin(Server server, String cpus) throws IOException {
        for (long pid : server.pids()) {
            List<String> command = List.of("taskset", "--all-tasks", "--cpu-list", "--pid", cpus, Long.toString(pid));
            Children.run(Children.CLIENTS_CPU, work.resolve("taskset"), START, command);
        }
    }

    /** One worker, memory store. */
    Server nchan() throws IOException {
        if (!hasNchan()) {
            throw new IOException("There is no Nchan in " + NCHAN.getParent() + ": install libnginx-mod-nchan");
        }
        Path folder = Files.createTempDirectory(work, "nchan");
        Files.createDirectories(folder.resolve("logs"));
        int port = free();
        Files.writeString(folder.resolve("nchan.conf"), """
                load_module %s;
                worker_processes 1; daemon off; pid nginx.pid; error_log logs/error.log crit; worker_rlimit_nofile 20000;
                events { worker_connections 20000; use epoll; }
                http {
                  access_log off; keepalive_requests 10000000; keepalive_timeout 600s; tcp_nodelay on;
                  nchan_shared_memory_size 256M;
                  server {
                    listen 127.0.0.1:%d backlog=65535;
                    location = /publish {
                      nchan_publisher; nchan_channel_id main; nchan_message_buffer_length 2000; nchan_message_timeout 10m;
                    }
                    location = /stream {
                      nchan_subscriber eventsource; nchan_channel_id main; nchan_subscriber_first_message newest;
                    }
                  }
                }
                """.formatted(NCHAN, port));
        Process master = Children.start(
                Children.SERVERS_CPU,
                folder.resolve("output"),
                List.of(
                        "nginx",
                        "-p",
                        folder.toString(),
                        "-c",
                        folder.resolve("nchan.conf").toString()));
        awaitPort(master, port, folder.resolve("output"));
        List<Long> workers = awaitWorkers(master);
        if (workers.isEmpty()) {
            Children.end(master);
            throw new IOException("nginx has no worker: " + Children.tail(folder.resolve("logs/error.log")));
        }
        return new Server(
                List.of(port),
                "/stream",
                port,
                "/publish",
                List.of(),
                FRAME,
                workers,
                0,
                Server.residentMemory(workers),
                () -> Children.end(master));
    }

    /** One write(2) for each reader and event, and nothing else. */
    Server floor() throws IOException {
        int port = free();
        int publish = free();
        Path output = Files.createTempFile(work, "floor", "");
        Process process = Children.start(
                Children.SERVERS_CPU,
                output,
                List.of(work.resolve("floor").toString(), Integer.toString(port), Integer.toString(publish), "each"));
        awaitPort(process, port, output);
        return new Server(
                List.of(port),
                "/",
                publish,
                "/",
                List.of(),
                FRAME,
                List.of(process.pid()),
                0,
                Server.residentMemory(List.of(process.pid())),
                () -> Children.kill(process));
    }

    /** What a guide to WebFlux shows. */
    Server tutorial(String options) throws IOException {
        List<String> command = new ArrayList<>(List.of(java()));
        command.addAll(List.of(options.split(" +")));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), TutorialServer.class.getName()));
        Path output = Files.createTempFile(work, "tutorial", "");
        Process process = Children.start(Children.SERVERS_CPU, output, command);
        try {
            int port = Integer.parseInt(Children.awaitLine(process, output, TUTORIAL_READY, START));
            return warmed(new Server(
                    List.of(port),
                    "/stream",
                    port,
                    "/items",
                    List.of(),
                    FRAME,
                    List.of(process.pid()),
                    0,
                    Server.residentMemory(List.of(process.pid())),
                    () -> Children.kill(process)));
        } catch (IOException failure) {
            Children.kill(process);
            throw failure;
        }
    }

    /** Settings of a new database, for what runs the journal by itself. */
    List<String> databaseSettings() throws IOException {
        return database.settings();
    }

    static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    private static int free() throws IOException {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress("127.0.0.1", 0));
            return socket.getLocalPort();
        }
    }

    private static List<Long> awaitWorkers(Process master) throws IOException {
        List<Long> workers = List.of();
        for (int i = 0; i < 100 && workers.isEmpty(); i++) {
            Children.pause(20);
            workers = master.children().map(ProcessHandle::pid).toList();
        }
        return workers;
    }

    private static void awaitPort(Process process, int port, Path output) throws IOException {
        long deadline = System.nanoTime() + START.toNanos();
        while (process.isAlive() && System.nanoTime() - deadline < 0) {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress("127.0.0.1", port), 1000);
                return;
            } catch (IOException notYet) {
                Children.pause(20);
            }
        }
        Children.end(process);
        throw new IOException("It did not start: " + Children.tail(Path.of(output + ".err")));
    }
}
