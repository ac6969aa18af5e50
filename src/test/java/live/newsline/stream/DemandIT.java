package live.newsline.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import live.newsline.Node;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is so for RSocket alone: demand, and the request's data. */
class DemandIT {

    private static final Duration A_WHILE = Duration.ofMillis(400);

    /** Heartbeats come often, and what waits for a reader is never in memory. */
    private static final Node NODE =
            Node.onNewDatabase("demand_it", "newsline.feed.heartbeat=300ms", "newsline.feed.window=2");

    private static final Sql SQL = new Sql("demand_it");
    private static final Desk DESK = new Desk(NODE);
    private static final Clients CLIENTS = new Clients(NODE);

    @AfterAll
    static void close() {
        CLIENTS.close();
        NODE.close();
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "SSE")
    void nothingIsToldThatWasNotAskedFor(Transport transport) {
        String channel = DESK.channel();
        try (Subscriber reader = CLIENTS.over(transport).open(Ask.of(channel), 1)) {
            reader.hello();
            for (int i = 0; i < 250; i++) {
                DESK.publish(channel, "item " + i);
            }
            DESK.awaitRead();
            // not even a heartbeat
            reader.nothingFor(A_WHILE.multipliedBy(2));

            List<String> told = new ArrayList<>();
            Random random = new Random(1);
            while (told.size() < 250) {
                int demand = Math.min(1 + random.nextInt(20), 250 - told.size());
                reader.request(demand);
                for (int i = 0; i < demand; i++) {
                    // while the journal is read, a heartbeat may take an entry's place
                    Told next = reader.next();
                    if (next.type().equals("entry")) {
                        told.add(next.headline());
                    }
                }
            }
            assertThat(told)
                    .containsExactlyElementsOf(
                            IntStream.range(0, 250).mapToObj(i -> "item " + i).toList());
            reader.nothingFor(A_WHILE);
            // nothing to tell, and demand: a heartbeat
            reader.request(1);
            assertThat(reader.next("heartbeat").position()).isGreaterThanOrEqualTo(250);
            reader.nothingFor(A_WHILE);
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "SSE")
    void oneReaderWhoAsksForNothingHoldsUpNobodyOnItsConnection(Transport transport) {
        String channel = DESK.channel();
        try (Subscriber idle = CLIENTS.over(transport).open(Ask.of(channel), 1);
                Subscriber eager = CLIENTS.over(transport).open(Ask.of(channel))) {
            idle.hello();
            eager.hello();
            for (int i = 0; i < 100; i++) {
                DESK.publish(channel, "item " + i);
            }
            assertThat(eager.entries(100)).hasSize(100);
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "SSE")
    void aTextThatIsKilledWhileAReaderWaitsIsNotTold(Transport transport) {
        String channel = DESK.channel();
        try (Subscriber reader = CLIENTS.over(transport).open(Ask.of(channel), 1)) {
            reader.hello();
            DESK.publish(channel, "first");
            List<Desk.Written> secrets = IntStream.range(0, 3)
                    .mapToObj(i -> DESK.publish(channel, "SECRET " + i))
                    .toList();
            for (int i = 0; i < 5; i++) {
                DESK.publish(channel, "filler");
            }
            DESK.kill(secrets.get(0));
            DESK.awaitRead();
            // a page of the journal is read for the first of these, and the rest of it is kept
            assertThat(entry(reader).headline()).isEqualTo("first");
            assertThat(entry(reader).item().has("headline")).isFalse();
            assertThat(entry(reader).headline()).isEqualTo("SECRET 1");
            DESK.kill(secrets.get(2));
            DESK.awaitRead();
            List<Told> told = Stream.generate(() -> entry(reader)).limit(8).toList();
            assertThat(told).noneMatch(entry -> entry.raw().contains("SECRET"));
            assertThat(told)
                    .extracting(Told::kind)
                    .containsExactly(
                            "published",
                            "published",
                            "published",
                            "published",
                            "published",
                            "published",
                            "killed",
                            "killed");
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "SSE")
    void aSnapshotThatWaitsLosesWhatIsKilledMeanwhile(Transport transport) {
        String channel = DESK.channel();
        Desk.Written secret = DESK.publish(channel, "SECRET");
        try (Subscriber reader = CLIENTS.over(transport).open(Ask.of(channel), 1)) {
            assertThat(reader.hello().headlines()).containsExactly("SECRET");
            String last = DESK.kill(secret).cursor();
            DESK.awaitRead();
            try (Subscriber fresh = CLIENTS.over(transport).open(Ask.of(channel), 1)) {
                Told hello = fresh.hello();
                assertThat(hello.items()).isEmpty();
                assertThat(hello.position()).isGreaterThanOrEqualTo(Told.position(last));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "SSE")
    void aReaderWhoWaitedLongerThanEntriesAreKeptIsToldWhatItLost(Transport transport) {
        String channel = DESK.channel();
        try (Subscriber reader = CLIENTS.over(transport).open(Ask.of(channel), 1)) {
            long start = reader.hello().position();
            List<Desk.Written> written = IntStream.range(0, 10)
                    .mapToObj(i -> DESK.publish(channel, "item " + i))
                    .toList();
            DESK.awaitRead();
            SQL.run("delete from entry where position < " + written.get(6).position());
            Told reset = notHeartbeat(reader);
            assertThat(reset.verdict()).isEqualTo("reset expired");
            assertThat(reset.json().get("lost").get("from").asLong()).isEqualTo(start + 1);
            assertThat(reset.json().get("lost").get("to").asLong())
                    .isEqualTo(written.get(6).position() - 1);
            assertThat(reset.items()).hasSize(10);
            DESK.publish(channel, "next");
            assertThat(entry(reader).headline()).isEqualTo("next");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "null",
                "{\"channels\":\"main\"}",
                "{\"channels\":[1]}",
                "{\"channels\":[null]}",
                "{\"channels\":[\"main\"],\"limit\":\"20\"}",
                "{\"channels\":[\"main\"],\"limit\":1.5}",
                "{\"channels\":[\"main\"],\"limit\":99999999999}",
                "{\"channels\":[\"main\"],\"urgency\":1}",
                "{\"channels\":[\"main\"],\"languages\":\"az\"}",
                "{\"channels\":[\"main\"],\"after\":1}",
                "{\"channels\":[\"main\"],\"token\":1}",
                "{\"channels\":[\"main\"],\"more\":1}"
            })
    void dataThatCannotBeReadIsABadRequest(String data) {
        for (Transport transport : List.of(Transport.RSOCKET_TCP, Transport.RSOCKET_WEBSOCKET)) {
            RSocketClient client = (RSocketClient) CLIENTS.over(transport);
            try (Subscriber reader = client.open(Ask.of("main"), data.getBytes(UTF_8), Long.MAX_VALUE)) {
                assertThat(reader.refusal().get("status").asInt()).isEqualTo(400);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "SSE")
    void fieldsThatAreNullAreNotSaid(Transport transport) {
        RSocketClient client = (RSocketClient) CLIENTS.over(transport);
        byte[] data =
                "{\"channels\":[\"main\"],\"urgency\":null,\"languages\":null,\"limit\":null,\"after\":null,\"token\":null}"
                        .getBytes(UTF_8);
        try (Subscriber reader = client.open(Ask.of("main"), data, 1)) {
            assertThat(reader.hello().verdict()).isEqualTo("fresh");
        }
    }

    /** Over TCP; a WebSocket frame of this size is the end of the connection. */
    @Test
    void aRequestIsTakenUpToItsLargestSizeOnly() {
        RSocketClient client = (RSocketClient) CLIENTS.over(Transport.RSOCKET_TCP);
        String data = Node.JSON.writeValueAsString(Map.of("channels", List.of("main"), "urgency", "x".repeat(70_000)));
        try (Subscriber reader = client.open(Ask.of("main"), data.getBytes(UTF_8), 1)) {
            assertThat(reader.refusal().get("status").asInt()).isEqualTo(413);
        }
    }

    private static Told entry(Subscriber reader) {
        Told told = notHeartbeat(reader);
        assertThat(told.type()).isEqualTo("entry");
        return told;
    }

    /** Asks for one frame, and for one more for each heartbeat. */
    private static Told notHeartbeat(Subscriber reader) {
        reader.request(1);
        Told told = reader.next();
        while (told.type().equals("heartbeat")) {
            reader.request(1);
            told = reader.next();
        }
        return told;
    }
}
