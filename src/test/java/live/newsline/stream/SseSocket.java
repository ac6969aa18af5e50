package live.newsline.stream;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import live.newsline.Node;
import org.jspecify.annotations.Nullable;

/** An HTTP/1.1 request and its answer over a plain socket: the body byte by byte, as no client library gives it. */
final class SseSocket implements AutoCloseable {

    private final Socket socket;
    private final InputStream in;
    private final Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private final int status;
    private final boolean chunked;
    private int left;
    private boolean ended;

    /** @param target path and query */
    SseSocket(Node node, String target, String... headers) {
        try {
            socket = new Socket("127.0.0.1", node.port());
            socket.setTcpNoDelay(true);
            in = new BufferedInputStream(socket.getInputStream());
            StringBuilder request = new StringBuilder("GET " + target + " HTTP/1.1\r\nHost: 127.0.0.1\r\n");
            for (int i = 0; i < headers.length; i += 2) {
                request.append(headers[i]).append(": ").append(headers[i + 1]).append("\r\n");
            }
            socket.getOutputStream().write(request.append("\r\n").toString().getBytes(ISO_8859_1));
            status = Integer.parseInt(line().split(" ", 3)[1]);
            for (String line = line(); !line.isEmpty(); line = line()) {
                int colon = line.indexOf(':');
                this.headers
                        .computeIfAbsent(line.substring(0, colon), name -> new ArrayList<>())
                        .add(line.substring(colon + 1).strip());
            }
            chunked = "chunked".equals(header("Transfer-Encoding"));
            String length = header("Content-Length");
            left = length == null ? 0 : Integer.parseInt(length);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    static SseSocket of(Node node, Ask ask) {
        String query = ask.query().stream()
                .map(parameter -> parameter[0] + "=" + URLEncoder.encode(parameter[1], UTF_8))
                .collect(Collectors.joining("&"));
        List<String> headers = new ArrayList<>(List.of("Accept", "text/event-stream"));
        if (ask.after() != null) {
            headers.addAll(List.of("Last-Event-ID", ask.after()));
        }
        if (ask.token() != null) {
            headers.addAll(List.of("Authorization", "Bearer " + ask.token()));
        }
        return new SseSocket(node, "/v1/stream?" + query, headers.toArray(String[]::new));
    }

    int status() {
        return status;
    }

    /** All values of a header, joined; null where it is absent. */
    @Nullable
    String header(String name) {
        List<String> values = headers.get(name);
        return values == null ? null : String.join(", ", values);
    }

    /**
     * The next bytes of the body.
     *
     * @return how many; -1 where the server ended it
     * @throws EOFException where the connection ended before the body did
     */
    int read(byte[] into, int most) throws IOException {
        if (ended || (!chunked && left == 0)) {
            return -1;
        }
        if (chunked && left == 0) {
            left = Integer.parseInt(line(), 16);
            if (left == 0) {
                ended = true;
                line();
                return -1;
            }
        }
        int read = in.read(into, 0, Math.min(most, left));
        if (read < 0) {
            throw new EOFException("cut inside the body");
        }
        left -= read;
        if (chunked && left == 0 && !line().isEmpty()) {
            throw new IOException("a chunk that is longer than it says");
        }
        return read;
    }

    String body() throws IOException {
        byte[] all = new byte[64 * 1024];
        StringBuilder body = new StringBuilder();
        for (int read; (read = read(all, all.length)) >= 0; ) {
            body.append(new String(all, 0, read, UTF_8));
        }
        return body.toString();
    }

    /** @param abruptly by a reset, not by an end */
    void cut(boolean abruptly) {
        try {
            if (abruptly) {
                socket.setSoLinger(true, 0);
            }
            socket.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public void close() {
        cut(false);
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next; (next = in.read()) != '\n'; ) {
            if (next < 0) {
                throw new EOFException("cut after " + line);
            }
            line.append((char) next);
        }
        int end = line.length() - 1;
        if (end < 0 || line.charAt(end) != '\r') {
            throw new IOException("a line that does not end by CR LF: " + line);
        }
        return line.substring(0, end);
    }
}
