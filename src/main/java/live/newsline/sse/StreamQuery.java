package live.newsline.sse;

import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import live.newsline.feed.Admission;
import live.newsline.problem.Problem;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;

/** What the query of a stream says. */
final class StreamQuery {

    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");

    private StreamQuery() {}

    /**
     * @param lastEventId the header, which goes before the query
     * @throws Problem.Exception (400) where a parameter makes no sense
     */
    static Admission.Asked asked(MultiValueMap<String, String> query, @Nullable String lastEventId) {
        return new Admission.Asked(
                all(query, "channel"),
                one(query, "urgency"),
                all(query, "language"),
                number(query, "limit"),
                lastEventId != null ? lastEventId : one(query, "after"));
    }

    private static @Nullable Integer number(MultiValueMap<String, String> query, String name) {
        String value = one(query, name);
        if (value == null) {
            return null;
        }
        if (!NUMBER.matcher(value).matches()) {
            throw Problem.badRequest(name, "not-a-number", "must be a whole number")
                    .exception();
        }
        return Integer.valueOf(value);
    }

    /** A name without a value ({@code ?channel}) has a null in its list, which says as little as an empty value. */
    private static List<String> all(MultiValueMap<String, String> query, String name) {
        List<String> values = query.get(name);
        return values == null
                ? List.of()
                : values.stream()
                        .map(value -> Objects.requireNonNullElse(value, ""))
                        .toList();
    }

    private static @Nullable String one(MultiValueMap<String, String> query, String name) {
        List<String> values = query.getOrDefault(name, List.of());
        if (values.size() > 1) {
            throw Problem.badRequest(name, "repeated", "can be given once").exception();
        }
        return values.isEmpty() ? null : values.get(0);
    }
}
