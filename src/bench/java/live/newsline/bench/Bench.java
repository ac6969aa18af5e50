package live.newsline.bench;

import java.io.IOException;
import live.newsline.soak.Soak;

/** {@code mvn -Pbench verify}: reads what is wanted, which docs/performance.md lists, from system properties. */
final class Bench {

    private Bench() {}

    public static void main(String[] args) throws Exception {
        try {
            switch (property("bench", "fanout")) {
                case "fanout" -> System.exit(Fanout.run());
                case "jmh" ->
                    org.openjdk.jmh.Main.main(property("jmh.options", "").split(" "));
                case "soak" -> Soak.main(args);
                default -> throw new IllegalArgumentException("-Dbench is fanout, jmh or soak");
            }
        } catch (IllegalArgumentException | IOException wrong) {
            System.err.println(wrong.getMessage());
            System.exit(2);
        }
    }

    static String property(String name, String otherwise) {
        String value = System.getProperty(name, "");
        return value.isBlank() ? otherwise : value;
    }
}
