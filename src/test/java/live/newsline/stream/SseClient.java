package live.newsline.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import live.newsline.Node;

/** Server-sent events over a socket of its own for each stream. */
final class SseClient implements Client {

    private final Node node;
    private final Set<Subscriber> open = ConcurrentHashMap.newKeySet();

    SseClient(Node node) {
        this.node = node;
    }

    @Override
    public Subscriber open(Ask ask, long demand) {
        assertThat(demand).as("server-sent events know no demand").isEqualTo(Long.MAX_VALUE);
        SseSubscriber subscriber = new SseSubscriber(ask, SseSocket.of(node, ask));
        open.add(subscriber);
        Thread thread = new Thread(subscriber::read, "sse-client");
        thread.setDaemon(true);
        thread.start();
        return subscriber;
    }

    @Override
    public void close() {
        open.forEach(Subscriber::close);
    }

    /** That an event says the same in its fields and in its data. */
    static Told told(EventParser.Event event) {
        Told told = Told.of(event.data());
        assertThat(event.name()).isEqualTo(told.type().equals("entry") ? null : told.type());
        assertThat(event.id()).isEqualTo(told.cursor());
        switch (told.type()) {
            case "hello" -> assertThat(event.retry()).isBetween(2_000, 10_000);
            case "drain" ->
                assertThat(event.retry()).isEqualTo(told.json().get("retry").asInt());
            default -> assertThat(event.retry()).isNull();
        }
        return told;
    }

    private final class SseSubscriber extends Subscriber {

        private final SseSocket socket;
        private volatile boolean closed;

        SseSubscriber(Ask ask, SseSocket socket) {
            super(ask);
            this.socket = socket;
        }

        void read() {
            try (socket) {
                if (socket.status() != 200) {
                    assertThat(socket.header("Content-Type")).isEqualTo("application/problem+json");
                    refused(socket.status(), Node.JSON.readTree(socket.body()));
                    return;
                }
                EventParser parser = new EventParser();
                byte[] bytes = new byte[16 * 1024];
                for (int read; (read = socket.read(bytes, bytes.length)) >= 0; ) {
                    parser.feed(bytes, read, event -> told(SseClient.told(event)));
                }
                assertThat(parser.isInsideEvent()).as("ended inside an event").isFalse();
                ended();
            } catch (IOException | RuntimeException | AssertionError failure) {
                if (!closed) {
                    broke(failure);
                }
            } finally {
                open.remove(this);
            }
        }

        @Override
        public void close() {
            closed = true;
            socket.close();
        }
    }
}
