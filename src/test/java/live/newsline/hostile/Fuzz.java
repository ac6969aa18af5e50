package live.newsline.hostile;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static live.newsline.RawRSocket.frame;
import static live.newsline.RawRSocket.joined;
import static live.newsline.RawRSocket.requestStream;
import static live.newsline.RawRSocket.setup;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Random;
import live.newsline.Node;
import org.junit.jupiter.api.Test;

/** What nobody thought of. */
interface Fuzz {

    /** What nobody thought of. */
    @Test
    default void anythingAsAStreamsQueryIsAnsweredAndNeverWithAFailure() throws IOException {
        Random random = new Random(Target.SEED);
        String epoch = Target.sql().epoch();
        for (int i = 0; i < 1500 * Target.SCALE; i++) {
            String query = mutated(random, "channel=main&urgency=urgent&language=az&limit=20&after=" + epoch + "-1");
            String id = random.nextBoolean() ? "" : "Last-Event-ID: " + mutated(random, epoch + "-1") + "\r\n";
            String request = "GET /v1/stream?" + query.replaceAll("[\\r\\n ]", "+") + " HTTP/1.1\r\nHost: x\r\n" + id
                    + "Connection: close\r\n\r\n";
            try (Socket socket = Target.connect(Target.node().port())) {
                Target.tryWrite(socket, request.getBytes(ISO_8859_1));
                String status = Target.line(socket.getInputStream());
                assertThat(status)
                        .as("case %s of seed %s: %s", i, Target.SEED, request)
                        .matches("|HTTP/1\\.1 (200|400|404|414|431) .*");
            }
        }
    }

    /** What nobody thought of. */
    @Test
    default void anythingAsADesksQueryIsAnsweredAndNeverWithAFailure() throws IOException {
        Random random = new Random(Target.SEED);
        String item = Target.node().publish("main", "A bridge opens").get("id").asString();
        List<String> queries = List.of(
                "/v1/desk/history?channel=main&item=" + item + "&by=" + item + "&act=killed&before=7&limit=20",
                "/v1/desk/channels/main/items?q=bridge&status=usable&urgency=urgent&language=az&limit=20&before="
                        + item,
                "/v1/desk/line/main?at=2026-11-23T10:29:00Z&limit=20");
        for (int i = 0; i < 400 * Target.SCALE; i++) {
            String query = queries.get(i % queries.size());
            int from = query.indexOf('?') + 1;
            String request = query.substring(0, from)
                    + mutated(random, query.substring(from)).replaceAll("[\\r\\n ]", "+");
            try (Socket socket = Target.connect(Target.node().port())) {
                Target.tryWrite(
                        socket,
                        ("GET " + request + " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer "
                                        + Target.node().token() + "\r\nConnection: close\r\n\r\n")
                                .getBytes(ISO_8859_1));
                assertThat(Target.line(socket.getInputStream()))
                        .as("case %s of seed %s: %s", i, Target.SEED, request)
                        .matches("|HTTP/1\\.1 (200|400|404|410|414|431) .*");
            }
        }
    }

    /** What nobody thought of. */
    @Test
    default void anythingAsADraftIsStoredWholeOrNotAtAll() {
        Random random = new Random(Target.SEED);
        long before = Target.sql().position();
        long stored = 0;
        String draft =
                "{\"headline\":\"A \\u00fcber bridge\",\"urgency\":\"flash\",\"link\":\"https://example.org/a?b#c\",\"tags\":[\"x\",\"y\"],"
                        + "\"image\":{\"href\":\"https://example.org/\",\"alt\":\"A\",\"width\":640,\"height\":360},"
                        + "\"expiresAt\":\"2999-01-01T00:00:00.000+04:00\",\"language\":\"az-Latn\",\"pinned\":true}";
        for (int i = 0; i < 1500 * Target.SCALE; i++) {
            byte[] body = mutated(random, draft).getBytes(random.nextInt(10) == 0 ? ISO_8859_1 : UTF_8);
            HttpResponse<String> answer = Target.node()
                    .send(HttpRequest.newBuilder(Target.node().uri(Target.ITEMS))
                            .header("Authorization", "Bearer " + Target.node().token())
                            .header("Content-Type", "application/json")
                            .POST(BodyPublishers.ofByteArray(body))
                            .build());
            assertThat(answer.statusCode())
                    .as("case %s of seed %s: %s gave %s", i, Target.SEED, new String(body, UTF_8), answer.body())
                    .isIn(201, 400, 422);
            Node.JSON.readTree(answer.body());
            stored += answer.statusCode() == 201 ? 1 : 0;
        }
        assertThat(stored).isPositive();
        assertThat(Target.sql().position()).isEqualTo(before + stored);
    }

    /** What nobody thought of. */
    @Test
    default void anyBytesOnTheRSocketPortAreSurvived() throws IOException {
        Random random = new Random(Target.SEED);
        byte[] session = joined(
                setup(20_000, 90_000),
                requestStream(1, 3, "stream", "{\"channels\":[\"main\"],\"limit\":3}"),
                frame(1, 0x08, 0, out -> out.writeInt(5)),
                frame(0, 0x03, 0x80, out -> out.writeLong(0)),
                frame(1, 0x09, 0, out -> {}));
        for (int i = 0; i < 1500 * Target.SCALE; i++) {
            byte[] bytes;
            if (random.nextInt(4) == 0) {
                bytes = new byte[random.nextInt(300)];
                random.nextBytes(bytes);
            } else {
                bytes = session.clone();
                for (int n = 1 + random.nextInt(4); n > 0; n--) {
                    bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
                }
            }
            try (Socket socket = Target.connect(Target.node().rsocketPort())) {
                Target.tryWrite(socket, bytes);
            }
            if (i % 250 == 0) {
                Target.assertGoodRSocket();
            }
        }
    }

    private static String mutated(Random random, String text) {
        StringBuilder mutated = new StringBuilder(text);
        for (int n = random.nextInt(4); n > 0; n--) {
            int at = random.nextInt(mutated.length());
            switch (random.nextInt(6)) {
                case 0 -> mutated.deleteCharAt(at);
                case 1 -> mutated.insert(at, (char) random.nextInt(256));
                case 2 -> mutated.setCharAt(at, (char) random.nextInt(128));
                case 3 -> mutated.insert(at, "%" + Integer.toHexString(random.nextInt(256)));
                case 4 ->
                    mutated.insert(at, mutated.substring(at, Math.min(mutated.length(), at + random.nextInt(20))));
                default -> mutated.setCharAt(at, "\"{}[]:,&=%+\\-0".charAt(random.nextInt(14)));
            }
        }
        return mutated.toString();
    }
}
