package live.newsline.kill;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import live.newsline.Node;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A client of the stream that remembers every frame, and returns with its cursor whenever the stream ends. */
final class SseReader implements AutoCloseable {

    /** Instead of the seconds that the server asks for. */
    private static final Duration RETURN_AFTER = Duration.ofMillis(100);

    private final Supplier<Site> site;
    private final boolean returns;
    private final List<JsonNode> frames = new ArrayList<>();
    private final Thread thread = new Thread(this::run, "reader");

    private volatile String cursor;
    private volatile int streams;
    private volatile boolean closed;
    private volatile boolean ended;
    private volatile @Nullable InputStream open;

    private SseReader(Supplier<Site> site, String cursor, boolean returns) {
        this.site = site;
        this.cursor = cursor;
        this.returns = returns;
        thread.setDaemon(true);
        thread.start();
    }

    /** Comes back for as long as it is not closed. */
    static SseReader following(Supplier<Site> site) {
        return new SseReader(site, "", true);
    }

    /** Reads one stream. */
    static SseReader once(Site site, String cursor) {
        return new SseReader(() -> site, cursor, false);
    }

    String cursor() {
        return cursor;
    }

    /** How many streams were opened. */
    int streams() {
        return streams;
    }

    boolean hasEnded() {
        return ended;
    }

    List<JsonNode> frames() {
        synchronized (frames) {
            return List.copyOf(frames);
        }
    }

    List<JsonNode> frames(String type) {
        return frames().stream()
                .filter(frame -> frame.get("type").asString().equals(type))
                .toList();
    }

    boolean isOpen() {
        return !frames("hello").isEmpty();
    }

    /** Whether it was told everything up to this position. */
    boolean isAt(long position) {
        return !cursor.isEmpty() && position(cursor) >= position;
    }

    /** All entries from its first frame on, once and in order, and no reset on the way. */
    void mustHaveAllUpTo(long head) {
        List<JsonNode> hellos = frames("hello");
        assertThat(hellos).isNotEmpty();
        assertThat(hellos.subList(1, hellos.size()))
                .allSatisfy(hello -> assertThat(hello.get("verdict").asString()).isEqualTo("resumed"));
        long first = position(hellos.get(0).get("cursor").asString());
        assertThat(frames("entry").stream().map(SseReader::position))
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(first + 1, head).boxed().toList());
    }

    static long position(JsonNode frame) {
        return position(frame.get("cursor").asString());
    }

    static long position(String cursor) {
        return Long.parseLong(cursor.substring(cursor.indexOf('-') + 1));
    }

    private void run() {
        do {
            try {
                read();
            } catch (IOException | InterruptedException cut) {
                // a reader's life
            }
            if (returns && !closed) {
                LockSupport.parkNanos(RETURN_AFTER.toNanos());
            }
        } while (returns && !closed);
        ended = true;
    }

    private void read() throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(site.get().uri("/v1/stream?channel=main&limit=200"));
        if (!cursor.isEmpty()) {
            request.header("Last-Event-ID", cursor);
        }
        HttpResponse<InputStream> answer = Site.HTTP.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        try (InputStream in = answer.body()) {
            open = in;
            if (answer.statusCode() != 200) {
                throw new IOException("status " + answer.statusCode());
            }
            streams++;
            String id = "";
            BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
            for (String line; !closed && (line = lines.readLine()) != null; ) {
                if (line.startsWith("id: ")) {
                    id = line.substring(4);
                } else if (line.startsWith("data: ")) {
                    JsonNode frame = Node.JSON.readTree(line.substring(6));
                    synchronized (frames) {
                        frames.add(frame);
                    }
                    // after the frame is kept, so that whoever waits for the cursor finds it
                    cursor = id.isEmpty() ? cursor : id;
                }
            }
        }
    }

    @Override
    public void close() {
        closed = true;
        InputStream in = open;
        if (in != null) {
            try {
                in.close();
            } catch (IOException gone) {
                // all that was wanted
            }
        }
        thread.interrupt();
    }
}
