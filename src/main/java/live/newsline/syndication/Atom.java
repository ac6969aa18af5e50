package live.newsline.syndication;

import java.time.Instant;
import live.newsline.item.Image;
import live.newsline.item.Item;
import live.newsline.item.Text;
import live.newsline.wire.Wire;
import org.jspecify.annotations.Nullable;

/** Atom (RFC 4287): every entry in its own language. */
final class Atom {

    private Atom() {}

    static byte[] of(Line line) {
        return Xml.document("feed", feed -> feed(feed, line));
    }

    private static void feed(Xml out, Line line) {
        String self = line.site().feed(line.channel().name(), "atom");
        String title = line.channel().title();
        out.attribute("xmlns", "http://www.w3.org/2005/Atom")
                .attribute("xml:lang", line.channel().language())
                .element("id", line.home())
                .element("title", title)
                // section 4.2.15 wants a time also where nothing was said yet
                .element("updated", Wire.time(line.updated().orElse(Instant.EPOCH)))
                .element("author", author -> author.element("name", title))
                .element("link", link -> link(link, "self", "application/atom+xml", self))
                .element("link", link -> link(link, "alternate", "text/html", line.home()))
                .element("generator", "Newsline");
        line.newestFirst().forEach(item -> out.element("entry", entry -> entry(entry, line, item)));
    }

    private static void entry(Xml out, Line line, Item item) {
        Text text = Line.text(item);
        out.attribute("xml:lang", item.language())
                .element("id", Line.id(item))
                .element("title", text.headline())
                .element("published", Wire.time(item.publishedAt()))
                .element("updated", Wire.time(item.updatedAt()))
                .element(
                        "link",
                        link -> link(link, "alternate", "text/html", line.site().item(item)));
        String story = text.link();
        if (story != null) {
            out.element("link", link -> link(link, "related", null, story));
        }
        Image image = text.image();
        if (image != null) {
            out.element(
                    "link", link -> link(link, "enclosure", null, image.href()).attribute("title", image.alt()));
        }
        String source = text.source();
        if (source != null) {
            out.element("author", author -> author.element("name", source));
        }
        text.tags().forEach(tag -> out.element("category", category -> category.attribute("term", tag)));
        out.element("summary", item.advisory());
    }

    private static Xml link(Xml out, String rel, @Nullable String type, String href) {
        return out.attribute("rel", rel).attribute("type", type).attribute("href", href);
    }
}
