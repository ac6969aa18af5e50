package live.newsline.item;

import java.util.HashSet;
import java.util.Set;

/**
 * How alike two folded texts are: the share of trigrams that they have in common, counted as PostgreSQL's pg_trgm does,
 * so that what waits and what its index finds are measured by one rule.
 */
public final class Likeness {

    private Likeness() {}

    /** From 0, nothing in common, to 1. */
    public static double of(String one, String other) {
        Set<String> mine = trigrams(one);
        Set<String> theirs = trigrams(other);
        long common = mine.stream().filter(theirs::contains).count();
        long all = mine.size() + theirs.size() - common;
        return all == 0 ? 0 : (double) common / all;
    }

    private static Set<String> trigrams(String text) {
        Set<String> trigrams = new HashSet<>();
        StringBuilder word = new StringBuilder();
        for (int i = 0; i <= text.length(); ) {
            int c = i < text.length() ? text.codePointAt(i) : ' ';
            if (Character.isLetterOrDigit(c)) {
                word.appendCodePoint(c);
            } else if (!word.isEmpty()) {
                int[] padded = ("  " + word + " ").codePoints().toArray();
                for (int at = 0; at + 3 <= padded.length; at++) {
                    trigrams.add(new String(padded, at, 3));
                }
                word.setLength(0);
            }
            i += Character.charCount(c);
        }
        return trigrams;
    }
}
