package live.newsline.files;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import live.newsline.answer.Shown;
import org.springframework.http.MediaType;

/** One of the widget's files in both of its forms, each with a tag of its own (RFC 9110, section 8.8.3.3). */
record WidgetFile(MediaType type, byte[] plain, String plainTag, byte[] gzip, String gzipTag) {

    private static final MediaType SCRIPT = MediaType.parseMediaType("text/javascript;charset=utf-8");

    static WidgetFile of(String name, byte[] plain) {
        MediaType type = name.endsWith(".js") ? SCRIPT : MediaType.APPLICATION_JSON;
        byte[] gzip = gzip(plain);
        return new WidgetFile(type, plain, Shown.tag(plain), gzip, Shown.tag(gzip));
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
