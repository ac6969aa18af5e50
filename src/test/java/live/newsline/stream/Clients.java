package live.newsline.stream;

import java.util.EnumMap;
import java.util.Map;
import live.newsline.Node;

/** A client over each transport for one node, made when it is first used. */
final class Clients implements AutoCloseable {

    private final Node node;
    private final Map<Transport, Client> clients = new EnumMap<>(Transport.class);

    Clients(Node node) {
        this.node = node;
    }

    synchronized Client over(Transport transport) {
        return clients.computeIfAbsent(transport, missing -> missing.client(node));
    }

    @Override
    public synchronized void close() {
        clients.values().forEach(Client::close);
        clients.clear();
    }
}
