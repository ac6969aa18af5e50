package live.newsline.item;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A JSON merge-patch (RFC 7396) over what an editor may set. */
public final class Change {

    /** A draft with every field set: a patch over it shows each fault that does not depend on the item. */
    private static final Map<String, Object> ANY = Map.of(
            "headline", "any", "image", Map.of("href", "https://example.org/", "alt", "any", "width", 1, "height", 1));

    private final Map<String, ? extends @Nullable Object> patch;

    private Change(Map<String, ? extends @Nullable Object> patch) {
        this.patch = patch;
    }

    /** @throws RulesBroken where no item could take this patch */
    public static Change of(Map<String, ? extends @Nullable Object> patch) {
        // a merge would forget an unknown field that is only cleared
        Fields fields = new Fields(patch).only(Draft.FIELDS);
        Fields image = patch.get("image") instanceof Map ? fields.object("image") : null;
        if (image != null) {
            image.only(Draft.IMAGE_FIELDS);
        }
        fields.orThrow();
        Draft.of(merged(ANY, patch));
        return new Change(patch);
    }

    /** @throws RulesBroken where this item cannot take it */
    public Draft over(Draft draft) {
        return Draft.of(merged(draft.values(), patch));
    }

    public boolean makesFlash() {
        return Urgency.FLASH.word().equals(patch.get("urgency"));
    }

    public boolean setsAdvisory() {
        return patch.get("advisory") != null;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, @Nullable Object> merged(
            Map<String, ? extends @Nullable Object> target, Map<String, ? extends @Nullable Object> patch) {
        Map<String, @Nullable Object> merged = new LinkedHashMap<>(target);
        patch.forEach((field, value) -> {
            if (value instanceof Map<?, ?> inner) {
                Map<String, Object> before =
                        merged.get(field) instanceof Map<?, ?> map ? (Map<String, Object>) map : Map.of();
                merged.put(field, merged(before, (Map<String, Object>) inner));
            } else if (value == null) {
                merged.remove(field);
            } else {
                merged.put(field, value);
            }
        });
        return merged;
    }
}
