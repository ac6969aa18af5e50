package live.newsline.stream;

import live.newsline.Node;

/** The ways to a stream. */
enum Transport {
    SSE {
        @Override
        Client client(Node node) {
            return new SseClient(node);
        }
    },
    RSOCKET_TCP {
        @Override
        Client client(Node node) {
            return RSocketClient.tcp(node);
        }
    },
    RSOCKET_WEBSOCKET {
        @Override
        Client client(Node node) {
            return RSocketClient.websocket(node);
        }
    };

    abstract Client client(Node node);
}
