package live.newsline.item;

import java.text.Normalizer;
import org.jspecify.annotations.Nullable;

/** Which characters may stand in a text that strangers' pages will show (protocol.md, "Text is plain"). */
final class Plain {

    /** NFC makes one character of at most so many (Unicode's own bound of a decomposition). */
    static final int MOST_IN_ONE = 4;

    private Plain() {}

    /** The text as it is kept: trimmed, NFC. */
    static String kept(String text) {
        return Normalizer.normalize(text.strip(), Normalizer.Form.NFC);
    }

    /** What is wrong with a text, or null. */
    static @Nullable String fault(String text) {
        boolean visible = false;
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            if (forbidden(c)) {
                return "has the character U+%04X, which is not allowed".formatted(c);
            }
            visible |= visible(c);
            i += Character.charCount(c);
        }
        return visible ? null : "has nothing that can be seen";
    }

    static int length(String text) {
        return text.codePointCount(0, text.length());
    }

    private static boolean forbidden(int c) {
        return Character.isISOControl(c)
                || c == 0x2028
                || c == 0x2029
                || (c >= 0x202A && c <= 0x202E)
                || (c >= 0x2066 && c <= 0x2069)
                || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
    }

    private static boolean visible(int c) {
        return switch (Character.getType(c)) {
            case Character.SPACE_SEPARATOR,
                    Character.FORMAT,
                    Character.UNASSIGNED,
                    Character.NON_SPACING_MARK,
                    Character.ENCLOSING_MARK -> false;
            // letters and signs by their category, but drawn as nothing
            default -> c != 0x115F && c != 0x1160 && c != 0x3164 && c != 0xFFA0 && c != 0x2800;
        };
    }
}
