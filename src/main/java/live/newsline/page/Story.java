package live.newsline.page;

import java.net.URI;
import java.time.ZoneId;
import java.util.Objects;
import live.newsline.answer.Site;
import live.newsline.item.Item;
import live.newsline.item.Text;
import live.newsline.item.Urgency;
import org.jspecify.annotations.Nullable;

/** An item that readers may see, as the templates show it. */
record Story(Item item, Text text, Words words, ZoneId zone) {

    Story(Item item, Words words, ZoneId zone) {
        this(item, Objects.requireNonNull(item.text()), words, zone);
    }

    String permalink() {
        return Site.itemPath(item);
    }

    /** Where the headline leads: to the story, or to the item's own page. */
    String href() {
        return Objects.requireNonNullElseGet(text.link(), this::permalink);
    }

    @Nullable
    String host() {
        return text.link() == null ? null : URI.create(text.link()).getHost();
    }

    Words.Moment published() {
        return words.moment(item.publishedAt(), zone);
    }

    Words.@Nullable Moment updated() {
        return item.version() == 1 ? null : words.moment(item.updatedAt(), zone);
    }

    @Nullable
    String urgency() {
        return item.urgency() == Urgency.ROUTINE
                ? null
                : words.get(item.urgency().word());
    }

    @Nullable
    String media() {
        return text.media() == null ? null : words.get(text.media());
    }

    boolean kicker() {
        return urgency() != null || media() != null;
    }

    /** What was wrong before; an advisory of the first version corrects nothing. */
    @Nullable
    String note() {
        return item.version() == 1 ? null : item.advisory();
    }

    boolean tagged() {
        return !text.tags().isEmpty();
    }
}
