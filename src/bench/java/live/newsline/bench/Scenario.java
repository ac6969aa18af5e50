package live.newsline.bench;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * A load, those who carry it, and what is expected of it.
 *
 * @param what one sentence
 */
record Scenario(String name, String what, List<Contestant> contestants, List<Measure> measures, List<Goal> goals) {

    /** @param server the program it is, to be chosen by {@code -Dservers} */
    record Contestant(String label, String server, Run run) {}

    /** From a fresh start to the end of whatever was started. */
    interface Run {
        Map<String, Object> run(Servers servers) throws IOException;
    }
}
