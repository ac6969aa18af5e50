package live.newsline.feed;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import live.newsline.item.PubStatus;
import live.newsline.journal.Kind;
import live.newsline.wire.Frame;
import org.junit.jupiter.api.Test;

class LifeTest {

    private static final long ENOUGH = 1 << 20;

    @Test
    void aFrameIsFoundByItsPositionWhileTheWindowHoldsIt() {
        Life life = life(10, 4, ENOUGH);
        for (long position = 11; position <= 20; position++) {
            life.append(Entries.published(position, new UUID(0, position), "Item " + position), List.of());
        }
        assertThat(life.head()).isEqualTo(20);
        assertThat(life.oldest()).isEqualTo(17);
        assertThat(life.at(16)).isNull();
        assertThat(text(life, 17)).contains("Item 17");
        assertThat(text(life, 20))
                .contains("Item 20")
                .startsWith("id: e-20\ndata: {")
                .endsWith("}\n\n");
    }

    @Test
    void theWindowForgetsTheOldestWhenItsBytesRunOutButNeverTheNewest() {
        Life life = life(0, 1024, 2000);
        for (long position = 1; position <= 20; position++) {
            life.append(Entries.published(position, new UUID(0, position), "x".repeat(200)), List.of());
        }
        assertThat(life.oldest()).isGreaterThan(10);
        assertThat(life.at(20)).isNotNull();
        life.append(Entries.published(21, new UUID(0, 21), "y".repeat(280 * 20)), List.of());
        assertThat(life.oldest()).isEqualTo(21);
        assertThat(text(life, 21)).contains("yyy");
    }

    @Test
    void aKilledTextIsOutOfEveryFrameBeforeTheKillIsTold() {
        Life life = life(0, 64, ENOUGH);
        UUID bad = new UUID(0, 1);
        life.append(Entries.published(1, bad, "secret one"), List.of());
        life.append(Entries.published(2, new UUID(0, 2), "harmless"), List.of());
        life.append(Entries.entry(3, Kind.CORRECTED, bad, PubStatus.USABLE, 2, "secret two"), List.of());
        life.append(Entries.entry(4, Kind.KILLED, bad, PubStatus.CANCELED, 3, null), List.of());

        assertThat(life.lastCut()).isEqualTo(4);
        for (long position = 1; position <= 4; position++) {
            assertThat(text(life, position)).doesNotContain("secret");
        }
        assertThat(text(life, 1)).contains("\"kind\":\"published\"", "\"version\":1", "\"pubStatus\":\"canceled\"");
        assertThat(text(life, 2)).contains("harmless");
    }

    @Test
    void theFactsOfAFrameKeepNoText() {
        Life life = life(0, 4, ENOUGH);
        life.append(Entries.published(1, new UUID(0, 1), "Item"), List.of());
        Frame frame = life.at(1);
        assertThat(frame).isNotNull();
        assertThat(frame.facts().item().text()).isNull();
        assertThat(new String(frame.event(), frame.jsonAt(), frame.jsonLength(), UTF_8))
                .startsWith("{\"type\":\"entry\"")
                .endsWith("}");
    }

    private static String text(Life life, long position) {
        Frame frame = life.at(position);
        assertThat(frame).isNotNull();
        return new String(frame.event(), UTF_8);
    }

    private static Life life(long position, int window, long bytes) {
        return new Life(
                "e", position, null, Entries.settings(window, bytes, 1 << 20), new Buffers(new Loops(() -> 0, false)));
    }
}
