package live.newsline.journal;

import java.util.Locale;

/** What happened to an item. */
public enum Kind {
    PUBLISHED,
    UPDATED,
    CORRECTED,
    WITHHELD,
    RELEASED,
    KILLED,
    EXPIRED;

    private final String word = name().toLowerCase(Locale.ROOT);

    public String word() {
        return word;
    }

    /** Whether the item's text may be told no more. */
    public boolean cutsText() {
        return this == WITHHELD || this == KILLED || this == EXPIRED;
    }

    static Kind of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
