package live.newsline.page;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.IllformedLocaleException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import live.newsline.answer.Query;
import live.newsline.problem.Problem;
import org.jspecify.annotations.Nullable;

/**
 * What the page for iframes is to show: the element's attributes, as they stand in the page's address.
 *
 * @param lang null: the channel's language
 */
record Embed(String theme, @Nullable String lang, List<Attribute> attributes) {

    private static final Set<String> THEMES = Set.of("auto", "light", "dark");
    private static final Set<String> FLAG = Set.of("", "true", "false");
    private static final Pattern RANGES = Pattern.compile("[A-Za-z0-9*][A-Za-z0-9-]*( [A-Za-z0-9*][A-Za-z0-9-]*)*");

    record Attribute(String name, String value) {}

    /** @throws Problem.Exception 400 for a value that the element does not know */
    static Embed of(Query query) {
        List<Attribute> attributes = new ArrayList<>();
        choice(query, attributes, "mode", Set.of("list", "crawl", "rotator", "flash"));
        number(query, attributes, "rows", 1, 50);
        choice(query, attributes, "theme", THEMES);
        choice(query, attributes, "min-urgency", Set.of("flash", "bulletin", "urgent", "routine"));
        text(query, attributes, "language", "must be language ranges", RANGES.asMatchPredicate());
        text(query, attributes, "time-zone", "must be an IANA time zone", ZoneId.getAvailableZoneIds()::contains);
        choice(query, attributes, "time-format", Set.of("clock", "date-time", "relative"));
        number(query, attributes, "speed", 10, 1000);
        number(query, attributes, "interval", 5, 3600);
        for (String flag : List.of("thumbnails", "hide-all")) {
            if (!query.oneOf(flag, "false", FLAG).equals("false")) {
                attributes.add(new Attribute(flag, ""));
            }
        }
        return new Embed(query.oneOf("theme", "auto", THEMES), language(query), attributes);
    }

    /** The height that the element takes, in CSS pixels (docs/widget.md, "Looks"). */
    int height() {
        return switch (value("mode", "list")) {
            case "crawl", "flash" -> 55;
            case "rotator" -> 192;
            default -> (int) Math.ceil(96 + 54.4 * Integer.parseInt(value("rows", "10")));
        };
    }

    private String value(String name, String otherwise) {
        return attributes.stream()
                .filter(attribute -> attribute.name().equals(name))
                .map(Attribute::value)
                .findFirst()
                .orElse(otherwise);
    }

    private static void choice(Query query, List<Attribute> attributes, String name, Set<String> choices) {
        if (query.one(name) != null) {
            attributes.add(new Attribute(name, query.oneOf(name, "", choices)));
        }
    }

    private static void number(Query query, List<Attribute> attributes, String name, int least, int most) {
        if (query.one(name) != null) {
            attributes.add(new Attribute(name, String.valueOf(query.number(name, least, least, most))));
        }
    }

    private static void text(
            Query query, List<Attribute> attributes, String name, String rule, Predicate<String> keeps) {
        String text = query.one(name);
        if (text == null) {
            return;
        }
        if (!keeps.test(text)) {
            throw Problem.badRequest(name, "malformed", rule).exception();
        }
        attributes.add(new Attribute(name, text));
    }

    private static @Nullable String language(Query query) {
        String tag = query.one("lang");
        if (tag == null) {
            return null;
        }
        try {
            if (!tag.isEmpty()) {
                return new Locale.Builder().setLanguageTag(tag).build().toLanguageTag();
            }
        } catch (IllformedLocaleException refusedBelow) {
            // the one message below serves every way to be malformed
        }
        throw Problem.badRequest("lang", "not-a-language", "must be a BCP 47 language tag, such as az or az-Latn")
                .exception();
    }
}
