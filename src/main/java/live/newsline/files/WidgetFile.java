package live.newsline.files;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import live.newsline.answer.Shown;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;

/**
 * One of the widget's files in each of its forms.
 *
 * @param forms the smallest first; the plain one, which everybody takes, is the last
 */
record WidgetFile(MediaType type, List<Form> forms) {

    private static final MediaType SCRIPT = MediaType.parseMediaType("text/javascript;charset=utf-8");

    /**
     * A form with a tag of its own (RFC 9110, section 8.8.3.3).
     *
     * @param coding as {@code Content-Encoding} calls it; null for the plain form
     */
    record Form(@Nullable String coding, byte[] bytes, String tag) {

        static Form of(@Nullable String coding, byte[] bytes) {
            return new Form(coding, bytes, Shown.tag(bytes));
        }
    }

    /**
     * @param brotli the form that the build has made, if it has; we cannot
     * @param gzip the same, where the build has made a better one than we can
     */
    static WidgetFile of(String name, byte[] plain, byte @Nullable [] brotli, byte @Nullable [] gzip) {
        List<Form> forms = new ArrayList<>();
        if (brotli != null) {
            forms.add(Form.of("br", brotli));
        }
        forms.add(Form.of("gzip", gzip == null ? gzip(plain) : gzip));
        forms.add(Form.of(null, plain));
        return new WidgetFile(name.endsWith(".js") ? SCRIPT : MediaType.APPLICATION_JSON, List.copyOf(forms));
    }

    byte[] plain() {
        return forms.get(forms.size() - 1).bytes();
    }

    private static byte[] gzip(byte[] plain) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes) {
            {
                def.setLevel(Deflater.BEST_COMPRESSION);
            }
        }) {
            gzip.write(plain);
        } catch (IOException memoryDoesNotFail) {
            throw new UncheckedIOException(memoryDoesNotFail);
        }
        return bytes.toByteArray();
    }
}
