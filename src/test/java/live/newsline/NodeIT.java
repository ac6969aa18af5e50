package live.newsline;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

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
}
