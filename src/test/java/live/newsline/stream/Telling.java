package live.newsline.stream;

import static live.newsline.stream.OneNode.DESK;
import static live.newsline.stream.OneNode.hello;
import static live.newsline.stream.OneNode.open;
import static live.newsline.stream.OneNode.publish;
import static live.newsline.stream.OneNode.snapshot;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/** What is told of an item as it lives and ends, alike over every transport. */
interface Telling {

    @ParameterizedTest
    @EnumSource
    default void everyKindIsToldAsItHappens(Transport transport) {
        String channel = DESK.channel();
        try (Subscriber reader = open(transport, Ask.of(channel))) {
            reader.hello();
            Desk.Written item = DESK.publish(channel, "one");
            told(reader, "published", item);
            item = DESK.patch(item, Map.of("headline", "two"));
            told(reader, "updated", item);
            item = DESK.patch(item, Map.of("headline", "three", "advisory", "It was not two."));
            told(reader, "corrected", item);
            item = DESK.patch(item, Map.of("pinned", true));
            assertThat(told(reader, "updated", item).has("advisory")).isFalse();

            item = DESK.withhold(item);
            JsonNode withheld = withoutText(reader, "withheld", item, "withheld");
            assertThat(withheld.get("advisory").asString()).isEqualTo("withhold");
            item = DESK.patch(item, Map.of("headline", "four"));
            withoutText(reader, "updated", item, "withheld");
            item = DESK.release(item);
            assertThat(told(reader, "released", item).get("headline").asString())
                    .isEqualTo("four");

            Instant soon = Instant.now().plusMillis(1_500);
            item = DESK.patch(item, Map.of("expiresAt", soon.toString()));
            told(reader, "updated", item);
            Told expired = reader.entry();
            assertThat(expired.kind()).isEqualTo("expired");
            assertThat(expired.version()).isEqualTo(item.version() + 1);
            assertThat(expired.item().get("pubStatus").asString()).isEqualTo("withheld");
            item = DESK.release(item);
            assertThat(told(reader, "released", item).has("expiresAt")).isFalse();

            item = DESK.kill(item);
            withoutText(reader, "killed", item, "canceled");
            assertThat(hello(transport, Ask.of(channel)).items()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    default void whatIsNotUsableIsInNoSnapshot(Transport transport) {
        String channel = DESK.channel();
        List<Desk.Written> written = publish(channel, 1, 4);
        DESK.kill(written.get(0));
        Desk.Written withheld = DESK.withhold(written.get(2));
        assertThat(snapshot(transport, Ask.of(channel))).containsExactly("4", "2");
        DESK.release(withheld);
        assertThat(snapshot(transport, Ask.of(channel))).containsExactly("4", "3", "2");
    }

    @Test
    default void everyTransportTellsTheSameBytes() {
        String channel = DESK.channel();
        List<Subscriber> live = new ArrayList<>();
        for (Transport transport : Transport.values()) {
            live.add(open(transport, Ask.of(channel)));
        }
        List<String> starts =
                live.stream().map(reader -> reader.hello().cursor()).toList();
        assertThat(starts).containsOnly(starts.get(0));
        Desk.Written item = DESK.publish(
                channel,
                Map.of(
                        "headline",
                        "Ə \uD83D\uDCF0 \"quoted\" <b> \\ / \u00A0 \u200D",
                        "language",
                        "az-Latn",
                        "link",
                        "https://example.org/?a=b&c=d",
                        "tags",
                        List.of("x", "y"),
                        "source",
                        "Someone",
                        "media",
                        "photo",
                        "image",
                        Map.of("href", "https://example.org/a.jpg", "alt", "a", "width", 640, "height", 360)));
        item = DESK.patch(item, Map.of("headline", "patched", "advisory", "why"));
        DESK.publish(channel, "another");
        List<List<String>> told = live.stream()
                .map(reader -> reader.entries(3).stream().map(Told::raw).toList())
                .toList();
        assertThat(told).containsOnly(told.get(0));
        live.forEach(Subscriber::close);

        DESK.kill(item);
        List<List<String>> late = new ArrayList<>();
        for (Transport transport : Transport.values()) {
            try (Subscriber reader = open(transport, Ask.of(channel).after(starts.get(0)))) {
                reader.hello();
                late.add(reader.replay().stream().map(Told::raw).toList());
            }
        }
        assertThat(late).containsOnly(late.get(0));
        assertThat(late.get(0))
                .hasSize(4)
                .doesNotContain(told.get(0).get(0))
                .contains(told.get(0).get(2));
    }

    private static JsonNode told(Subscriber reader, String kind, Desk.Written written) {
        Told entry = reader.entry();
        assertThat(entry.kind()).isEqualTo(kind);
        assertThat(entry.cursor()).isEqualTo(written.cursor());
        assertThat(entry.item()).isEqualTo(written.item());
        return entry.item();
    }

    private static JsonNode withoutText(Subscriber reader, String kind, Desk.Written written, String status) {
        Told entry = reader.entry();
        assertThat(entry.kind()).isEqualTo(kind);
        assertThat(entry.cursor()).isEqualTo(written.cursor());
        assertThat(entry.version()).isEqualTo(written.version());
        assertThat(entry.item().get("pubStatus").asString()).isEqualTo(status);
        assertThat(entry.item().has("headline")).isFalse();
        return entry.item();
    }
}
