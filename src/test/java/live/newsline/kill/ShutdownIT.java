package live.newsline.kill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import live.newsline.database.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The two ways in which a server ends: asked to, and not asked. */
@Timeout(300)
class ShutdownIT {

    private static final String DATABASE = "shutdown_it";
    private static final int READERS = 50;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    /** What an orchestrator allows. */
    private static final Duration GRACE = Duration.ofSeconds(30);

    @TempDir
    Path data;

    @Test
    void everyReaderIsSentAwayAndResumesAtTheNextLife() throws Exception {
        int postgres = Databases.port(TestDatabase.r2dbcUrl(DATABASE));
        String[] settings = Stream.concat(
                        Stream.of(ServerProcess.external(DATABASE, postgres)), Stream.of("newsline.feed.drain=3s"))
                .toArray(String[]::new);
        List<String> cursors;
        try (ServerProcess server = ServerProcess.start(data, settings)) {
            List<SseReader> readers = readers(
                    server.site(), Stream.generate(() -> "").limit(READERS).toList());
            publish(server.site(), "before the end");
            readers.forEach(reader -> await().atMost(PATIENCE).until(() -> reader.isAt(1)));
            server.terminate();
            await().atMost(PATIENCE).until(() -> !server.site().isReady());
            readers.forEach(reader -> await().atMost(PATIENCE).until(reader::hasEnded));
            server.awaitExit(GRACE);
            for (SseReader reader : readers) {
                List<JsonNode> frames = reader.frames();
                JsonNode last = frames.get(frames.size() - 1);
                assertThat(last.get("type").asString()).isEqualTo("drain");
                assertThat(last.get("retry").asInt()).isPositive();
                assertThat(reader.frames("entry")).hasSize(1);
            }
            cursors = readers.stream().map(SseReader::cursor).toList();
        }
        try (ServerProcess next = ServerProcess.start(data, settings)) {
            List<SseReader> readers = readers(next.site(), cursors);
            publish(next.site(), "after the end");
            for (SseReader reader : readers) {
                await().atMost(PATIENCE).until(() -> reader.isAt(2));
                assertThat(reader.frames("hello").get(0).get("verdict").asString())
                        .isEqualTo("resumed");
                assertThat(reader.frames("entry").stream().map(SseReader::position))
                        .containsExactly(2L);
                reader.close();
            }
        }
    }

    @Test
    void aKilledServerTakesItsOwnDatabaseWithItAndTheNextLifeServesWhatWasPublished() throws Exception {
        Path cluster = data.toRealPath().resolve("db");
        try (ServerProcess server = ServerProcess.start(data)) {
            assertThat(processesOn(cluster)).isNotEmpty();
            publish(server.site(), "kept");
            server.kill();
            await().atMost(PATIENCE).until(() -> processesOn(cluster).isEmpty());
        }
        try (ServerProcess next = ServerProcess.start(data);
                SseReader reader = SseReader.once(next.site(), "")) {
            await().atMost(PATIENCE).until(reader::isOpen);
            assertThat(reader.frames("hello").get(0).get("items").toString()).contains("kept");
            HttpResponse<String> again = next.site().publish("kept", "kept");
            assertThat(Site.position(again)).isEqualTo(1);
            next.terminate();
            next.awaitExit(GRACE);
            await().atMost(PATIENCE).until(() -> processesOn(cluster).isEmpty());
        }
    }

    private static List<SseReader> readers(Site site, List<String> cursors) {
        List<SseReader> readers =
                cursors.stream().map(cursor -> SseReader.once(site, cursor)).toList();
        readers.forEach(reader -> await().atMost(PATIENCE).until(reader::isOpen));
        return readers;
    }

    private static void publish(Site site, String headline) throws IOException {
        assertThat(site.publish(headline, headline).statusCode()).isEqualTo(201);
    }

    private static List<Long> processesOn(Path cluster) {
        return ProcessHandle.allProcesses()
                .map(ProcessHandle::pid)
                .filter(pid -> {
                    try {
                        return Files.readSymbolicLink(Path.of("/proc", pid.toString(), "cwd"))
                                .equals(cluster);
                    } catch (IOException gone) {
                        return false;
                    }
                })
                .toList();
    }
}
