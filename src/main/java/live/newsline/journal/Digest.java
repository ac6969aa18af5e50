package live.newsline.journal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import live.newsline.item.Text;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** SHA-256 in hexadecimal: what remains of a text when it is erased. */
public final class Digest {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private Digest() {}

    /** Over the text as JSON, fields in the order of {@link Text}. */
    public static String of(@Nullable Text text) {
        return hex(JSON.writeValueAsBytes(text));
    }

    /** Over the text in UTF-8. */
    public static String of(String text) {
        return hex(text.getBytes(UTF_8));
    }

    private static String hex(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }
}
