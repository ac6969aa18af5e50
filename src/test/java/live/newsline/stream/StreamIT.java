package live.newsline.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import live.newsline.Node;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/** What a reader of one node is told, over every transport. */
class StreamIT {

    private static final Node NODE = Node.onNewDatabase("stream_it");
    private static final Desk DESK = new Desk(NODE);
    private static final Clients CLIENTS = new Clients(NODE);

    @AfterAll
    static void close() {
        CLIENTS.close();
        NODE.close();
    }

    // beginning

    @ParameterizedTest
    @EnumSource
    void aFreshReaderGetsASnapshotNewestFirstAndThenWhatHappens(Transport transport) {
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
    void anEmptyChannelIsAnEmptySnapshot(Transport transport) {
        try (Subscriber reader = open(transport, Ask.of(DESK.channel()))) {
            assertThat(reader.hello().items()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void anEmptyCursorIsNone(Transport transport) {
        try (Subscriber reader = open(transport, Ask.of(DESK.channel()).after(""))) {
            assertThat(reader.hello().verdict()).isEqualTo("fresh");
        }
    }

    @ParameterizedTest
    @EnumSource
    void theLimitCountsOverAllChannelsAndOlderPinnedItemsComeInAddition(Transport transport) {
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
    void withoutALimitASnapshotHasTwentyItems(Transport transport) {
        String channel = DESK.channel();
        publish(channel, 1, 21);
        assertThat(snapshot(transport, Ask.of(channel)))
                .hasSize(20)
                .startsWith("21")
                .endsWith("2");
    }

    @ParameterizedTest
    @EnumSource
    void theLargestSnapshotArrivesWhole(Transport transport) {
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

    // returning

    @ParameterizedTest
    @EnumSource
    void aReaderWhoReturnsIsToldWhatItMissedAndThenThatItIsLive(Transport transport) {
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
    void aReaderWhoMissedNothingIsLiveAtOnce(Transport transport) {
        String channel = DESK.channel();
        String cursor = DESK.publish(channel, "1").cursor();
        try (Subscriber reader = open(transport, Ask.of(channel).after(cursor))) {
            assertThat(reader.hello().json().get("behind").asLong()).isZero();
            assertThat(reader.next("heartbeat").cursor()).isEqualTo(cursor);
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyCursorOfAStreamLeadsBackToTheNextEntry(Transport transport) {
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
    void aCursorIsValidForReadersOfOtherChannels(Transport transport) {
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
    void aCursorThatIsNoneResetsAsMalformed(Transport transport) {
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
    void aCursorOfAnotherLifeResets(Transport transport) {
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
    void aCursorFromTheFutureResets(Transport transport) {
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

    // what happens to items

    @ParameterizedTest
    @EnumSource
    void everyKindIsToldAsItHappens(Transport transport) {
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
    void whatIsNotUsableIsInNoSnapshot(Transport transport) {
        String channel = DESK.channel();
        List<Desk.Written> written = publish(channel, 1, 4);
        DESK.kill(written.get(0));
        Desk.Written withheld = DESK.withhold(written.get(2));
        assertThat(snapshot(transport, Ask.of(channel))).containsExactly("4", "2");
        DESK.release(withheld);
        assertThat(snapshot(transport, Ask.of(channel))).containsExactly("4", "3", "2");
    }

    // selections

    @ParameterizedTest
    @EnumSource
    void oneCursorServesManyChannelsInOneOrder(Transport transport) {
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
    void anUrgencyTakesWhatIsThisUrgentOrMore(Transport transport) {
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
    void aLanguageTakesItsOwnTagsOnly(Transport transport) {
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
    void anItemThatLeavesASelectionIsToldOnceMore(Transport transport) {
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

    // what all transports tell alike

    @Test
    void everyTransportTellsTheSameBytes() {
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

    // refusals

    @ParameterizedTest
    @EnumSource
    void anUnknownChannelIsNotFound(Transport transport) {
        JsonNode problem = refusal(transport, Ask.of("main", "no-such-channel"));
        assertThat(problem.get("status").asInt()).isEqualTo(404);
        assertThat(problem.get("type").asString()).isEqualTo("not-found");
    }

    @ParameterizedTest
    @EnumSource
    void parametersAreCheckedBeforeChannelsAreLookedUp(Transport transport) {
        Ask unknown = Ask.of("no-such-channel");
        List<Ask> bad = List.of(
                Ask.of(),
                Ask.of("No-Channel"),
                Ask.of("a".repeat(64)),
                Ask.of("no-such-channel", "-"),
                Ask.of(IntStream.range(0, 33).mapToObj(i -> "no" + i).toArray(String[]::new)),
                unknown.urgency("quite"),
                unknown.urgency(""),
                unknown.limit(-1),
                unknown.limit(201),
                unknown.languages("a_b"),
                unknown.languages("az", ""));
        for (Ask ask : bad) {
            JsonNode problem = refusal(transport, ask);
            assertThat(problem.get("status").asInt()).as("%s", ask).isEqualTo(400);
            assertThat(problem.get("errors").get(0).has("field")).isTrue();
        }
        // a bad cursor is no error
        assertThat(refusal(transport, unknown.after("bad")).get("status").asInt())
                .isEqualTo(404);
    }

    @ParameterizedTest
    @EnumSource
    void aPrivateChannelIsThereOnlyForWhoMayReadIt(Transport transport) {
        String channel = DESK.channel();
        DESK.visibility(channel, "private");
        DESK.publish(channel, "secret");
        JsonNode unknown = refusal(transport, Ask.of("no-such-channel"));
        JsonNode hidden = refusal(transport, Ask.of(channel));
        assertThat(hidden.toString()).isEqualTo(unknown.toString().replace("no-such-channel", channel));
        assertThat(refusal(transport, Ask.of("main", channel)).get("status").asInt())
                .isEqualTo(404);
        assertThat(refusal(transport, Ask.of(channel).token("nlt_wrong"))
                        .get("status")
                        .asInt())
                .isEqualTo(401);
        try (Subscriber reader = open(transport, Ask.of(channel).token(NODE.token()))) {
            assertThat(reader.hello().headlines()).containsExactly("secret");
            DESK.publish(channel, "another");
            assertThat(reader.entry().headline()).isEqualTo("another");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aChannelThatIsMadePrivateIsCutFromWhoMayNotReadIt(Transport transport) {
        String channel = DESK.channel();
        String open = DESK.channel();
        try (Subscriber anybody = open(transport, Ask.of(open, channel));
                Subscriber elsewhere = open(transport, Ask.of(open));
                Subscriber holder = open(transport, Ask.of(channel).token(NODE.token()))) {
            anybody.hello();
            elsewhere.hello();
            holder.hello();
            DESK.visibility(channel, "private");
            anybody.drain();
            anybody.ends();
            DESK.publish(channel, "1");
            DESK.publish(open, "2");
            assertThat(holder.entry().headline()).isEqualTo("1");
            assertThat(elsewhere.entry().headline()).isEqualTo("2");
        }
        assertThat(refusal(transport, Ask.of(open, channel)).get("status").asInt())
                .isEqualTo(404);
        DESK.visibility(channel, "public");
        assertThat(snapshot(transport, Ask.of(open, channel))).containsExactly("2", "1");
    }

    @ParameterizedTest
    @EnumSource
    void readersOfOneChannelAreNotToldOfAnother(Transport transport) {
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

    /** Once the node itself has read what this test wrote: until then it is right to tell it as news. */
    private static Subscriber open(Transport transport, Ask ask) {
        DESK.awaitRead();
        return CLIENTS.over(transport).open(ask);
    }

    private static Told hello(Transport transport, Ask ask) {
        try (Subscriber reader = open(transport, ask)) {
            return reader.hello();
        }
    }

    private static List<String> snapshot(Transport transport, Ask ask) {
        return hello(transport, ask).headlines();
    }

    private static JsonNode refusal(Transport transport, Ask ask) {
        try (Subscriber reader = open(transport, ask)) {
            return reader.refusal();
        }
    }

    private static List<Desk.Written> publish(String channel, int from, int to) {
        return IntStream.rangeClosed(from, to)
                .mapToObj(i -> DESK.publish(channel, Integer.toString(i)))
                .toList();
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
