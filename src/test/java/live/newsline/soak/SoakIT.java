package live.newsline.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SoakIT {

    private static final Duration SHORT = Duration.ofMinutes(2);

    @Test
    void nobodyMissesAnythingAndNothingIsLeftBehind() throws IOException {
        assertThat(Soak.run(SHORT, 18, "soak_it")).isEmpty();
    }
}
