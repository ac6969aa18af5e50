package live.newsline.page;

import com.samskivert.mustache.Mustache;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.time.format.TextStyle;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import org.springframework.core.io.ClassPathResource;

/**
 * A page's own words and dates, in its channel's language where we have them and in English where not.
 *
 * @param tag BCP 47: the language of these words
 * @param all by the names that the templates use
 */
record Words(String tag, Map<String, String> all) implements Mustache.CustomContext {

    static final List<String> LANGUAGES = List.of("en", "az", "tr", "ru", "ar");

    private static final Map<String, Map<String, String>> READ = read();
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("dd.MM.uuuu", Locale.ROOT);

    static Words in(String language) {
        String primary = Locale.forLanguageTag(language).getLanguage();
        Map<String, String> own = READ.get(primary);
        return own == null ? in("en") : new Words(language, own);
    }

    /** For the templates also {@code tag} and {@code dir}. */
    @Override
    public String get(String name) {
        return switch (name) {
            case "tag" -> tag;
            case "dir" -> dir();
            default -> Objects.requireNonNull(all.get(name), name);
        };
    }

    String dir() {
        return locale().getLanguage().equals("ar") ? "rtl" : "ltr";
    }

    /** @param day in full, such as {@code 23 noyabr 2026, bazar ertəsi} */
    record Moment(String iso, String clock, String date, String day) {}

    Moment moment(Instant instant, ZoneId zone) {
        ZonedDateTime time = instant.atZone(zone);
        return new Moment(
                DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(time),
                CLOCK.format(time),
                DATE.format(time),
                DateTimeFormatter.ofLocalizedDate(FormatStyle.FULL)
                        .withLocale(locale())
                        .format(time));
    }

    String zone(ZoneId zone) {
        return zone.getDisplayName(TextStyle.FULL, locale());
    }

    private Locale locale() {
        return Locale.forLanguageTag(tag);
    }

    private static Map<String, Map<String, String>> read() {
        Map<String, Map<String, String>> read = new HashMap<>();
        for (String language : LANGUAGES) {
            Properties words = new Properties();
            try (Reader file = new InputStreamReader(
                    new ClassPathResource("pages/words/" + language + ".properties").getInputStream(),
                    StandardCharsets.UTF_8)) {
                words.load(file);
            } catch (IOException missing) {
                throw new UncheckedIOException(missing);
            }
            Map<String, String> byName = new HashMap<>();
            words.stringPropertyNames().forEach(name -> byName.put(name, words.getProperty(name)));
            read.put(language, Map.copyOf(byName));
        }
        return Map.copyOf(read);
    }
}
