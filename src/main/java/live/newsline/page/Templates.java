package live.newsline.page;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.springframework.core.io.ClassPathResource;

/**
 * The pages' templates, compiled at the start; filling one waits for nothing. Every value is escaped for HTML, in text
 * and in a quoted attribute; a name that no value has is a failure, and not an empty place.
 */
enum Templates {
    LINE,
    ITEM,
    NOTICE,
    EMBED,
    FRAME;

    private final Template template;

    Templates() {
        Mustache.Compiler compiler =
                Mustache.compiler().escapeHTML(true).strictSections(true).withLoader(Templates::open);
        String name = name().toLowerCase(Locale.ROOT);
        try (Reader source = open(name)) {
            template = compiler.compile(source);
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }

    byte[] fill(Object page) {
        return template.execute(page).getBytes(StandardCharsets.UTF_8);
    }

    private static Reader open(String name) throws IOException {
        return new InputStreamReader(
                new ClassPathResource("pages/" + name + ".mustache").getInputStream(), StandardCharsets.UTF_8);
    }
}
