package live.newsline.stream;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import live.newsline.Node;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** An editor at a node. */
final class Desk {

    private static final AtomicInteger NAMES = new AtomicInteger();

    private final Node node;
    private volatile @Nullable String lastCursor;

    Desk(Node node) {
        this.node = node;
    }

    /** @param cursor of the entry that was written */
    record Written(JsonNode item, String cursor) {

        String id() {
            return item.get("id").asString();
        }

        int version() {
            return item.get("version").asInt();
        }

        long position() {
            return Told.position(cursor);
        }
    }

    /** A new channel that no other test writes to. */
    String channel() {
        String name = "c" + NAMES.incrementAndGet();
        node.channel(name);
        return name;
    }

    void visibility(String channel, String visibility) {
        HttpResponse<String> answer = node.send(
                "PUT",
                "/v1/channels/" + channel,
                "{\"title\":\"%s\",\"language\":\"en\",\"visibility\":\"%s\"}".formatted(channel, visibility));
        if (answer.statusCode() / 100 != 2) {
            throw new AssertionError(answer.statusCode() + ": " + answer.body());
        }
    }

    Written publish(String channel, String headline) {
        return publish(channel, Map.of("headline", headline));
    }

    Written publish(String channel, Map<String, ?> draft) {
        return written(
                201, node.send("POST", "/v1/channels/" + channel + "/items", Node.JSON.writeValueAsString(draft)));
    }

    Written patch(Written item, Map<String, ?> change) {
        return written(
                200,
                node.send(
                        "PATCH",
                        "/v1/items/" + item.id(),
                        Node.JSON.writeValueAsString(change),
                        "If-Match",
                        "\"" + item.version() + "\""));
    }

    Written withhold(Written item) {
        return step(item, "withhold");
    }

    Written release(Written item) {
        return step(item, "release");
    }

    Written kill(Written item) {
        return step(item, "kill");
    }

    private Written step(Written item, String step) {
        return written(
                200, node.send("POST", "/v1/items/" + item.id() + "/" + step, "{\"advisory\":\"" + step + "\"}"));
    }

    /** Until the node tells readers what was written here: one who returns with the last cursor is live then. */
    void awaitRead() {
        awaitReadBy(node);
    }

    void awaitReadBy(Node reading) {
        String cursor = lastCursor;
        if (cursor != null) {
            try (Client client = new SseClient(reading);
                    Subscriber reader = client.open(Ask.of("main").after(cursor))) {
                reader.hello();
                reader.next();
            }
        }
    }

    /** Until so many of so many readers, over all nodes, are said to have been told an item's newest entry; the receipt. */
    JsonNode awaitTold(Written item, int told, int of) {
        String path = "/v1/desk/receipts?channel=" + item.item().get("channel").asString() + "&items=" + item.id();
        AtomicReference<JsonNode> last = new AtomicReference<>();
        await().atMost(30, SECONDS).untilAsserted(() -> {
            JsonNode receipt =
                    Node.mustBe(200, node.send("GET", path, "")).get("receipts").path(item.id());
            assertThat(receipt.path("version").asInt()).isEqualTo(item.version());
            assertThat(receipt.get("told") + " of " + receipt.get("of")).isEqualTo(told + " of " + of);
            last.set(receipt);
        });
        return Objects.requireNonNull(last.get());
    }

    /** Editors at one desk may be answered in another order than they wrote. */
    private synchronized void remember(String cursor) {
        String last = lastCursor;
        if (last == null || !epoch(last).equals(epoch(cursor)) || Told.position(cursor) > Told.position(last)) {
            lastCursor = cursor;
        }
    }

    private static String epoch(String cursor) {
        return cursor.substring(0, cursor.indexOf('-'));
    }

    private Written written(int status, HttpResponse<String> answer) {
        JsonNode item = Node.mustBe(status, answer);
        String cursor = answer.headers().firstValue("Newsline-Cursor").orElseThrow();
        remember(cursor);
        return new Written(item, cursor);
    }
}
