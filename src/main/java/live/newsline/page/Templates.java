package live.newsline.page;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.springframework.core.io.ClassPathResource;

/**
 * The pages' templates, compiled at the start ({@link LineEndpoint}); filling one waits for nothing. Every value is escaped for HTML, in text
 * and in a quoted attribute; a name that no value has is a failure, and not an empty place.
 */
enum Templates {
    LINE,
    ITEM,
    NOTICE,
    EMBED,
    FRAME,
    DESK;

    private final Template template;

    Templates() {
        String head = source("head");
        template = Mustache.compiler()
                .escapeHTML(true)
                .strictSections(true)
                // asked at the first filling, on an event loop: nothing is read then
                .withLoader(partial -> new StringReader(head))
                .compile(source(name().toLowerCase(Locale.ROOT)));
    }

    byte[] fill(Object page) {
        return template.execute(page).getBytes(StandardCharsets.UTF_8);
    }

    private static String source(String name) {
        try {
            return new ClassPathResource("pages/" + name + ".mustache").getContentAsString(StandardCharsets.UTF_8);
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }
}
