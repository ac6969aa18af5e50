package live.newsline.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import live.newsline.Node;
import live.newsline.database.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What a reader who returns is told, from a node that has it all in memory and from one that has next to nothing, and
 * so reads the journal. Neither may make a difference.
 */
class ReplayIT {

    private static final String URL = TestDatabase.r2dbcUrl("replay_it");
    private static final Sql SQL = new Sql("replay_it");
    private static final Node MEMORY = Node.on(URL, null);
    private static final Node PAGES = Node.on(URL, MEMORY.token(), "newsline.feed.window=2");
    private static final Desk DESK = new Desk(MEMORY);
    private static final Clients FROM_MEMORY = new Clients(MEMORY);
    private static final Clients FROM_PAGES = new Clients(PAGES);

    @AfterAll
    static void close() {
        FROM_MEMORY.close();
        FROM_PAGES.close();
        PAGES.close();
        MEMORY.close();
    }

    @ParameterizedTest
    @EnumSource
    void manyPagesAreToldInOrderAndThenTheReaderIsLive(Transport transport) {
        String channel = DESK.channel();
        String other = DESK.channel();
        String start = DESK.publish(channel, "start").cursor();
        for (int i = 0; i < 330; i++) {
            // long runs of another channel's: whole pages without anything to tell
            DESK.publish(i / 110 == 1 ? other : channel, "item " + i);
        }
        List<String> told = replayAlike(transport, Ask.of(channel).after(start)).stream()
                .map(Told::headline)
                .toList();
        assertThat(told)
                .containsExactlyElementsOf(IntStream.range(0, 330)
                        .filter(i -> i / 110 != 1)
                        .mapToObj(i -> "item " + i)
                        .toList());
    }

