package live.newsline.soak;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Random;

final class SsePolite extends Polite {

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final URI stream;
    private final Random random;
    private volatile boolean stopped;

    SsePolite(int number, int port) {
        super("SSE reader " + number);
        this.random = new Random(number);
        this.stream = URI.create("http://127.0.0.1:" + port + "/v1/stream?channel=main&limit=0");
    }

    @Override
    void live() {
        while (!stopped) {
            try {
                read(50 + random.nextInt(2000));
            } catch (IOException cut) {
                // it returns
            } catch (InterruptedException stop) {
                return;
            }
        }
    }

    /** Leaves after so many frames. */
    private void read(int frames) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(stream);
        if (!cursor().isEmpty()) {
            request.header("Last-Event-ID", cursor());
        }
        HttpResponse<InputStream> answer = HTTP.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
            int left = frames;
            for (String line; left > 0 && !stopped && (line = lines.readLine()) != null; ) {
                if (line.startsWith("data: ")) {
                    left--;
                    if (!take(line.substring("data: ".length()))) {
                        return;
                    }
                }
            }
        }
    }

    @Override
    void stop() {
        stopped = true;
    }
}
