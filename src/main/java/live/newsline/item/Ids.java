package live.newsline.item;

import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/** The form of an item's id. */
public final class Ids {

    private static final Pattern FORM =
            Pattern.compile("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}");

    private Ids() {}

    /** Java's own parser takes shorter forms, which would be other names for the same item. */
    public static Optional<UUID> parse(String id) {
        return FORM.matcher(id).matches() ? Optional.of(UUID.fromString(id)) : Optional.empty();
    }
}
