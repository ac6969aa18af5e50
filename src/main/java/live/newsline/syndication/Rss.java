package live.newsline.syndication;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Objects;
import live.newsline.item.Image;
import live.newsline.item.Item;
import live.newsline.item.Text;

/** RSS 2.0, with Atom's link to itself, Dublin Core's creator and language, and Media RSS's picture. */
final class Rss {

    private Rss() {}

    static byte[] of(Line line) {
        return Xml.document(
                "rss",
                rss -> rss.attribute("version", "2.0")
                        .attribute("xmlns:atom", "http://www.w3.org/2005/Atom")
                        .attribute("xmlns:dc", "http://purl.org/dc/elements/1.1/")
                        .attribute("xmlns:media", "http://search.yahoo.com/mrss/")
                        .element("channel", channel -> channel(channel, line)));
    }

    private static void channel(Xml out, Line line) {
        out.element("title", line.channel().title())
                .element("link", line.home())
                .element(
                        "atom:link",
                        self -> self.attribute("rel", "self")
                                .attribute("type", "application/rss+xml")
                                .attribute(
                                        "href", line.site().feed(line.channel().name(), "rss")))
                .element("description", line.channel().title())
                .element("language", line.channel().language())
                .element("lastBuildDate", line.updated().map(Rss::time).orElse(null))
                .element("generator", "Newsline")
                .element("ttl", "1");
        line.newestFirst().forEach(item -> out.element("item", inside -> item(inside, line, item)));
    }

    private static void item(Xml out, Line line, Item item) {
        Text text = Line.text(item);
        out.element("title", text.headline())
                .element(
                        "link",
                        Objects.requireNonNullElse(text.link(), line.site().item(item)))
                .element("guid", guid -> guid.attribute("isPermaLink", "false").text(Line.id(item)))
                .element("pubDate", time(item.publishedAt()))
                .element("description", item.advisory())
                .element("dc:creator", text.source())
                .element("dc:language", item.language());
        text.tags().forEach(tag -> out.element("category", tag));
        Image image = text.image();
        if (image != null) {
            // not an enclosure: that needs a length in bytes, which nobody has told us
            out.element(
                    "media:content",
                    media -> media.attribute("url", image.href())
                            .attribute("medium", "image")
                            .attribute("width", String.valueOf(image.width()))
                            .attribute("height", String.valueOf(image.height()))
                            .element("media:description", image.alt()));
        }
    }

    private static String time(Instant time) {
        return DateTimeFormatter.RFC_1123_DATE_TIME.format(time.atOffset(ZoneOffset.UTC));
    }
}
