package live.newsline.demo;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.random.RandomGenerator;

/** Headlines from {@code demo/<language>.txt}, one a line, all told before one comes again. Not thread-safe. */
final class Headlines {

    private static final List<String> LANGUAGES = List.of("az", "en", "tr", "ru", "ar");

    record Headline(String language, String text) {}

    private final List<Headline> all = new ArrayList<>();
    private final RandomGenerator random;
    private int next;

    Headlines(RandomGenerator random) {
        this.random = random;
        for (String language : LANGUAGES) {
            lines(language).forEach(text -> all.add(new Headline(language, text)));
        }
        shuffle();
    }

    Headline next() {
        if (next == all.size()) {
            shuffle();
            next = 0;
        }
        Headline headline = all.get(next++);
        // a number makes two tellings of one line two headlines
        return new Headline(headline.language(), headline.text().replace("#", "" + random.nextInt(2, 40)));
    }

    private void shuffle() {
        for (int i = all.size() - 1; i > 0; i--) {
            Collections.swap(all, i, random.nextInt(i + 1));
        }
    }

    private static List<String> lines(String language) {
        try (InputStream file = Headlines.class.getResourceAsStream("/demo/" + language + ".txt")) {
            if (file == null) {
                throw new IllegalStateException("demo/" + language + ".txt is missing");
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank())
                    .toList();
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
