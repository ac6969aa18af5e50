package live.newsline.page;

import java.util.List;
import java.util.Objects;
import live.newsline.answer.Site;
import live.newsline.item.Channel;

/** The page for iframes: the element and nothing else, so that it holds no text that could be killed. */
record EmbedPage(Channel channel, Embed embed) {

    Words words() {
        return Words.in(Objects.requireNonNullElse(embed.lang(), channel.language()));
    }

    String theme() {
        return embed.theme();
    }

    List<Embed.Attribute> attributes() {
        return embed.attributes();
    }

    String home() {
        return Site.linePath(channel.name());
    }
}
