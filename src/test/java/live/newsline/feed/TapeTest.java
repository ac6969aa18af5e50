package live.newsline.feed;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import live.newsline.item.PubStatus;
import live.newsline.item.Urgency;
import live.newsline.journal.Kind;
import live.newsline.journal.Wanted;
import org.junit.jupiter.api.Test;

/** What lies on a tape is what the window would have told, ready to be sent. */
class TapeTest {

    private static final Wanted EVERYTHING = new Wanted(List.of("main"), Urgency.ROUTINE, List.of());
    private static final Wanted FLASHES = new Wanted(List.of("main"), Urgency.FLASH, List.of());

    private final Life life =
            new Life("e", 0, null, Entries.settings(1 << 14, 1 << 24, 1 << 20), new Buffers(new Loops(() -> 0, false)));

    @Test
    void everyEventStandsInAChunkOfItsOwn() {
        Selection all = taped(EVERYTHING);
        publish(all, 1, "Ə");
        publish(all, 2, "second");
        String bytes = read(all, 0);
        String first = event(1);
        String second = event(2);
        assertThat(bytes)
                .isEqualTo(Integer.toHexString(first.getBytes(UTF_8).length) + "\r\n" + first + "\r\n"
                        + Integer.toHexString(second.length()) + "\r\n" + second + "\r\n");
    }

    @Test
    void aPositionThatIsSkippedHasNoBytesAndCountsAsTold() {
        Selection flashes = taped(FLASHES);
        publish(flashes, 1, "routine");
        life.append(
                Entries.entry(2, Kind.PUBLISHED, id(2), PubStatus.USABLE, 1, "flash", Urgency.FLASH), List.of(flashes));
        publish(flashes, 3, "routine");
        Tape tape = tape(flashes);
        assertThat(tape.head()).isEqualTo(3);
        assertThat(read(flashes, 0)).contains("\"flash\"").doesNotContain("routine");
        assertThat(read(flashes, 1)).contains("\"flash\"");
        assertThat(read(flashes, 2)).isEmpty();
    }

    @Test
    void aTapeBeginsWithWhatTheWindowStillHolds() {
        for (int position = 1; position <= 5; position++) {
            life.append(Entries.published(position, id(position), "Item " + position), List.of());
        }
        Selection late = taped(EVERYTHING);
        assertThat(read(late, 2)).contains("Item 3", "Item 4", "Item 5").doesNotContain("Item 2");
    }

    @Test
    void aCutTakesTheTextFromEveryEventAndLeavesTheOthersTheirBytes() {
        Selection all = taped(EVERYTHING);
        publish(all, 1, "before");
        UUID bad = id(99);
        life.append(Entries.published(2, bad, "secret one"), List.of(all));
        publish(all, 3, "between");
        life.append(Entries.entry(4, Kind.CORRECTED, bad, PubStatus.USABLE, 2, "secret two"), List.of(all));
        Segment before = tape(all).at(1);
        life.append(Entries.entry(5, Kind.KILLED, bad, PubStatus.CANCELED, 3, null), List.of(all));

        assertThat(tape(all).at(1)).isNotSameAs(before);
        assertThat(read(all, 0)).doesNotContain("secret").contains("before", "between", "\"kind\":\"killed\"");
        assertThat(chunks(read(all, 0))).hasSize(5);
        for (int position = 0; position < 5; position++) {
            assertThat(chunks(read(all, position))).hasSize(5 - position);
        }
    }

    @Test
    void whereverASocketStopsTheEventItStoppedInIsFound() {
        Selection all = taped(EVERYTHING);
        for (int position = 1; position <= 50; position++) {
            publish(all, position, "Item " + "x".repeat(position % 7));
        }
        Segment segment = tape(all).at(1);
        assertThat(segment).isNotNull();
        int end = segment.after(50);
        for (int place = 0; place < end; place++) {
            long across = segment.positionAcross(place);
            assertThat(segment.after(across - 1)).isLessThanOrEqualTo(place);
            assertThat(segment.after(across)).isGreaterThan(place);
        }
    }

    @Test
    void aTapeForgetsItsOldestSegmentAndKnowsWhereItBegins() {
        Selection all = taped(EVERYTHING);
        // four segments are kept: a quarter of a megabyte each
        for (int position = 1; position <= 9000; position++) {
            publish(all, position, "y".repeat(position % 280 + 1));
        }
        Tape tape = tape(all);
        assertThat(tape.at(1)).isNull();
        assertThat(tape.at(9000)).isNotNull();
        Random random = new Random(7);
        for (int i = 0; i < 200; i++) {
            long position = 8500 + random.nextInt(500);
            List<String> chunks = chunks(read(all, position));
            assertThat(chunks).hasSize((int) (9000 - position));
            for (int k = 0; k < chunks.size(); k++) {
                assertThat(chunks.get(k)).startsWith("id: e-" + (position + 1 + k) + "\n");
            }
        }
    }

    private Selection taped(Wanted wanted) {
        Selection selection = new Selection(wanted);
        selection.record(life.tape(wanted));
        return selection;
    }

    private void publish(Selection selection, long position, String headline) {
        life.append(Entries.published(position, id(position), headline), List.of(selection));
    }

    private Tape tape(Selection selection) {
        Tape tape = selection.tape(life);
        assertThat(tape).isNotNull();
        return tape;
    }

    private String event(long position) {
        return new String(java.util.Objects.requireNonNull(life.at(position)).event(), UTF_8);
    }

    /** As a reader does: segment by segment, from behind a position. */
    private String read(Selection selection, long position) {
        Tape tape = tape(selection);
        StringBuilder bytes = new StringBuilder();
        while (position < tape.head()) {
            Segment segment = tape.at(position + 1);
            assertThat(segment).isNotNull();
            int from = segment.after(position);
            byte[] stretch = new byte[segment.after(segment.last()) - from];
            segment.bytes().getBytes(from, stretch);
            bytes.append(new String(stretch, UTF_8));
            position = segment.last();
        }
        return bytes.toString();
    }

    private static List<String> chunks(String bytes) {
        byte[] all = bytes.getBytes(UTF_8);
        List<String> chunks = new ArrayList<>();
        for (int at = 0; at < all.length; ) {
            int line = at;
            while (all[line] != '\r') {
                line++;
            }
            int length = Integer.parseInt(new String(all, at, line - at, UTF_8), 16);
            chunks.add(new String(all, line + 2, length, UTF_8));
            at = line + 2 + length + 2;
        }
        return chunks;
    }

    private static UUID id(long number) {
        return new UUID(0, number);
    }
}
