package live.newsline.item;

import java.util.Locale;

/** Whether readers may see an item: IPTC's words. */
public enum PubStatus {
    USABLE,
    WITHHELD,
    CANCELED;

    private final String word = name().toLowerCase(Locale.ROOT);

    public String word() {
        return word;
    }

    public static PubStatus of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
