package live.newsline.item;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How fast a headline must reach people: the wire services' words, with IPTC's numbers. */
public enum Urgency {
    FLASH(1),
    BULLETIN(2),
    URGENT(3),
    ROUTINE(4);

    private final int number;
    private final String word;

    Urgency(int number) {
        this.number = number;
        this.word = name().toLowerCase(Locale.ROOT);
    }

    /** 1 is the most urgent, 4 the least. */
    public int number() {
        return number;
    }

    public String word() {
        return word;
    }

    /** Whether this is as urgent as the other, or more. */
    public boolean reaches(Urgency least) {
        return number <= least.number;
    }

    public static Optional<Urgency> of(String word) {
        return Arrays.stream(values()).filter(each -> each.word.equals(word)).findFirst();
    }

    public static Urgency of(int number) {
        return values()[number - 1];
    }
}
