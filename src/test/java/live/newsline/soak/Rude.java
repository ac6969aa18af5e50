package live.newsline.soak;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** Readers as they are: each comes, does its worst, and goes. Some of them stay for a while without reading. */
final class Rude {

    private static final int STAYING = 24;
    private static final Duration PACE = Duration.ofMillis(10);
    private static final String REQUEST = "GET /v1/stream?channel=main&limit=50 HTTP/1.1\r\nHost: localhost\r\n";
    /** SETUP, cut in the middle of its length. */
    private static final byte[] HALF_A_SETUP = {0, 0, 60, 0, 0, 0, 0, 4, 0};

    private final int port;
    private final int rsocketPort;
    private final Random random;
    private final Deque<Socket> staying = new ArrayDeque<>();
    private final AtomicLong came;
    private volatile boolean stopped;

    Rude(int number, int port, int rsocketPort, AtomicLong came) {
        this.port = port;
        this.rsocketPort = rsocketPort;
        this.random = new Random(number);
        this.came = came;
    }

    void live() {
        while (!stopped) {
            try {
                behave(random.nextInt(8));
            } catch (IOException refused) {
                // the node may close on them
            }
            came.incrementAndGet();
            LockSupport.parkNanos(PACE.toNanos());
        }
        staying.forEach(Rude::reset);
    }

    void stop() {
        stopped = true;
    }

    private void behave(int how) throws IOException {
        switch (how) {
            // in the middle of an event
            case 0, 1 -> {
                Socket socket = asked(true);
                socket.getInputStream().readNBytes(300 + random.nextInt(3000));
                reset(socket);
            }
            // at once
            case 2 -> reset(asked(true));
            // half a request, or half a frame, and silence
            case 3 -> stay(asked(false));
            case 4 -> {
                Socket socket = connected(rsocketPort);
                socket.getOutputStream().write(HALF_A_SETUP);
                stay(socket);
            }
            // never reads
            case 5 -> stay(asked(true));
            // half closed: it may read on
            case 6 -> {
                Socket socket = asked(true);
                socket.shutdownOutput();
                stay(socket);
            }
            // slowly
            default -> {
                try (Socket socket = asked(true)) {
                    InputStream in = socket.getInputStream();
                    for (int i = 0; i < 40 && !stopped; i++) {
                        in.readNBytes(32);
                    }
                }
            }
        }
    }

    private Socket asked(boolean whole) throws IOException {
        Socket socket = connected(port);
        socket.getOutputStream().write((whole ? REQUEST + "\r\n" : REQUEST).getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private static Socket connected(int port) throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(4096);
        socket.setSoTimeout(5000);
        socket.connect(new InetSocketAddress("127.0.0.1", port), 5000);
        return socket;
    }

    private void stay(Socket socket) {
        staying.add(socket);
        if (staying.size() > STAYING) {
            reset(staying.remove());
        }
    }

    private static void reset(Socket socket) {
        try (socket) {
            socket.setSoLinger(true, 0);
        } catch (IOException gone) {
            // all that was wanted
        }
    }
}
