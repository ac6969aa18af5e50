package live.newsline.item;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Everything an editor sets on an item. A draft that exists keeps every rule of protocol.md ("An item").
 *
 * @param language null: the channel's
 */
public record Draft(
        Text text,
        Urgency urgency,
        @Nullable String language,
        boolean pinned,
        @Nullable String advisory,
        @Nullable Instant expiresAt) {

    static final Set<String> FIELDS = Set.of(
            "headline",
            "language",
            "link",
            "media",
            "image",
            "tags",
            "source",
            "urgency",
            "pinned",
            "advisory",
            "expiresAt");

    static final Set<String> IMAGE_FIELDS = Set.of("href", "alt", "width", "height");

    private static final int LONGEST_HEADLINE = 280;
    private static final int LONGEST_SOURCE = 100;
    private static final int LONGEST_TAG = 50;
    private static final int MOST_TAGS = 16;
    private static final int LARGEST_SIDE = 100_000;

    /**
     * @param values a JSON object as Java's own maps, lists, strings, numbers and booleans
     * @throws RulesBroken naming every field that breaks a rule
     */
    public static Draft of(Map<String, ? extends @Nullable Object> values) {
        Fields fields = new Fields(values).only(FIELDS);
        Draft draft = new Draft(
                new Text(
                        Objects.requireNonNullElse(fields.text("headline", LONGEST_HEADLINE, true), ""),
                        fields.webAddress("link", false),
                        fields.oneOf("media", Set.of("photo", "video")),
                        image(fields.object("image")),
                        fields.texts("tags", MOST_TAGS, LONGEST_TAG),
                        fields.text("source", LONGEST_SOURCE, false)),
                urgency(fields.oneOf("urgency", Set.of("flash", "bulletin", "urgent", "routine"))),
                fields.language("language"),
                fields.flag("pinned"),
                fields.text("advisory", LONGEST_HEADLINE, false),
                fields.time("expiresAt"));
        fields.orThrow();
        return draft;
    }

    /** The advisory of a step, the only field of its body. */
    public static @Nullable String advisory(Map<String, ? extends @Nullable Object> values, boolean required) {
        Fields fields = new Fields(values).only(Set.of("advisory"));
        String advisory = fields.text("advisory", LONGEST_HEADLINE, required);
        fields.orThrow();
        return advisory;
    }

    /** The same in the form that {@link #of} takes: what a merge-patch is applied to. */
    public Map<String, @Nullable Object> values() {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        values.put("headline", text.headline());
        values.put("link", text.link());
        values.put("media", text.media());
        Image image = text.image();
        if (image != null) {
            values.put(
                    "image",
                    Map.of("href", image.href(), "alt", image.alt(), "width", image.width(), "height", image.height()));
        }
        values.put("tags", List.copyOf(text.tags()));
        values.put("source", text.source());
        values.put("urgency", urgency.word());
        values.put("language", language);
        values.put("pinned", pinned);
        values.put("advisory", advisory);
        values.put("expiresAt", expiresAt == null ? null : expiresAt.toString());
        return values;
    }

    private static Urgency urgency(@Nullable String word) {
        return word == null ? Urgency.ROUTINE : Urgency.of(word).orElse(Urgency.ROUTINE);
    }

    private static @Nullable Image image(@Nullable Fields fields) {
        if (fields == null) {
            return null;
        }
        fields.only(IMAGE_FIELDS);
        return new Image(
                Objects.requireNonNullElse(fields.webAddress("href", true), ""),
                Objects.requireNonNullElse(fields.text("alt", LONGEST_HEADLINE, true), ""),
                fields.count("width", LARGEST_SIDE),
                fields.count("height", LARGEST_SIDE));
    }
}
