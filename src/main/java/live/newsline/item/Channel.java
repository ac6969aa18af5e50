package live.newsline.item;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A named line.
 *
 * @param name its slug, as it stands in addresses
 * @param language BCP 47: what an item is in when its editor does not say
 * @param timeZone an IANA name: the zone that the line's times are shown in
 * @param open whether anybody may read it; a private channel does not exist for those who may not
 */
public record Channel(String name, String title, String language, String timeZone, boolean open) {

    private static final int LONGEST_TITLE = 100;

    /**
     * What a channel becomes when these values are put. What is not named stays as it is, so that a new title cannot
     * lay a private line open.
     *
     * @throws RulesBroken naming every field that breaks a rule
     */
    public static Channel of(String name, Map<String, ? extends @Nullable Object> values, @Nullable Channel before) {
        Channel base = before == null ? new Channel(name, name, "en", "UTC", true) : before;
        Fields fields = new Fields(values).only(Set.of("title", "language", "timeZone", "visibility"));
        String visibility = fields.oneOf("visibility", Set.of("public", "private"));
        String zone = fields.text("timeZone", LONGEST_TITLE, false);
        Channel channel = new Channel(
                name,
                Objects.requireNonNullElse(fields.text("title", LONGEST_TITLE, false), base.title),
                Objects.requireNonNullElse(fields.language("language"), base.language),
                Objects.requireNonNullElse(zone, base.timeZone),
                visibility == null ? base.open : visibility.equals("public"));
        fields.orThrow();
        if (zone != null && !isZone(zone)) {
            throw new RulesBroken("timeZone", "not-a-time-zone", "must be an IANA time zone, such as Asia/Baku");
        }
        return channel;
    }

    public String visibility() {
        return open ? "public" : "private";
    }

    private static boolean isZone(String zone) {
        try {
            // a bare offset has no name that a browser could look up
            return ZoneId.getAvailableZoneIds().contains(ZoneId.of(zone).getId());
        } catch (DateTimeException unknown) {
            return false;
        }
    }
}
