package live.newsline.item;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What editors' fields break, as "field rule". */
final class Drafts {

    static final Map<String, Object> IMAGE =
            Map.of("href", "https://example.org/a.jpg", "alt", "A bridge", "width", 640, "height", 360);

    private Drafts() {}

    static String chars(int codePoint) {
        return new String(Character.toChars(codePoint));
    }

    static List<String> broken(String field, Object value) {
        Map<String, Object> values = new HashMap<>(Map.of("headline", "any"));
        values.put(field, value);
        return broken(values);
    }

    static List<String> broken(Map<String, ? extends @Nullable Object> values) {
        return brokenBy(() -> Draft.of(values));
    }

    static List<String> brokenBy(Runnable act) {
        try {
            act.run();
            return List.of();
        } catch (RulesBroken refused) {
            return refused.rules().stream()
                    .map(rule -> rule.field() + " " + rule.rule())
                    .toList();
        }
    }
}
