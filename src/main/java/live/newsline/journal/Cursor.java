package live.newsline.journal;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** "I have seen everything up to here": for clients one opaque word (protocol.md, "Words"). */
public record Cursor(String epoch, long position) {

    private static final Pattern FORM = Pattern.compile("([a-z0-9]{1,16})-(0|[1-9][0-9]{0,18})");

    public static Optional<Cursor> parse(String word) {
        Matcher matcher = FORM.matcher(word);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Cursor(matcher.group(1), Long.parseLong(matcher.group(2))));
        } catch (NumberFormatException beyondAnyJournal) {
            // 19 digits can exceed a long; such a position is from the future, whatever it is
            return Optional.of(new Cursor(matcher.group(1), Long.MAX_VALUE));
        }
    }

    @Override
    public String toString() {
        return epoch + "-" + position;
    }
}
