package live.newsline.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import live.newsline.Node;
import org.junit.jupiter.api.Test;

class DrainIT {

    @Test
    void aNodeThatGoesAwaySendsItsReadersAwayAndTakesNoMore() throws Exception {
        Node node = Node.onNewDatabase("drain_it", "newsline.feed.drain=4s");
        Desk desk = new Desk(node);
        try (Clients clients = new Clients(node)) {
            String channel = desk.channel();
            Map<Transport, List<Subscriber>> readers = new EnumMap<>(Transport.class);
            for (Transport transport : Transport.values()) {
                readers.put(
                        transport,
                        Stream.generate(() -> clients.over(transport).open(Ask.of(channel)))
                                .limit(25)
                                .toList());
            }
            readers.values().forEach(each -> each.forEach(Subscriber::hello));
            String last = desk.publish(channel, "last").cursor();
            readers.values().forEach(each -> each.forEach(Subscriber::entry));

            CompletableFuture<Void> closed = CompletableFuture.runAsync(node::close);
            // the first one gone: the node is draining, and goes on serving the others for a while
            CompletableFuture.anyOf(readers.values().stream()
                            .map(each -> CompletableFuture.runAsync(() -> sentAway(each.get(0), last)))
                            .toArray(CompletableFuture[]::new))
                    .get(20, TimeUnit.SECONDS);
            for (Transport transport : Transport.values()) {
                try (Subscriber late = clients.over(transport).open(Ask.of(channel));
                        Subscriber back =
                                clients.over(transport).open(Ask.of(channel).after(last));
                        Subscriber confused =
                                clients.over(transport).open(Ask.of(channel).after("x"))) {
                    sentAway(late, "");
                    sentAway(back, last);
                    sentAway(confused, "");
                }
            }
            readers.values().forEach(each -> each.stream().skip(1).forEach(reader -> sentAway(reader, last)));
            closed.get(30, TimeUnit.SECONDS);
        }
    }

    @Test
    void aNodeThatIsFullSendsReadersAwayUntilOneLeaves() {
        try (Node node = Node.onNewDatabase("full_it", "newsline.feed.readers=3");
                Clients clients = new Clients(node)) {
            List<Subscriber> readers = Stream.of(Transport.values())
                    .map(transport -> clients.over(transport).open(Ask.of("main")))
                    .toList();
            readers.forEach(Subscriber::hello);
            for (Transport transport : Transport.values()) {
                try (Subscriber late = clients.over(transport).open(Ask.of("main"))) {
                    sentAway(late, "");
                }
                // what is wrong for good is still said
                try (Subscriber wrong = clients.over(transport).open(Ask.of("no-such-channel"))) {
                    assertThat(wrong.refusal().get("status").asInt()).isEqualTo(404);
                }
            }
            readers.forEach(Subscriber::close);
            for (Transport transport : Transport.values()) {
                assertThat(firstThatIsServed(clients.over(transport)).verdict()).isEqualTo("fresh");
            }
        }
    }

    /** The server learns that a reader has left by its own time. */
    private static Told firstThatIsServed(Client client) {
        for (int i = 0; i < 500; i++) {
            try (Subscriber reader = client.open(Ask.of("main"))) {
                Told first = reader.next();
                if (first.type().equals("hello")) {
                    return first;
                }
            }
        }
        throw new AssertionError("nobody is served any more");
    }

    private static void sentAway(Subscriber reader, String cursor) {
        assertThat(reader.drain().cursor()).isEqualTo(cursor);
        reader.ends();
    }
}
