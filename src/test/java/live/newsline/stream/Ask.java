package live.newsline.stream;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a reader asks for, in the words of no transport; null and an empty list: not said. */
record Ask(
        List<String> channels,
        @Nullable String urgency,
        List<String> languages,
        @Nullable Integer limit,
        @Nullable String after,
        @Nullable String token) {

    static Ask of(String... channels) {
        return new Ask(List.of(channels), null, List.of(), null, null, null);
    }

    Ask urgency(String least) {
        return new Ask(channels, least, languages, limit, after, token);
    }

    Ask languages(String... ranges) {
        return new Ask(channels, urgency, List.of(ranges), limit, after, token);
    }

    Ask limit(int items) {
        return new Ask(channels, urgency, languages, items, after, token);
    }

    Ask after(String cursor) {
        return new Ask(channels, urgency, languages, limit, cursor, token);
    }

    Ask token(String bearer) {
        return new Ask(channels, urgency, languages, limit, after, bearer);
    }

    /** The request's data over RSocket. */
    Map<String, Object> data() {
        Map<String, Object> data = new LinkedHashMap<>();
        if (!channels.isEmpty()) {
            data.put("channels", channels);
        }
        if (urgency != null) {
            data.put("urgency", urgency);
        }
        if (!languages.isEmpty()) {
            data.put("languages", languages);
        }
        if (limit != null) {
            data.put("limit", limit);
        }
        if (after != null) {
            data.put("after", after);
        }
        if (token != null) {
            data.put("token", token);
        }
        return data;
    }

    /** The query over HTTP, without the cursor and the token, which go into headers. */
    List<String[]> query() {
        List<String[]> query = new ArrayList<>();
        channels.forEach(channel -> query.add(new String[] {"channel", channel}));
        languages.forEach(language -> query.add(new String[] {"language", language}));
        if (urgency != null) {
            query.add(new String[] {"urgency", urgency});
        }
        if (limit != null) {
            query.add(new String[] {"limit", limit.toString()});
        }
        return query;
    }
}
