package live.newsline.people;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import live.newsline.item.Fields;
import live.newsline.item.Slug;
import org.jspecify.annotations.Nullable;

/**
 * A role and where it counts, as it is asked for.
 *
 * @param channels null: every channel
 */
record Grant(String role, @Nullable List<String> channels) {

    static final Set<String> OF_PEOPLE = Set.of("administrator", "chief", "editor", "contributor");
    static final Set<String> OF_TOKENS = Set.of("administrator", "editor", "reader");

    private static final int MOST_CHANNELS = 100;
    private static final int LONGEST_CHANNEL = 63;

    /** What broke a rule is kept by the fields. */
    static Grant of(Fields fields, Map<String, ? extends @Nullable Object> values, Set<String> roles) {
        if (values.get("role") == null) {
            fields.breaks("role", "required", "must be set");
        }
        String role = Objects.requireNonNullElse(fields.oneOf("role", roles), "");
        List<String> channels =
                values.get("channels") == null ? null : fields.texts("channels", MOST_CHANNELS, LONGEST_CHANNEL);
        if (channels != null && !channels.stream().allMatch(Slug::is)) {
            fields.breaks("channels", "not-a-channel", "must have the form [a-z0-9][a-z0-9-]{0,62}");
        }
        if (channels != null && role.equals("administrator")) {
            fields.breaks("channels", "not-for-administrators", "an administrator has every channel");
        }
        return new Grant(role, channels);
    }

    /** What the record says of it. */
    Map<String, @Nullable Object> facts() {
        Map<String, @Nullable Object> facts = new LinkedHashMap<>();
        facts.put("role", role);
        facts.put("channels", channels);
        return facts;
    }

    String @Nullable [] array() {
        return channels == null ? null : channels.toArray(String[]::new);
    }
}
