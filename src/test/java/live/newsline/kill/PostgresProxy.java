package live.newsline.kill;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Stands between a server and its PostgreSQL, reads both sides' messages (protocol version 3), and asks a {@link Rule}
 * for the fate of each: it passes; or its connection is cut; or its connection freezes, with no sign to either side.
 */
final class PostgresProxy implements AutoCloseable {

    private static final int CANCEL_REQUEST = 80877102;
    private static final int SSL_REQUEST = 80877103;
    private static final int GSS_REQUEST = 80877104;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    enum Side {
        FRONTEND,
        BACKEND
    }

    enum Fate {
        PASS,
        /** This message, and whatever comes after it on the connection, waits. */
        FREEZE,
        /** This message is lost, and both sides see the connection end. */
        CUT
    }

    /** @param type as in PostgreSQL's manual; 0 is the startup message */
    record Message(Link link, Side side, char type, byte[] body) {

        boolean says(String sql) {
            return side == Side.FRONTEND && new String(body, UTF_8).contains(sql);
        }

        @Override
        public String toString() {
            String text = type == 'Q' || type == 'P' || type == 'C'
                    ? new String(body, UTF_8).replaceAll("[^\\x20-\\x7e]+", " ").strip()
                    : "";
            return (side == Side.FRONTEND ? "> " : "< ") + type + " " + text.substring(0, Math.min(40, text.length()));
        }
    }

    /** Asked about one message at a time, over all connections. */
    interface Rule {

        Fate fate(Message message);
    }

    /** Stops one connection at the n-th of the messages that it sends or gets from now on. */
    static final class Nth implements Rule {

        private final Predicate<Link> which;
        private final int n;
        private final Fate fate;
        private final List<String> seen = new ArrayList<>();

        Nth(Predicate<Link> which, int n, Fate fate) {
            this.which = which;
            this.n = n;
            this.fate = fate;
        }

        @Override
        public synchronized Fate fate(Message message) {
            if (!which.test(message.link()) || reached()) {
                return Fate.PASS;
            }
            seen.add(message.toString());
            return reached() ? fate : Fate.PASS;
        }

        synchronized boolean reached() {
            return seen.size() >= n;
        }

        synchronized List<String> seen() {
            return List.copyOf(seen);
        }
    }

    private final ServerSocket door;
    private final int postgres;
    private final List<Link> links = new ArrayList<>();
    private Rule rule = message -> Fate.PASS;

    PostgresProxy(int postgres) {
        this.postgres = postgres;
        try {
            door = new ServerSocket(0, 128, InetAddress.getLoopbackAddress());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        daemon("proxy", this::accept);
    }

    int port() {
        return door.getLocalPort();
    }

    synchronized void rule(Rule next) {
        rule = next;
    }

    synchronized void pass() {
        rule = message -> Fate.PASS;
    }

    /** What waited goes on. */
    synchronized void thaw() {
        links.forEach(link -> link.frozen = false);
        notifyAll();
    }

    /** All connections end; what waited is lost. */
    void cut() {
        links().forEach(Link::close);
    }

    synchronized List<Link> links() {
        return List.copyOf(links);
    }

    List<Link> links(Predicate<Link> which) {
        return links().stream().filter(which).toList();
    }

    void awaitFrozen() {
        await().atMost(PATIENCE).until(() -> !links(link -> link.frozen).isEmpty());
    }

    private void accept() {
        while (!door.isClosed()) {
            try {
                Socket server = door.accept();
                server.setTcpNoDelay(true);
                daemon("proxy-open", () -> open(server));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void open(Socket server) {
        try {
            DataInputStream in = new DataInputStream(new BufferedInputStream(server.getInputStream()));
            byte[] startup = startup(in, server.getOutputStream());
            Socket database = new Socket(InetAddress.getLoopbackAddress(), postgres);
            database.setTcpNoDelay(true);
            Link link = new Link(server, database);
            synchronized (this) {
                links.add(link);
            }
            daemon("proxy-backend", () -> {
                try {
                    link.pump(
                            Side.BACKEND,
                            new DataInputStream(new BufferedInputStream(database.getInputStream())),
                            server.getOutputStream());
                } catch (IOException ended) {
                    link.close();
                }
            });
            if (link.mayPass(new Message(link, Side.FRONTEND, (char) 0, startup))) {
                database.getOutputStream().write(startup);
                link.pump(Side.FRONTEND, in, database.getOutputStream());
            }
        } catch (IOException cannot) {
            close(server);
        }
    }

    /** The first message, which has no type; offers of encryption are declined here. */
    private static byte[] startup(DataInputStream in, OutputStream out) throws IOException {
        while (true) {
            int length = in.readInt();
            byte[] message = ByteBuffer.allocate(length)
                    .putInt(length)
                    .put(in.readNBytes(length - 4))
                    .array();
            int code = ByteBuffer.wrap(message).getInt(4);
            if (code == CANCEL_REQUEST || (code != SSL_REQUEST && code != GSS_REQUEST)) {
                return message;
            }
            out.write('N');
        }
    }

    private static void daemon(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException gone) {
            // all that was wanted
        }
    }

    @Override
    public void close() {
        try {
            door.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        cut();
    }

    /** One connection of the server's, and ours to PostgreSQL. */
    final class Link {

        private final Socket server;
        private final Socket database;
        private volatile boolean frozen;
        private volatile boolean closed;
        private volatile boolean listener;
        private volatile boolean writer;

        private Link(Socket server, Socket database) {
            this.server = server;
            this.database = database;
        }

        boolean isListener() {
            return listener;
        }

        boolean isWriter() {
            return writer;
        }

        boolean isFrozen() {
            return frozen;
        }

        /** As {@code pg_stat_activity.client_port} names it. */
        int clientPort() {
            return database.getLocalPort();
        }

        void close() {
            synchronized (PostgresProxy.this) {
                closed = true;
                links.remove(this);
                PostgresProxy.this.notifyAll();
            }
            PostgresProxy.close(server);
            PostgresProxy.close(database);
        }

        private void pump(Side side, DataInputStream in, OutputStream out) {
            try {
                for (int type; (type = in.read()) >= 0; ) {
                    int length = in.readInt();
                    byte[] body = in.readNBytes(length - 4);
                    if (!mayPass(new Message(this, side, (char) type, body))) {
                        return;
                    }
                    out.write(ByteBuffer.allocate(length + 1)
                            .put((byte) type)
                            .putInt(length)
                            .put(body)
                            .array());
                }
            } catch (IOException ended) {
                // as the other side is told now
            } finally {
                close();
            }
        }

        private boolean mayPass(Message message) {
            synchronized (PostgresProxy.this) {
                awaitThaw();
                if (closed) {
                    return false;
                }
                listener |= message.says("listen newsline");
                writer |= message.says("for update of h");
                switch (rule.fate(message)) {
                    case FREEZE -> frozen = true;
                    case CUT -> close();
                    case PASS -> {}
                }
                awaitThaw();
                return !closed;
            }
        }

        private void awaitThaw() {
            while (frozen && !closed) {
                try {
                    PostgresProxy.this.wait();
                } catch (InterruptedException nobodyDoes) {
                    throw new IllegalStateException(nobodyDoes);
                }
            }
        }
    }
}
