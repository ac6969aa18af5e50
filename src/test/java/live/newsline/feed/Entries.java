package live.newsline.feed;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import live.newsline.item.Item;
import live.newsline.item.PubStatus;
import live.newsline.item.Text;
import live.newsline.item.Urgency;
import live.newsline.journal.Entry;
import live.newsline.journal.Kind;
import org.jspecify.annotations.Nullable;
import org.springframework.util.unit.DataSize;

/** Invented entries of the channel {@code main}. */
final class Entries {

    private Entries() {}

    static FeedSettings settings(int window, long windowBytes, long tapeBytes) {
        Duration any = Duration.ofSeconds(15);
        return new FeedSettings(
                window, DataSize.ofBytes(windowBytes), 2, DataSize.ofBytes(tapeBytes), false, 100, any, any, any);
    }

    static Entry published(long position, UUID item, String headline) {
        return entry(position, Kind.PUBLISHED, item, PubStatus.USABLE, 1, headline);
    }

    static Entry entry(long position, Kind kind, UUID id, PubStatus status, int version, @Nullable String headline) {
        return entry(position, kind, id, status, version, headline, Urgency.ROUTINE);
    }

    static Entry entry(
            long position,
            Kind kind,
            UUID id,
            PubStatus status,
            int version,
            @Nullable String headline,
            Urgency urgency) {
        Text text = headline == null ? null : new Text(headline, null, null, null, List.of(), null);
        Instant now = Instant.parse("2026-11-23T10:29:00.123Z");
        Item item = new Item(id, "main", version, status, urgency, "en", false, text, null, now, now, null);
        return new Entry(position, new UUID(1, position), kind, now, item, null, null);
    }
}