    @ParameterizedTest
    @EnumSource
    void behindIsTheSameForBoth(Transport transport) {
        String channel = DESK.channel();
        String start = publish(channel, 8).get(2).cursor();
        settle();
        for (Clients clients : List.of(FROM_MEMORY, FROM_PAGES)) {
            try (Subscriber reader =
                    clients.over(transport).open(Ask.of(channel).after(start))) {
                assertThat(reader.hello().json().get("behind").asLong()).isEqualTo(5);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void aKilledTextIsNeverReplayed(Transport transport) {
        String channel = DESK.channel();
        String start = DESK.publish(channel, "start").cursor();
        Desk.Written item = DESK.publish(channel, Map.of("headline", "SECRET one", "tags", List.of("SECRET")));
        Desk.Written before = item;
        item = DESK.patch(item, Map.of("headline", "SECRET two", "source", "SECRET"));
        publish(channel, 6);
        Desk.Written killed = DESK.kill(item);
        publish(channel, 6);

        List<Told> told = replayAlike(transport, Ask.of(channel).after(start));
        assertThat(told).hasSize(15).noneMatch(entry -> entry.raw().contains("SECRET"));
        checkLate(told.get(0), "published", before, "canceled");
        checkLate(told.get(1), "updated", item, "canceled");
        checkLate(told.get(8), "killed", killed, "canceled");
        for (Clients clients : List.of(FROM_MEMORY, FROM_PAGES)) {
            try (Subscriber reader = clients.over(transport).open(Ask.of(channel))) {
                assertThat(reader.hello().raw()).doesNotContain("SECRET").contains("start");
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void aWithheldTextIsNotReplayedUntilItIsReleased(Transport transport) {
        String channel = DESK.channel();
        String start = DESK.publish(channel, "start").cursor();
        Desk.Written item = DESK.publish(channel, "SECRET");
        Desk.Written withheld = DESK.withhold(item);
        Desk.Written patched = DESK.patch(withheld, Map.of("headline", "SECRET again", "urgency", "flash"));
        publish(channel, 6);
        List<Told> told = replayAlike(transport, Ask.of(channel).after(start));
        assertThat(told).noneMatch(entry -> entry.raw().contains("SECRET"));
        checkLate(told.get(0), "published", item, "withheld");
        checkLate(told.get(1), "withheld", withheld, "withheld");
        checkLate(told.get(2), "updated", patched, "withheld");

        Desk.Written released = DESK.release(patched);
        settle();
        for (Clients clients : List.of(FROM_MEMORY, FROM_PAGES)) {
            try (Subscriber reader =
                    clients.over(transport).open(Ask.of(channel).after(start))) {
                reader.hello();
                List<Told> entries = reader.replay();
                Told last = entries.get(entries.size() - 1);
                assertThat(last.kind()).isEqualTo("released");
                assertThat(last.item()).isEqualTo(released.item());
                assertThat(entries).extracting(Told::version).startsWith(1, 2, 3);
                assertThat(entries.subList(1, 3))
                        .allMatch(entry -> !entry.item().has("headline"));
            }
        }

        DESK.kill(released);
        assertThat(replayAlike(transport, Ask.of(channel).after(start)))
                .noneMatch(entry -> entry.raw().contains("SECRET"))
                .filteredOn(entry -> entry.item().get("id").equals(item.item().get("id")))
                .hasSize(5)
                .allMatch(entry -> entry.item().get("pubStatus").asString().equals("canceled"));
    }

    @ParameterizedTest
    @EnumSource
    void everyKindIsReplayedAlike(Transport transport) {
        String channel = DESK.channel();
        String start = DESK.publish(channel, "start").cursor();
        Desk.Written item = DESK.publish(channel, Map.of("headline", "one", "urgency", "flash"));
        item = DESK.patch(item, Map.of("headline", "two", "advisory", "because"));
        item = DESK.patch(item, Map.of("pinned", true, "expiresAt", "2099-01-01T00:00:00Z"));
        DESK.patch(item, Map.of("urgency", "routine", "image", image()));
        List<Told> told = replayAlike(transport, Ask.of(channel).after(start));
        assertThat(told).extracting(Told::kind).containsExactly("published", "corrected", "updated", "updated");
        assertThat(told).extracting(Told::headline).containsExactly("one", "two", "two", "two");
        assertThat(replayAlike(transport, Ask.of(channel).urgency("flash").after(start)))
                .hasSize(4);
    }

    @ParameterizedTest
    @EnumSource
    void aCursorOlderThanWhatIsKeptResetsAndSaysWhatIsLost(Transport transport) {
        String channel = DESK.channel();
        List<Desk.Written> written = publish(channel, 10);
        long first = written.get(0).position();
        settle();
        SQL.run("delete from entry where position < " + (first + 6));
        try (Subscriber reader = FROM_PAGES
                .over(transport)
                .open(Ask.of(channel).after(written.get(2).cursor()))) {
            Told hello = reader.hello();
            assertThat(hello.verdict()).isEqualTo("reset expired");
            assertThat(hello.json().get("lost").toString())
                    .isEqualTo("{\"from\":%d,\"to\":%d}".formatted(first + 3, first + 5));
            assertThat(hello.items()).hasSize(10);
            assertThat(hello.cursor()).isEqualTo(written.get(9).cursor());
            Desk.Written next = DESK.publish(channel, "next");
            assertThat(reader.entry().cursor()).isEqualTo(next.cursor());
        }
        // the last entry that is gone is one that this reader has seen
        try (Subscriber reader = FROM_PAGES
                .over(transport)
                .open(Ask.of(channel).after(written.get(5).cursor()))) {
            assertThat(reader.hello().verdict()).isEqualTo("resumed");
            assertThat(reader.replay()).hasSize(5);
        }
        try (Subscriber reader = FROM_PAGES
                .over(transport)
                .open(Ask.of(channel).after(written.get(4).cursor()))) {
            assertThat(reader.hello().json().get("lost").toString())
                    .isEqualTo("{\"from\":%d,\"to\":%d}".formatted(first + 5, first + 5));
        }
    }

    private static Map<String, Object> image() {
        return Map.of("href", "https://example.org/a.jpg", "alt", "a", "width", 640, "height", 360);
    }

    private static List<Desk.Written> publish(String channel, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> DESK.publish(channel, "filler " + i))
                .toList();
    }

    /** The entry as it is told late: its place as ever, its text gone. */
    private static void checkLate(Told told, String kind, Desk.Written written, String status) {
        assertThat(told.kind()).isEqualTo(kind);
        assertThat(told.cursor()).isEqualTo(written.cursor());
        assertThat(told.version()).isEqualTo(written.version());
        assertThat(told.item().get("id")).isEqualTo(written.item().get("id"));
        assertThat(told.item().get("pubStatus").asString()).isEqualTo(status);
    }

    private static List<Told> replayAlike(Transport transport, Ask ask) {
        settle();
        List<Told> memory = replay(FROM_MEMORY.over(transport), ask);
        assertThat(replay(FROM_PAGES.over(transport), ask))
                .extracting(Told::raw)
                .containsExactlyElementsOf(memory.stream().map(Told::raw).toList());
        return memory;
    }

    private static List<Told> replay(Client client, Ask ask) {
        try (Subscriber reader = client.open(ask)) {
            assertThat(reader.hello().verdict()).isEqualTo("resumed");
            return reader.replay();
        }
    }

    private static void settle() {
        DESK.awaitRead();
        DESK.awaitReadBy(PAGES);
    }
}
