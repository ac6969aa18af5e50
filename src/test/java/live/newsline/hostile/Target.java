package live.newsline.hostile;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static live.newsline.RawRSocket.joined;
import static live.newsline.RawRSocket.payload;
import static live.newsline.RawRSocket.requestStream;
import static live.newsline.RawRSocket.setup;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import live.newsline.Node;
import live.newsline.Sql;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The node that is attacked, and requests to it written by hand. Every read is bounded: who neither answers nor hangs up fails. */
final class Target {

    static final String ITEMS = "/v1/channels/main/items";
    static final int SCALE = Integer.getInteger("newsline.test.scale", 1);
    static final long SEED = 20261123;

    private static final String DATABASE = "hardening_it";
    private static final int PATIENCE_MILLIS = 40_000;

    private static @Nullable Node node;
    private static @Nullable Sql sql;

    private Target() {}

    static void start() {
        node = Node.onNewDatabase(DATABASE);
        sql = new Sql(DATABASE);
    }

    static void stop() {
        sql().close();
        node().close();
    }

    static Node node() {
        return Objects.requireNonNull(node);
    }

    static Sql sql() {
        return Objects.requireNonNull(sql);
    }

    // HTTP, by hand

    /** @param status 0 where the peer hung up without a word */
    record Answer(int status, String headers, String body) {}

    static Answer get(String path, String headers) throws IOException {
        return send("GET " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n" + headers + "\r\n");
    }

    /** The whole answer; one that ends before its end fails. */
    static Answer send(String request) throws IOException {
        try (Socket socket = connect(node().port())) {
            tryWrite(socket, request.getBytes(ISO_8859_1));
            InputStream in = new BufferedInputStream(socket.getInputStream());
            String status = line(in);
            if (status.isEmpty()) {
                return new Answer(0, "", "");
            }
            assertThat(status).matches("HTTP/\\d\\.\\d [1-5]\\d\\d .*");
            StringBuilder headers = new StringBuilder();
            int length = -1;
            boolean chunked = false;
            boolean endless = false;
            for (String line = line(in); !line.isEmpty(); line = line(in)) {
                headers.append(line).append('\n');
                String lower = line.toLowerCase(Locale.ROOT);
                if (lower.startsWith("content-length:")) {
                    length = Integer.parseInt(line.substring(15).strip());
                }
                chunked |= lower.startsWith("transfer-encoding:");
                endless |= lower.contains("text/event-stream");
            }
            int code = Integer.parseInt(status.substring(9, 12));
            if (endless || request.startsWith("HEAD") || code == 204 || code == 304 || code == 101) {
                return new Answer(code, headers.toString(), "");
            }
            return new Answer(code, headers.toString(), chunked ? chunks(in) : exactly(in, Math.max(length, 0)));
        }
    }

    static String chunks(InputStream in) throws IOException {
        StringBuilder body = new StringBuilder();
        for (int size = Integer.parseInt(line(in), 16); size > 0; size = Integer.parseInt(line(in), 16)) {
            body.append(exactly(in, size));
            assertThat(line(in)).isEmpty();
        }
        return body.toString();
    }

    static String exactly(InputStream in, int length) throws IOException {
        byte[] bytes = in.readNBytes(length);
        assertThat(bytes).as("an answer that ends before its end").hasSize(length);
        return new String(bytes, UTF_8);
    }

    static void assertRefused(Answer answer) {
        assertThat(answer.status()).as(answer.toString()).isIn(0, 400, 413, 414, 431);
    }

    /** What the hello of a stream says it got. */
    static String verdict(String path, String headers) throws IOException {
        List<String> lines = stream(path, headers, "event: hello");
        String data = lines.stream()
                .filter(line -> line.startsWith("data: "))
                .findFirst()
                .orElseThrow();
        JsonNode hello = Node.JSON.readTree(data.substring("data: ".length()));
        String verdict = hello.get("verdict").asString();
        return hello.has("reason") ? verdict + " " + hello.get("reason").asString() : verdict;
    }

    /** The lines of a stream, up to the end of the event that has these words. */
    static List<String> stream(String path, String headers, String until) throws IOException {
        try (Socket socket = connect(node().port())) {
            socket.getOutputStream().write(("GET " + path + " HTTP/1.0\r\n" + headers + "\r\n").getBytes(ISO_8859_1));
            InputStream in = new BufferedInputStream(socket.getInputStream());
            assertThat(line(in)).matches("HTTP/1\\.[01] 200 .*");
            while (!line(in).isEmpty()) {
                // the headers
            }
            List<String> lines = new ArrayList<>();
            boolean reached = false;
            while (true) {
                String line = line(in);
                // chunks, if there are any, are one event or more: their sizes stand on lines of their own
                if (!line.matches("[0-9a-f]{1,6}")) {
                    lines.add(line);
                }
                reached |= line.contains(until);
                if (reached && line.isEmpty()) {
                    return lines;
                }
                if (lines.size() > 100_000) {
                    throw new AssertionError("no " + until);
                }
            }
        }
    }

    static Socket connect(int port) throws IOException {
        Socket socket = new Socket("127.0.0.1", port);
        socket.setSoTimeout(PATIENCE_MILLIS);
        return socket;
    }

    /** Without its end; empty at the end of the input. */
    static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        try {
            for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
                line.write(c);
            }
        } catch (SocketException reset) {
            return "";
        }
        String text = line.toString(UTF_8);
        return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
    }

    static String readToEnd(Socket socket) throws IOException {
        try {
            return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
        } catch (SocketException reset) {
            return "";
        }
    }

    static String readSome(Socket socket) throws IOException {
        try {
            byte[] bytes = new byte[1024];
            int read = socket.getInputStream().read(bytes);
            return read < 0 ? "end" : new String(bytes, 0, read, ISO_8859_1);
        } catch (SocketException reset) {
            return "reset";
        }
    }

    static void drain(Socket socket) {
        try {
            socket.getInputStream().transferTo(OutputStream.nullOutputStream());
        } catch (IOException closed) {
            // by either side
        }
    }

    /** Whether the peer still takes it. */
    static boolean tryWrite(Socket socket, byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
            return true;
        } catch (IOException hungUp) {
            return false;
        }
    }

    static void assertGoodRSocket() throws IOException {
        try (Socket socket = connect(node().rsocketPort())) {
            socket.getOutputStream()
                    .write(joined(setup(20_000, 90_000), requestStream(1, 1, "stream", "{\"channels\":[\"main\"]}")));
            assertThat(payload(socket)).contains("\"type\":\"hello\"");
        }
    }

    static byte[] repeated(byte[] part, int times) {
        ByteArrayOutputStream repeated = new ByteArrayOutputStream();
        for (int i = 0; i < times; i++) {
            repeated.writeBytes(part);
        }
        return repeated.toByteArray();
    }
}
