package live.newsline.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import live.newsline.Node;
import live.newsline.RawRSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Streams that share an RSocket connection: each is told its own, in order, however their frames are mixed. */
class SharedConnectionIT {

    private static final Node NODE = Node.onNewDatabase("shared_connection_it", "newsline.feed.heartbeat=1h");
    private static final Desk DESK = new Desk(NODE);

    @AfterAll
    static void close() {
        NODE.close();
    }

    @Test
    void aStreamIsToldWhatItAskedForAndNothingElse() throws IOException {
        List<String> channels =
                IntStream.range(0, 20).mapToObj(i -> DESK.channel()).toList();
        try (Socket socket = connected()) {
            OutputStream out = socket.getOutputStream();
            List<byte[]> late = new ArrayList<>();
            List<byte[]> early = new ArrayList<>();
            early.add(RawRSocket.setup(3_600_000, 3_600_000));
            for (int i = 0; i < channels.size(); i++) {
                String ask = ask(channels.get(i));
                if (i % 3 == 0) {
                    byte[][] fragments = RawRSocket.fragments(stream(i), 100, "stream", ask);
                    early.add(fragments[0]);
                    late.add(0, fragments[1]);
                } else {
                    early.add(RawRSocket.requestStream(stream(i), 100, "stream", ask));
                }
            }
            early.addAll(late);
            out.write(RawRSocket.joined(early.toArray(byte[][]::new)));

            assertThat(RawRSocket.payloads(socket, channels.size()))
                    .allMatch(first -> first.getValue().startsWith("{\"type\":\"hello\""))
                    .extracting(Map.Entry::getKey)
                    .containsExactlyInAnyOrderElementsOf(IntStream.range(0, channels.size())
                            .map(SharedConnectionIT::stream)
                            .boxed()
                            .toList());
            for (int item = 0; item < 5; item++) {
                for (String channel : channels) {
                    DESK.publish(channel, channel + " number " + item);
                }
            }
            List<Map.Entry<Integer, String>> told = RawRSocket.payloads(socket, 5 * channels.size());
            for (int i = 0; i < channels.size(); i++) {
                int stream = stream(i);
                String channel = channels.get(i);
                assertThat(told.stream()
                                .filter(each -> each.getKey() == stream)
                                .map(each -> Node.JSON
                                        .readTree(each.getValue())
                                        .get("item")
                                        .get("headline")
                                        .asString()))
                        .containsExactlyElementsOf(IntStream.range(0, 5)
                                .mapToObj(item -> channel + " number " + item)
                                .toList());
            }
        }
    }

    private static Socket connected() throws IOException {
        Socket socket = new Socket("127.0.0.1", NODE.rsocketPort());
        socket.setSoTimeout(20_000);
        return socket;
    }

    private static int stream(int number) {
        return 2 * number + 1;
    }

    private static String ask(String channel) {
        return "{\"limit\":0,\"channels\":[\"" + channel + "\"]}";
    }
}
