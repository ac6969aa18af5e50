package live.newsline.stream;

import java.util.List;
import java.util.stream.IntStream;
import live.newsline.Node;
import tools.jackson.databind.JsonNode;

/** StreamIT's node, an editor at it, and its readers over every transport. */
final class OneNode {

    static final Node NODE = Node.onNewDatabase("stream_it");
    static final Desk DESK = new Desk(NODE);

    private static final Clients CLIENTS = new Clients(NODE);

    private OneNode() {}

    static void close() {
        CLIENTS.close();
        NODE.close();
    }

    /** Once the node itself has read what this test wrote: until then it is right to tell it as news. */
    static Subscriber open(Transport transport, Ask ask) {
        DESK.awaitRead();
        return CLIENTS.over(transport).open(ask);
    }

    static Told hello(Transport transport, Ask ask) {
        try (Subscriber reader = open(transport, ask)) {
            return reader.hello();
        }
    }

    static List<String> snapshot(Transport transport, Ask ask) {
        return hello(transport, ask).headlines();
    }

    static JsonNode refusal(Transport transport, Ask ask) {
        try (Subscriber reader = open(transport, ask)) {
            return reader.refusal();
        }
    }

    static List<Desk.Written> publish(String channel, int from, int to) {
        return IntStream.rangeClosed(from, to)
                .mapToObj(i -> DESK.publish(channel, Integer.toString(i)))
                .toList();
    }
}
