package live.newsline.syndication;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import live.newsline.answer.Site;
import live.newsline.item.Channel;
import live.newsline.item.Item;
import live.newsline.wire.Wire;
import org.jspecify.annotations.Nullable;

/** Sitemap 0.9 of the lines and their newest items; those that are news by Google's rule carry its news fields. */
final class Sitemap {

    static final int ITEMS = 1000;

    /** With the items, far below the 50,000 addresses that a sitemap may have. */
    static final int MOST_CHANNELS = 10_000;

    private static final Duration NEWS = Duration.ofDays(2);

    private Sitemap() {}

    static byte[] of(Site site, List<Channel> channels, List<Item> newestFirst) {
        Map<String, Channel> byName = channels.stream().collect(Collectors.toMap(Channel::name, Function.identity()));
        Map<String, Instant> changed = new HashMap<>();
        newestFirst.forEach(item -> changed.merge(item.channel(), item.updatedAt(), (a, b) -> a.isAfter(b) ? a : b));
        Instant now = Instant.now();
        return Xml.document("urlset", out -> {
            out.attribute("xmlns", "http://www.sitemaps.org/schemas/sitemap/0.9")
                    .attribute("xmlns:news", "http://www.google.com/schemas/sitemap-news/0.9");
            channels.forEach(channel -> out.element(
                    "url",
                    url -> url.element("loc", site.line(channel.name()))
                            .element("lastmod", time(changed.get(channel.name())))));
            for (Item item : newestFirst) {
                Channel channel = byName.get(item.channel());
                if (channel != null) {
                    out.element("url", url -> item(url, site, channel, item, now));
                }
            }
        });
    }

    private static void item(Xml url, Site site, Channel channel, Item item, Instant now) {
        url.element("loc", site.item(item)).element("lastmod", time(item.updatedAt()));
        if (item.publishedAt().isAfter(now.minus(NEWS))) {
            url.element(
                    "news:news",
                    news -> news.element(
                                    "news:publication",
                                    publication -> publication
                                            .element("news:name", channel.title())
                                            .element(
                                                    "news:language",
                                                    Locale.forLanguageTag(item.language())
                                                            .getLanguage()))
                            .element("news:publication_date", Wire.time(item.publishedAt()))
                            .element("news:title", Line.text(item).headline()));
        }
    }

    private static @Nullable String time(@Nullable Instant time) {
        return time == null ? null : Wire.time(time);
    }
}
