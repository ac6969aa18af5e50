package live.newsline.page;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.SerializableString;
import tools.jackson.core.io.CharacterEscapes;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes JSON that may stand inside a script element of a page: no character in it can end the element or begin a
 * comment (HTML, section 4.12.1.3).
 */
final class InScript extends CharacterEscapes {

    private static final JsonMapper JSON = JsonMapper.builder(
                    JsonFactory.builder().characterEscapes(new InScript()).build())
            .build();

    private final int[] escapes = standardAsciiEscapesForJSON();

    private InScript() {
        for (char c : new char[] {'<', '>', '&', '\''}) {
            escapes[c] = ESCAPE_STANDARD;
        }
    }

    static String json(Object value) {
        return JSON.writeValueAsString(value);
    }

    @Override
    public int[] getEscapeCodesForAscii() {
        return escapes.clone();
    }

    @Override
    public @Nullable SerializableString getEscapeSequence(int character) {
        return null;
    }
}
