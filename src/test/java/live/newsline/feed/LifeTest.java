package live.newsline.feed;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import live.newsline.item.Item;
import live.newsline.item.PubStatus;
import live.newsline.item.Text;
import live.newsline.item.Urgency;
import live.newsline.journal.Entry;
import live.newsline.journal.Kind;
import live.newsline.wire.Frame;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LifeTest {

    private static final long ENOUGH = 1 << 20;

    @Test
    void aFrameIsFoundByItsPositionWhileTheWindowHoldsIt() {
        Life life = new Life("e", 10, null, 4, ENOUGH);
        for (long position = 11; position <= 20; position++) {
            life.append(published(position, new UUID(0, position), "Item " + position));
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
        Life life = new Life("e", 0, null, 1024, 2000);
        for (long position = 1; position <= 20; position++) {
            life.append(published(position, new UUID(0, position), "x".repeat(200)));
        }
        assertThat(life.oldest()).isGreaterThan(10);
        assertThat(life.at(20)).isNotNull();
        life.append(published(21, new UUID(0, 21), "y".repeat(280 * 20)));
        assertThat(life.oldest()).isEqualTo(21);
        assertThat(text(life, 21)).contains("yyy");
    }

    @Test
    void aKilledTextIsOutOfEveryFrameBeforeTheKillIsTold() {
        Life life = new Life("e", 0, null, 64, ENOUGH);
        UUID bad = new UUID(0, 1);
        life.append(published(1, bad, "secret one"));
        life.append(published(2, new UUID(0, 2), "harmless"));
        life.append(entry(3, Kind.CORRECTED, bad, PubStatus.USABLE, 2, "secret two"));
        life.append(entry(4, Kind.KILLED, bad, PubStatus.CANCELED, 3, null));

        assertThat(life.lastCut()).isEqualTo(4);
        for (long position = 1; position <= 4; position++) {
            assertThat(text(life, position)).doesNotContain("secret");
        }
        assertThat(text(life, 1)).contains("\"kind\":\"published\"", "\"version\":1", "\"pubStatus\":\"canceled\"");
        assertThat(text(life, 2)).contains("harmless");
    }

    @Test
    void theFactsOfAFrameKeepNoText() {
        Life life = new Life("e", 0, null, 4, ENOUGH);
        life.append(published(1, new UUID(0, 1), "Item"));
        Frame frame = life.at(1);
        assertThat(frame).isNotNull();
        assertThat(frame.facts().item().text()).isNull();
        assertThat(frame.json().toString(UTF_8))
                .startsWith("{\"type\":\"entry\"")
                .endsWith("}");
    }

    private static String text(Life life, long position) {
        Frame frame = life.at(position);
        assertThat(frame).isNotNull();
        return new String(frame.event(), UTF_8);
    }

    private static Entry published(long position, UUID item, String headline) {
        return entry(position, Kind.PUBLISHED, item, PubStatus.USABLE, 1, headline);
    }

    private static Entry entry(
            long position, Kind kind, UUID id, PubStatus status, int version, @Nullable String headline) {
        Text text = headline == null ? null : new Text(headline, null, null, null, List.of(), null);
        Instant now = Instant.parse("2026-11-23T10:29:00.123Z");
        Item item = new Item(id, "main", version, status, Urgency.ROUTINE, "en", false, text, null, now, now, null);
        return new Entry(position, new UUID(1, position), kind, now, item, null, null);
    }
}
