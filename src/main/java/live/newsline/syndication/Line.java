package live.newsline.syndication;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import live.newsline.answer.Site;
import live.newsline.item.Channel;
import live.newsline.item.Item;
import live.newsline.item.Text;

/** A channel's newest items as a feed tells them. */
record Line(Site site, Channel channel, List<Item> newestFirst) {

    String home() {
        return site.line(channel.name());
    }

    Optional<Instant> updated() {
        return newestFirst.stream().map(Item::updatedAt).max(Comparator.naturalOrder());
    }

    /** An item's name for good, in every form: its id is a UUID (RFC 4122), wherever its address moves. */
    static String id(Item item) {
        return "urn:uuid:" + item.id();
    }

    static Text text(Item item) {
        return Objects.requireNonNull(item.text());
    }
}
