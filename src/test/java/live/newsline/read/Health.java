package live.newsline.read;

import static live.newsline.read.Door.json;
import static live.newsline.read.Door.node;
import static live.newsline.read.Door.sql;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What is for those who run it. */
interface Health {

    @Test
    default void onlyHealthIsReachableOfTheActuator() {
        for (String path : List.of("/actuator/health", "/actuator/health/liveness", "/actuator/health/readiness")) {
            HttpResponse<String> answer = node().get(path);
            assertThat(answer.statusCode()).as(path).isEqualTo(200);
            Set<String> said = new TreeSet<>(json(answer).propertyNames());
            said.remove("groups");
            assertThat(said).containsExactly("status");
        }
        for (String path : List.of(
                "/actuator",
                "/actuator/",
                "/actuator/env",
                "/actuator/beans",
                "/actuator/configprops",
                "/actuator/heapdump",
                "/actuator/loggers",
                "/actuator/mappings",
                "/actuator/metrics",
                "/actuator/info",
                "/actuator/shutdown",
                "/actuator/threaddump",
                "/actuator/health/db",
                "/actuator/health/r2dbc",
                "/actuator/health/journal",
                "/actuator/health/readiness/journal",
                "/actuator/health/..;/env")) {
            HttpResponse<String> answer = node().get(path);
            assertThat(answer.statusCode()).as(path).isEqualTo(404);
            assertThat(answer.body()).doesNotContain("UP");
            assertThat(node().send("POST", path, "{}").statusCode()).isIn(404, 405);
        }
        assertThat(node().send("POST", "/actuator/health", "{}").statusCode()).isEqualTo(405);
    }

    @Test
    default void livenessNeverAsksTheDatabase() {
        // every statement of the node is counted by PostgreSQL itself: while its tables are locked, a question hangs
        sql().execute(
                        "begin; lock table newsline.head, newsline.item, newsline.channel, newsline.token in access exclusive mode");
        try {
            HttpRequest request = HttpRequest.newBuilder(node().uri("/actuator/health/liveness"))
                    .timeout(Duration.ofSeconds(4))
                    .build();
            for (int i = 0; i < 20; i++) {
                HttpResponse<String> answer = node().send(request);
                assertThat(answer.statusCode()).isEqualTo(200);
                assertThat(json(answer).get("status").asString()).isEqualTo("UP");
            }
        } finally {
            sql().execute("rollback");
        }
    }
}
