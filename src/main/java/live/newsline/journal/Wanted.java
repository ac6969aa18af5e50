package live.newsline.journal;

import java.util.List;
import java.util.Locale;
import live.newsline.item.Urgency;
import org.jspecify.annotations.Nullable;

/**
 * What a reader asked for (protocol.md, "selection").
 *
 * @param channels names, without repetition
 * @param least only items this urgent or more
 * @param languages RFC 4647 basic ranges in lower case; none: every language
 */
public record Wanted(List<String> channels, Urgency least, List<String> languages) {

    public Wanted {
        channels = channels.stream().distinct().sorted().toList();
        languages = languages.contains("*")
                ? List.of()
                : languages.stream()
                        .map(range -> range.toLowerCase(Locale.ROOT))
                        .distinct()
                        .sorted()
                        .toList();
    }

    /** Whether an entry must be told: its item matched before it, or matches after it. */
    public boolean takes(Entry entry) {
        if (!channels.contains(entry.item().channel())) {
            return false;
        }
        return matches(entry.item().urgency(), entry.item().language())
                || (entry.urgencyWas() != null && matches(entry.urgencyWas(), entry.languageWas()));
    }

    private boolean matches(Urgency urgency, @Nullable String language) {
        return urgency.reaches(least) && (languages.isEmpty() || (language != null && speaks(language)));
    }

    private boolean speaks(String language) {
        String tag = language.toLowerCase(Locale.ROOT);
        for (String range : languages) {
            if (tag.startsWith(range) && (tag.length() == range.length() || tag.charAt(range.length()) == '-')) {
                return true;
            }
        }
        return false;
    }
}
