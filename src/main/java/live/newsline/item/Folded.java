package live.newsline.item;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A text without what a searcher should not have to type: case, accents, and which of the four letters i it is, because a
 * word in Azerbaijani or Turkish in capitals may have been typed on any keyboard.
 */
public final class Folded {

    private static final Pattern MARKS = Pattern.compile("\\p{Mn}+");
    private static final Pattern NOT_A_WORD = Pattern.compile("\\s+");

    private static final String ASCII = "abcdefghijklmnopqrstuvwxyz0123456789";

    private Folded() {}

    public static String text(String text) {
        String apart = Normalizer.normalize(text.toLowerCase(Locale.ROOT), Normalizer.Form.NFKD);
        return MARKS.matcher(apart).replaceAll("").replace('\u0131', 'i');
    }

    /** Headline, source and tags, each on a line of its own, so that no word of a search spans two of them. */
    public static String words(Text text) {
        StringBuilder words = new StringBuilder(text(text.headline()));
        if (text.source() != null) {
            words.append('\n').append(text(text.source()));
        }
        text.tags().forEach(tag -> words.append('\n').append(text(tag)));
        return words.toString();
    }

    /**
     * In ASCII letters and digits where it has others: PostgreSQL makes trigrams of what the database's locale calls a
     * letter, and in the locale C nothing else is one. The letters of an alphabet stay apart, those of two may not.
     */
    public static String key(String folded) {
        StringBuilder key = new StringBuilder(folded.length());
        folded.codePoints()
                .forEach(c -> key.appendCodePoint(
                        c < 128 || !Character.isLetterOrDigit(c) ? c : ASCII.charAt(c % ASCII.length())));
        return key.toString();
    }

    /** What a search is for, each word once. */
    public static List<String> search(String query) {
        return Arrays.stream(NOT_A_WORD.split(text(query)))
                .filter(word -> !word.isEmpty())
                .distinct()
                .toList();
    }
}
