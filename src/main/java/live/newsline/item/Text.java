package live.newsline.item;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an item says: the part that a kill takes away from everybody, and that can be erased for good. */
public record Text(
        String headline,
        @Nullable String link,
        @Nullable String media,
        @Nullable Image image,
        List<String> tags,
        @Nullable String source) {}
