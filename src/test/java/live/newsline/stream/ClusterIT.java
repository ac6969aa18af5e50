package live.newsline.stream;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import live.newsline.Node;
import live.newsline.database.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/** Two nodes on one database, and what they do when its history is rewound behind their backs. */
class ClusterIT {

    private static final String URL = TestDatabase.r2dbcUrl("cluster_it");
    private static final Sql SQL = new Sql("cluster_it");
    private static final Node A = Node.on(URL, null);
    private static final Node B = Node.on(URL, A.token());
    private static final Desk AT_A = new Desk(A);
    private static final Desk AT_B = new Desk(B);
    private static final Clients TO_A = new Clients(A);
    private static final Clients TO_B = new Clients(B);

    @AfterAll
    static void close() {
        TO_A.close();
        TO_B.close();
        B.close();
        A.close();
    }

    @ParameterizedTest
    @EnumSource
    void whatIsWrittenAtOneNodeReachesTheReadersOfTheOther(Transport transport) {
        String channel = AT_A.channel();
        try (Subscriber atA = TO_A.over(transport).open(Ask.of(channel));
                Subscriber atB = TO_B.over(transport).open(Ask.of(channel))) {
            atA.hello();
            atB.hello();
            List<String> cursors = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                cursors.add(
                        (i % 3 == 0 ? AT_B : AT_A).publish(channel, "item " + i).cursor());
            }
            List<Told> told = atB.entries(10);
            assertThat(told).extracting(Told::cursor).containsExactlyElementsOf(cursors);
            assertThat(atA.entries(10))
                    .extracting(Told::raw)
                    .containsExactlyElementsOf(told.stream().map(Told::raw).toList());
        }
    }

    @ParameterizedTest
    @EnumSource
    void aCursorOfOneNodeLeadsOnAtTheOther(Transport transport) {
        String channel = AT_A.channel();
        for (int i = 0; i < 5; i++) {
            String middle;
            try (Subscriber atA = TO_A.over(transport).open(Ask.of(channel))) {
                atA.hello();
                AT_A.publish(channel, "one");
                AT_A.publish(channel, "two");
                middle = atA.entry().cursor();
            }
            try (Subscriber atB = TO_B.over(transport).open(Ask.of(channel).after(middle))) {
                assertThat(atB.hello().verdict()).isEqualTo("resumed");
                assertThat(atB.entry().headline()).isEqualTo("two");
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void aCursorTheNodeHasNotReadYetIsNotFromTheFuture(Transport transport) {
        String channel = AT_A.channel();
        for (int i = 0; i < 40; i++) {
            String cursor = AT_A.publish(channel, "item " + i).cursor();
            try (Subscriber atB = TO_B.over(transport).open(Ask.of(channel).after(cursor))) {
                assertThat(atB.hello().verdict()).isEqualTo("resumed");
                assertThat(atB.next("heartbeat").position()).isEqualTo(Told.position(cursor));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void aKillAtOneNodeIsInNoLaterSnapshotOfTheOther(Transport transport) {
        String channel = AT_A.channel();
        try (Subscriber atB = TO_B.over(transport).open(Ask.of(channel))) {
            atB.hello();
            for (int i = 0; i < 10; i++) {
                Desk.Written item = AT_A.publish(channel, "SECRET");
                try (Subscriber fresh = TO_B.over(transport).open(Ask.of(channel))) {
                    fresh.hello();
                }
                AT_A.kill(item);
                assertThat(atB.entry().kind()).isEqualTo("published");
                assertThat(atB.entry().kind()).isEqualTo("killed");
                try (Subscriber fresh = TO_B.over(transport).open(Ask.of(channel))) {
                    assertThat(fresh.hello().items()).isEmpty();
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void aReceiptCountsThoseWhoAskedAtEveryNode(Transport transport) {
        String channel = AT_A.channel();
        try (Subscriber one = TO_A.over(transport).open(Ask.of(channel));
                Subscriber two = TO_B.over(transport).open(Ask.of(channel));
                Subscriber three = TO_B.over(transport).open(Ask.of(channel, "main"));
                Subscriber flashes = TO_B.over(transport).open(Ask.of(channel).urgency("flash"));
                Subscriber turkish = TO_A.over(transport).open(Ask.of(channel).languages("tr"))) {
            List.of(one, two, three, flashes, turkish).forEach(Subscriber::hello);
            awaitReaders(channel, 5, 2);
            Desk.Written item = AT_A.publish(channel, "item");
            JsonNode receipt = AT_B.awaitTold(item, 3, 3);
            assertThat(receipt.get("position").asLong()).isEqualTo(item.position());
            assertThat(receipt.get("at").asString())
                    .isEqualTo(item.item().get("publishedAt").asString());
            assertThat(receipt.get("p50").asLong())
                    .isBetween(0L, receipt.get("p99").asLong());
            assertThat(receipt.get("p99").asLong())
                    .isLessThanOrEqualTo(receipt.get("most").asLong());
            Desk.Written flash = AT_B.publish(channel, Map.of("headline", "a flash", "urgency", "flash"));
            AT_A.awaitTold(flash, 4, 4);
            AT_A.awaitTold(AT_B.kill(flash), 4, 4);

            // who has it by a replay was not told when it happened
            try (Subscriber late = TO_A.over(transport).open(Ask.of(channel).after(item.cursor()))) {
                late.hello();
                late.replay();
                AT_B.awaitTold(AT_A.publish(channel, "next"), 4, 4);
                AT_B.awaitTold(item, 3, 3);
            }
        }
    }

    @Test
    void aNodeThatIsSilentCountsNoMore() {
        String channel = AT_A.channel();
        try (Subscriber reader = TO_A.over(Transport.SSE).open(Ask.of(channel))) {
            reader.hello();
            Desk.Written item = AT_A.publish(channel, "item");
            AT_B.awaitTold(item, 1, 1);
            String node = "00000000-0000-0000-0000-00000000000c";
            SQL.run(
                    "insert into node values ('%s', clock_timestamp(), '{%s}', '{30}', '{12}')"
                            .formatted(node, channel),
                    ("insert into receipt select item, version, '%s', position, at, 2, '{0,0,0,0,0,0,0,5}' from receipt"
                                    + " where item = '%s'")
                            .formatted(node, item.id()));
            awaitReaders(channel, 43, 3);
            assertThat(AT_A.awaitTold(item, 6, 8).get("p50").asLong()).isPositive();
            SQL.run("update node set heard_at = heard_at - interval '10 seconds' where id = '" + node + "'");
            awaitReaders(channel, 1, 2);
            AT_A.awaitTold(item, 6, 6);
            SQL.run("delete from node where id = '" + node + "'");
        }
    }

    /** Until both nodes have heard of all of them. */
    private static void awaitReaders(String channel, int readers, int nodes) {
        for (Node node : List.of(A, B)) {
            await().atMost(30, SECONDS).untilAsserted(() -> {
                JsonNode answer = Node.mustBe(200, node.send("GET", "/v1/desk/readers", ""));
                JsonNode here = answer.get("channels").path(channel);
                // not there yet: a node hears of a new channel a moment later
                assertThat(here.path("readers").asInt(0)).isEqualTo(readers);
                assertThat(here.path("sse").asInt(0) + here.path("rsocket").asInt(0))
                        .isEqualTo(readers);
                assertThat(answer.get("nodes").asInt()).isEqualTo(nodes);
            });
        }
    }

    @ParameterizedTest
    @EnumSource
    void aChannelMadePrivateAtOneNodeIsCutAtTheOther(Transport transport) {
        String channel = AT_A.channel();
        try (Subscriber atB = TO_B.over(transport).open(Ask.of(channel))) {
            atB.hello();
            AT_A.visibility(channel, "private");
            atB.drain();
            atB.ends();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aRewoundJournalResetsOpenStreamsAtEveryNode(Transport transport) {
        String channel = AT_A.channel();
        try (Subscriber atA = TO_A.over(transport).open(Ask.of(channel));
                Subscriber atB = TO_B.over(transport).open(Ask.of(channel))) {
            atA.hello();
            atB.hello();
            Desk.Written kept = AT_A.publish(channel, "kept");
            AT_A.publish(channel, "lost one");
            Desk.Written lost = AT_A.publish(channel, "lost two");
            atA.entries(3);
            atB.entries(3);

            SQL.rewindTo(kept.position());
            Told reset = reset(atA, atB);
            assertThat(reset.position()).isEqualTo(kept.position());
            assertThat(reset.epoch())
                    .isNotEqualTo(lost.cursor().substring(0, lost.cursor().indexOf('-')));
            assertThat(reset.headlines()).containsExactly("kept");

            Desk.Written next = AT_B.publish(channel, "next");
            assertThat(next.cursor()).isEqualTo(reset.epoch() + "-" + (kept.position() + 1));
            assertThat(atA.entry().cursor()).isEqualTo(next.cursor());
            assertThat(atB.entry().cursor()).isEqualTo(next.cursor());
            for (Desk.Written old : List.of(kept, lost)) {
                try (Subscriber late = TO_B.over(transport).open(Ask.of(channel).after(old.cursor()))) {
                    Told hello = late.hello();
                    assertThat(hello.verdict()).isEqualTo("reset epoch");
                    assertThat(hello.headlines()).containsExactly("next", "kept");
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void anotherHistoryUpToTheSamePositionResetsOpenStreamsToo(Transport transport) {
        String channel = AT_A.channel();
        try (Subscriber atA = TO_A.over(transport).open(Ask.of(channel));
                Subscriber atB = TO_B.over(transport).open(Ask.of(channel))) {
            atA.hello();
            atB.hello();
            Desk.Written item = AT_A.publish(channel, "item");
            atA.entry();
            atB.entry();
            SQL.run("update entry set tag = gen_random_uuid() where position = " + item.position());
            Told reset = reset(atA, atB);
            assertThat(reset.position()).isEqualTo(item.position());
            assertThat(reset.headlines()).containsExactly("item");
            AT_A.publish(channel, "next");
            assertThat(atA.entry().headline()).isEqualTo("next");
            assertThat(atB.entry().headline()).isEqualTo("next");
        }
    }

    @ParameterizedTest
    @EnumSource
    void anotherLongerHistoryResetsOpenStreamsToo(Transport transport) {
        String channel = AT_A.channel();
        try (Subscriber atA = TO_A.over(transport).open(Ask.of(channel));
                Subscriber atB = TO_B.over(transport).open(Ask.of(channel))) {
            atA.hello();
            atB.hello();
            Desk.Written kept = AT_A.publish(channel, "kept");
            AT_A.publish(channel, "lost");
            atA.entries(2);
            atB.entries(2);
            // the same place is taken by another entry, and one more comes after it
            SQL.run(
                    "update entry set tag = gen_random_uuid() where position = " + (kept.position() + 1),
                    "insert into entry select position + 1, gen_random_uuid(), 'updated', at, item, version + 1, channel,"
                            + " pub_status, urgency, language, urgency, language, pinned, advisory, expires_at,"
                            + " text_version, text_digest from entry where position = " + (kept.position() + 1),
                    "update head set position = " + (kept.position() + 2));
            assertThat(reset(atA, atB).position()).isEqualTo(kept.position() + 2);
        }
    }

    /** The second hello of streams at both nodes. */
    private static Told reset(Subscriber atA, Subscriber atB) {
        Told reset = hello(atA);
        assertThat(reset.verdict()).isEqualTo("reset epoch");
        Told other = hello(atB);
        assertThat(other.verdict()).isEqualTo("reset epoch");
        assertThat(other.cursor()).isEqualTo(reset.cursor());
        return reset;
    }

    private static Told hello(Subscriber reader) {
        Told told = reader.next();
        while (told.type().equals("heartbeat")) {
            told = reader.next();
        }
        assertThat(told.type()).as(told.raw()).isEqualTo("hello");
        return told;
    }
}
