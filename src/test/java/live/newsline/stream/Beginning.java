package live.newsline.stream;

import static live.newsline.stream.OneNode.DESK;
import static live.newsline.stream.OneNode.open;
import static live.newsline.stream.OneNode.publish;
import static live.newsline.stream.OneNode.snapshot;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A reader without a cursor: the snapshot. */
interface Beginning {

    @ParameterizedTest
    @EnumSource
    default void aFreshReaderGetsASnapshotNewestFirstAndThenWhatHappens(Transport transport) {
        String channel = DESK.channel();
        Desk.Written last = publish(channel, 1, 5).get(4);
        try (Subscriber reader = open(transport, Ask.of(channel))) {
            Told hello = reader.hello();
            assertThat(hello.verdict()).isEqualTo("fresh");
            assertThat(hello.cursor()).isEqualTo(last.cursor());
            assertThat(hello.headlines()).containsExactly("5", "4", "3", "2", "1");
            assertThat(hello.items().get(0)).isEqualTo(last.item());

            Desk.Written next = DESK.publish(channel, "6");
            Told entry = reader.entry();
            assertThat(entry.cursor()).isEqualTo(next.cursor());
            assertThat(entry.kind()).isEqualTo("published");
            assertThat(entry.item()).isEqualTo(next.item());
            assertThat(entry.json().get("at")).isEqualTo(next.item().get("publishedAt"));
            assertThat(entry.json().propertyNames()).containsExactly("type", "cursor", "kind", "channel", "at", "item");
        }
    }

    @ParameterizedTest
    @EnumSource
    default void anEmptyChannelIsAnEmptySnapshot(Transport transport) {
        try (Subscriber reader = open(transport, Ask.of(DESK.channel()))) {
            assertThat(reader.hello().items()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    default void anEmptyCursorIsNone(Transport transport) {
        try (Subscriber reader = open(transport, Ask.of(DESK.channel()).after(""))) {
            assertThat(reader.hello().verdict()).isEqualTo("fresh");
        }
    }

    @ParameterizedTest
    @EnumSource
    default void theLimitCountsOverAllChannelsAndOlderPinnedItemsComeInAddition(Transport transport) {
        String one = DESK.channel();
        String other = DESK.channel();
        DESK.publish(one, Map.of("headline", "pinned", "pinned", true));
        publish(one, 1, 2);
        publish(other, 3, 4);
        Ask ask = Ask.of(one, other);
        assertThat(snapshot(transport, ask.limit(3))).containsExactly("4", "3", "2", "pinned");
        assertThat(snapshot(transport, ask.limit(5))).containsExactly("4", "3", "2", "1", "pinned");
        assertThat(snapshot(transport, ask.limit(200))).containsExactly("4", "3", "2", "1", "pinned");
        assertThat(snapshot(transport, ask.limit(0))).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    default void withoutALimitASnapshotHasTwentyItems(Transport transport) {
        String channel = DESK.channel();
        publish(channel, 1, 21);
        assertThat(snapshot(transport, Ask.of(channel)))
                .hasSize(20)
                .startsWith("21")
                .endsWith("2");
    }

    @ParameterizedTest
    @EnumSource
    default void theLargestSnapshotArrivesWhole(Transport transport) {
        String channel = DESK.channel();
        String wide = "\uD83D\uDCF0".repeat(270);
        String link = "https://example.org/" + "a".repeat(2_000);
        List<String> tags = IntStream.range(0, 16)
                .mapToObj(tag -> "\uD83C\uDFF7".repeat(40) + tag)
                .toList();
        for (int i = 0; i < 200; i++) {
            DESK.publish(
                    channel, Map.of("headline", wide + i, "link", link, "tags", tags, "source", wide.substring(400)));
        }
        assertThat(snapshot(transport, Ask.of(channel).limit(200)))
                .hasSize(200)
                .startsWith(wide + 199)
                .endsWith(wide + 0);
    }
}
