package live.newsline.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SoakIT {

    private static final Duration SHORT =
            Duration.ofSeconds(Math.max(120, 30 * Integer.getInteger("newsline.test.scale", 1)));

    @Test
    void nobodyMissesAnythingAndNothingIsLeftBehind() throws IOException {
        assertThat(Soak.run(SHORT, 18, "soak_it")).isEmpty();
    }
}
