package live.newsline.stream;

import static live.newsline.stream.OneNode.DESK;
import static live.newsline.stream.OneNode.open;
import static live.newsline.stream.OneNode.snapshot;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Channels, urgencies and languages. */
interface Selecting {

    @ParameterizedTest
    @EnumSource
    default void oneCursorServesManyChannelsInOneOrder(Transport transport) {
        List<String> channels =
                IntStream.range(0, 32).mapToObj(i -> DESK.channel()).toList();
        Ask all = Ask.of(channels.toArray(String[]::new));
        List<String> expected = new ArrayList<>();
        String middle;
        try (Subscriber reader = open(transport, all)) {
            reader.hello();
            for (int i = 0; i < 64; i++) {
                DESK.publish(channels.get(i * 7 % 32), "item " + i);
                expected.add("item " + i);
            }
            List<Told> told = reader.entries(64);
            assertThat(told).extracting(Told::headline).containsExactlyElementsOf(expected);
            middle = told.get(31).cursor();
        }
        try (Subscriber reader = open(transport, all.after(middle))) {
            reader.hello();
            assertThat(reader.replay()).extracting(Told::headline).containsExactlyElementsOf(expected.subList(32, 64));
        }
        Collections.reverse(expected);
        assertThat(snapshot(transport, all.limit(64))).containsExactlyElementsOf(expected);
    }

    @ParameterizedTest
    @EnumSource
    default void anUrgencyTakesWhatIsThisUrgentOrMore(Transport transport) {
        String channel = DESK.channel();
        Ask ask = Ask.of(channel).urgency("bulletin");
        try (Subscriber reader = open(transport, ask)) {
            String start = reader.hello().cursor();
            for (String urgency : List.of("routine", "urgent", "bulletin", "flash")) {
                DESK.publish(channel, Map.of("headline", urgency, "urgency", urgency));
            }
            assertThat(reader.entries(2)).extracting(Told::headline).containsExactly("bulletin", "flash");
            assertThat(snapshot(transport, ask)).containsExactly("flash", "bulletin");
            assertThat(snapshot(transport, ask.urgency("flash"))).containsExactly("flash");
            assertThat(snapshot(transport, ask.urgency("routine"))).hasSize(4);
            try (Subscriber late = open(transport, ask.after(start))) {
                late.hello();
                assertThat(late.replay()).extracting(Told::headline).containsExactly("bulletin", "flash");
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    default void aLanguageTakesItsOwnTagsOnly(Transport transport) {
        String channel = DESK.channel();
        List<String> tags = List.of("az", "az-Latn", "az-Latn-AZ", "azb", "az-Cyrl", "ru");
        try (Subscriber az = open(transport, Ask.of(channel).languages("az"));
                Subscriber latin = open(transport, Ask.of(channel).languages("AZ-latn", "ru"));
                Subscriber any = open(transport, Ask.of(channel).languages("*"))) {
            az.hello();
            latin.hello();
            any.hello();
            for (String tag : tags) {
                DESK.publish(channel, Map.of("headline", tag, "language", tag));
            }
            // no language of its own: the channel's
            DESK.publish(channel, "en");
            assertThat(az.entries(4))
                    .extracting(Told::headline)
                    .containsExactly("az", "az-Latn", "az-Latn-AZ", "az-Cyrl");
            assertThat(latin.entries(3)).extracting(Told::headline).containsExactly("az-Latn", "az-Latn-AZ", "ru");
            assertThat(any.entries(7)).extracting(Told::headline).endsWith("ru", "en");
        }
        assertThat(snapshot(transport, Ask.of(channel).languages("az")))
                .containsExactly("az-Cyrl", "az-Latn-AZ", "az-Latn", "az");
        assertThat(snapshot(transport, Ask.of(channel).languages("Az-lATN", "EN")))
                .containsExactly("en", "az-Latn-AZ", "az-Latn");
        assertThat(snapshot(transport, Ask.of(channel).languages("*"))).hasSize(7);
    }

    @ParameterizedTest
    @EnumSource
    default void anItemThatLeavesASelectionIsToldOnceMore(Transport transport) {
        String channel = DESK.channel();
        Ask ask = Ask.of(channel).urgency("urgent").languages("az");
        try (Subscriber reader = open(transport, ask)) {
            String start = reader.hello().cursor();
            Desk.Written item = DESK.publish(channel, Map.of("headline", "in", "urgency", "flash", "language", "az"));
            item = DESK.patch(item, Map.of("headline", "out by urgency", "urgency", "routine"));
            item = DESK.patch(item, Map.of("headline", "not told"));
            item = DESK.patch(item, Map.of("headline", "in again", "urgency", "urgent"));
            item = DESK.patch(item, Map.of("headline", "out by language", "language", "ru"));
            item = DESK.patch(item, Map.of("headline", "not told", "tags", List.of("x")));
            item = DESK.patch(item, Map.of("headline", "in at last", "language", "az"));
            String[] expected = {"in", "out by urgency", "in again", "out by language", "in at last"};
            assertThat(reader.entries(5)).extracting(Told::headline).containsExactly(expected);
            try (Subscriber late = open(transport, ask.after(start))) {
                late.hello();
                assertThat(late.replay()).extracting(Told::headline).containsExactly(expected);
            }
            DESK.kill(item);
            assertThat(reader.entry().kind()).isEqualTo("killed");
        }
    }

    @ParameterizedTest
    @EnumSource
    default void readersOfOneChannelAreNotToldOfAnother(Transport transport) {
        String channel = DESK.channel();
        String other = DESK.channel();
        try (Subscriber reader = open(transport, Ask.of(channel));
                Subscriber otherReader = open(transport, Ask.of(other))) {
            reader.hello();
            otherReader.hello();
            DESK.publish(other, "1");
            otherReader.entry();
            reader.nothingFor(Duration.ofMillis(200));
        }
    }
}
