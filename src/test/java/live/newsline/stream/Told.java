package live.newsline.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.StreamSupport;
import live.newsline.Node;
import tools.jackson.databind.JsonNode;

/**
 * One frame as it was told.
 *
 * @param raw its JSON; decoded strictly, so equal text means equal bytes
 */
record Told(JsonNode json, String raw) {

    private static final Set<String> WITHOUT_TEXT =
            Set.of("id", "channel", "version", "pubStatus", "advisory", "publishedAt", "updatedAt", "expiresAt");

    static Told of(String raw) {
        return new Told(Node.JSON.readTree(raw), raw);
    }

    String type() {
        return text("type");
    }

    String cursor() {
        return text("cursor");
    }

    String epoch() {
        return cursor().substring(0, cursor().indexOf('-'));
    }

    long position() {
        return position(cursor());
    }

    static long position(String cursor) {
        return Long.parseLong(cursor.substring(cursor.indexOf('-') + 1));
    }

    String kind() {
        return text("kind");
    }

    /** A hello's verdict, and the reason where it has one. */
    String verdict() {
        return text("verdict") + (json.has("reason") ? " " + text("reason") : "");
    }

    JsonNode item() {
        return json.get("item");
    }

    String headline() {
        return item().get("headline").asString();
    }

    int version() {
        return item().get("version").asInt();
    }

    List<JsonNode> items() {
        return StreamSupport.stream(json.get("items").spliterator(), false).toList();
    }

    List<String> headlines() {
        return items().stream().map(item -> item.get("headline").asString()).toList();
    }

    /** What is true of every item that is told: no text where it is not usable. */
    static void check(JsonNode item) {
        assertThat(item.get("id").asString()).hasSize(36);
        assertThat(item.get("version").asInt()).isPositive();
        if (item.get("pubStatus").asString().equals("usable")) {
            assertThat(item.has("headline")).as("%s", item).isTrue();
            assertThat(item.has("language")).as("%s", item).isTrue();
            assertThat(item.has("urgency")).as("%s", item).isTrue();
        } else {
            assertThat(WITHOUT_TEXT).as("%s", item).containsAll(item.propertyNames());
        }
    }

    /** Newest first, usable ones only. */
    static void checkSnapshot(List<JsonNode> items) {
        List<String> places = new ArrayList<>();
        for (JsonNode item : items) {
            check(item);
            assertThat(item.get("pubStatus").asString()).isEqualTo("usable");
            places.add(item.get("publishedAt").asString() + item.get("id").asString());
        }
        assertThat(places).isSortedAccordingTo((a, b) -> b.compareTo(a)).doesNotHaveDuplicates();
    }

    private String text(String field) {
        assertThat(json.has(field)).as("%s in %s", field, raw).isTrue();
        return json.get(field).asString();
    }
}
