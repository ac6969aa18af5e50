package live.newsline.stream;

import static live.newsline.stream.OneNode.DESK;
import static live.newsline.stream.OneNode.hello;
import static live.newsline.stream.OneNode.open;
import static live.newsline.stream.OneNode.publish;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A reader with a cursor, good or bad. */
interface Returning {

    @ParameterizedTest
    @EnumSource
    default void aReaderWhoReturnsIsToldWhatItMissedAndThenThatItIsLive(Transport transport) {
        String channel = DESK.channel();
        String other = DESK.channel();
        List<Desk.Written> written = publish(channel, 1, 3);
        publish(other, 4, 5);
        Desk.Written last = publish(channel, 6, 6).get(0);
        try (Subscriber reader =
                open(transport, Ask.of(channel).after(written.get(0).cursor()))) {
            Told hello = reader.hello();
            assertThat(hello.verdict()).isEqualTo("resumed");
            // over all channels
            assertThat(hello.json().get("behind").asLong()).isEqualTo(5);
            assertThat(reader.next("entry").headline()).isEqualTo("2");
            assertThat(reader.next("entry").headline()).isEqualTo("3");
            assertThat(reader.next("entry").headline()).isEqualTo("6");
            assertThat(reader.next("heartbeat").cursor()).isEqualTo(last.cursor());
            publish(channel, 7, 7);
            assertThat(reader.entry().headline()).isEqualTo("7");
        }
    }

    @ParameterizedTest
    @EnumSource
    default void aReaderWhoMissedNothingIsLiveAtOnce(Transport transport) {
        String channel = DESK.channel();
        String cursor = DESK.publish(channel, "1").cursor();
        try (Subscriber reader = open(transport, Ask.of(channel).after(cursor))) {
            assertThat(reader.hello().json().get("behind").asLong()).isZero();
            assertThat(reader.next("heartbeat").cursor()).isEqualTo(cursor);
        }
    }

    @ParameterizedTest
    @EnumSource
    default void everyCursorOfAStreamLeadsBackToTheNextEntry(Transport transport) {
        String channel = DESK.channel();
        publish(channel, 1, 1);
        List<Told> told = new ArrayList<>();
        try (Subscriber reader = open(transport, Ask.of(channel))) {
            told.add(reader.hello());
            publish(channel, 2, 5);
            told.addAll(reader.entries(4));
        }
        for (int i = 0; i + 1 < told.size(); i++) {
            try (Subscriber reader =
                    open(transport, Ask.of(channel).after(told.get(i).cursor()))) {
                reader.hello();
                assertThat(reader.replay())
                        .extracting(Told::raw)
                        .containsExactlyElementsOf(told.subList(i + 1, told.size()).stream()
                                .map(Told::raw)
                                .toList());
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    default void aCursorIsValidForReadersOfOtherChannels(Transport transport) {
        String one = DESK.channel();
        String other = DESK.channel();
        String cursor = DESK.publish(one, "1").cursor();
        DESK.publish(other, "2");
        DESK.publish(one, "3");
        try (Subscriber reader = open(transport, Ask.of(one, other).after(cursor))) {
            reader.hello();
            assertThat(reader.replay()).extracting(Told::headline).containsExactly("2", "3");
        }
    }

    @ParameterizedTest
    @EnumSource
    default void aCursorThatIsNoneResetsAsMalformed(Transport transport) {
        String channel = DESK.channel();
        String good = DESK.publish(channel, "1").cursor();
        for (String bad : List.of(
                "x",
                "-1",
                "a-",
                "A-1",
                "a-01",
                "a--1",
                "a-1-2",
                "a-1 2",
                "a_b-1",
                "abcdefghijklmnopq-1",
                "a-12345678901234567890",
                good + "x")) {
            Told hello = hello(transport, Ask.of(channel).after(bad));
            assertThat(hello.verdict()).as(bad).isEqualTo("reset malformed");
            assertThat(hello.headlines()).containsExactly("1");
            assertThat(hello.cursor()).isEqualTo(good);
        }
    }

    @ParameterizedTest
    @EnumSource
    default void aCursorOfAnotherLifeResets(Transport transport) {
        String channel = DESK.channel();
        String cursor = DESK.publish(channel, "1").cursor();
        for (String position : List.of("0", "1", "9999999999999999999", Long.toString(Told.position(cursor)))) {
            Told hello = hello(transport, Ask.of(channel).after("0ther-" + position));
            assertThat(hello.verdict()).isEqualTo("reset epoch");
            assertThat(hello.headlines()).containsExactly("1");
        }
    }

    @ParameterizedTest
    @EnumSource
    default void aCursorFromTheFutureResets(Transport transport) {
        String channel = DESK.channel();
        String cursor = DESK.publish(channel, "1").cursor();
        String epoch = cursor.substring(0, cursor.indexOf('-') + 1);
        for (String position : List.of(
                Long.toString(Told.position(cursor) + 1),
                "9223372036854775807",
                "9223372036854775808",
                "9999999999999999999")) {
            Told hello = hello(transport, Ask.of(channel).after(epoch + position));
            assertThat(hello.verdict()).as(position).isEqualTo("reset ahead");
            assertThat(hello.cursor()).isEqualTo(cursor);
            assertThat(hello.headlines()).containsExactly("1");
        }
    }
}
