package live.newsline.answer;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;
import live.newsline.item.Fields;
import live.newsline.item.Ids;
import live.newsline.item.RulesBroken;
import live.newsline.problem.Problem;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;
import org.springframework.web.server.ServerWebExchange;

/**
 * A request's query, read strictly. Every method fails with a problem (400) that names the field and the rule; a name
 * that is not asked for is left alone, because strangers append their own.
 */
public record Query(MultiValueMap<String, String> values) {

    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");

    public static Query of(ServerWebExchange exchange) {
        return new Query(exchange.getRequest().getQueryParams());
    }

    /** The only value of a name; null where it is not there, empty where it has no value. */
    public @Nullable String one(String name) {
        List<@Nullable String> all = values.getOrDefault(name, List.of());
        if (all.size() > 1) {
            throw Problem.badRequest(name, "repeated", "can be given once").exception();
        }
        // ?name without a value has a null in its list
        return all.isEmpty() ? null : Objects.requireNonNullElse(all.get(0), "");
    }

    public int number(String name, int usual, int least, int most) {
        String word = one(name);
        if (word == null) {
            return usual;
        }
        int number = NUMBER.matcher(word).matches() ? Integer.parseInt(word) : -1;
        if (number < least || number > most) {
            throw Problem.badRequest(name, "out-of-range", "must be from " + least + " to " + most)
                    .exception();
        }
        return number;
    }

    /** A time as fields have it; null where the name is not there. */
    public @Nullable Instant time(String name) {
        String word = one(name);
        if (word == null) {
            return null;
        }
        try {
            Fields fields = new Fields(Map.of(name, word));
            Instant time = fields.time(name);
            fields.orThrow();
            return time;
        } catch (RulesBroken broken) {
            throw Problem.badRequest(name, "not-a-time", broken.rules().get(0).detail())
                    .exception();
        }
    }

    /** An id as it was answered; null where the name is not there. */
    public @Nullable UUID id(String name) {
        String word = one(name);
        return word == null
                ? null
                : Ids.parse(word)
                        .orElseThrow(() -> Problem.badRequest(name, "not-an-id", "must be an id, as it was answered")
                                .exception());
    }

    public String oneOf(String name, String usual, Collection<String> choices) {
        String word = one(name);
        if (word == null) {
            return usual;
        }
        if (!choices.contains(word)) {
            throw Problem.badRequest(name, "not-a-choice", "must be one of " + new TreeSet<>(choices))
                    .exception();
        }
        return word;
    }
}
