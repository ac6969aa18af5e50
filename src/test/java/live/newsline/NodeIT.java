package live.newsline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import org.junit.jupiter.api.Test;
import org.springframework.http.client.ReactorResourceFactory;

class NodeIT {

    @Test
    void startsPublishesAndReadsBack() {
        try (Node node = Node.onNewDatabase("node_it")) {
            var item = node.publish("main", "A bridge opens");
            assertThat(node.get("/v1/channels/main/items").body()).contains("A bridge opens");
            assertThat(node.get("/v1/items/" + item.get("id").asString())
                            .headers()
                            .firstValue("ETag"))
                    .hasValue("\"1\"");
            assertThat(node.rsocketPort()).isPositive();
        }
    }

    /** Readers' sockets are written to beside their channels, which io_uring's would not bear. */
    @Test
    void waitsForSocketsByEpollThoughIoUringIsThere() {
        assumeThat(Epoll.isAvailable()).isTrue();
        try (Node node = Node.onNewDatabase("epoll_it")) {
            EventLoopGroup loops =
                    node.bean(ReactorResourceFactory.class).getLoopResources().onServer(true);
            assertThat(loops).isInstanceOf(IoEventLoopGroup.class);
            assertThat(((IoEventLoopGroup) loops).isIoType(EpollIoHandler.class))
                    .isTrue();
        }
    }
}
