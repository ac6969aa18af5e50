package live.newsline.page;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import live.newsline.answer.Site;
import live.newsline.item.Channel;
import live.newsline.item.Image;
import live.newsline.wire.Wire;
import org.jspecify.annotations.Nullable;

/**
 * What a page says of itself to machines: search engines, and sites that people paste its address into.
 *
 * @param properties Open Graph's
 * @param structured JSON-LD that may stand in a script element; null: none
 * @param live whether the page goes live
 */
record Head(
        String title,
        @Nullable String description,
        @Nullable String robots,
        List<Link> links,
        List<Property> properties,
        @Nullable String card,
        @Nullable String structured,
        boolean live) {

    record Link(String rel, @Nullable String type, @Nullable String title, String href) {}

    record Property(String name, String content) {}

    /** Of a page that says only that there is nothing to say. */
    static Head notice(String title) {
        return new Head(title, null, "noindex", List.of(), List.of(), null, null, false);
    }

    /** Of an older page of a line: its items have addresses of their own, which do not move on. */
    static Head older(Line line, @Nullable String newer, @Nullable String older) {
        List<Link> links = new ArrayList<>();
        turns(links, newer, older);
        links.addAll(feeds(line.site(), line.channel()));
        return new Head(line.channel().title(), null, "noindex, follow", links, List.of(), null, null, false);
    }

    static Head line(Line line, List<Story> newestFirst, @Nullable String older) {
        Channel channel = line.channel();
        String address = line.site().line(channel.name());
        String newest = newestFirst.isEmpty() ? null : newestFirst.get(0).text().headline();
        List<Link> links = new ArrayList<>(List.of(new Link("canonical", null, null, address)));
        turns(links, null, older);
        links.addAll(feeds(line.site(), channel));
        links.add(oembed(line.site(), address, channel.title()));
        List<Property> properties = new ArrayList<>(List.of(
                new Property("og:type", "website"),
                new Property("og:title", channel.title()),
                new Property("og:url", address)));
        if (newest != null) {
            properties.add(new Property("og:description", newest));
        }
        return new Head(
                channel.title(),
                newest,
                null,
                links,
                properties,
                "summary",
                Structured.line(line, newestFirst),
                channel.open());
    }

    static Head item(Line line, Story story) {
        Channel channel = line.channel();
        String address = line.site().item(story.item());
        String headline = story.text().headline();
        String when = channel.title() + ", " + story.published().clock() + " "
                + story.published().day();
        Image image = story.text().image();
        List<Property> properties = new ArrayList<>(List.of(
                new Property("og:type", "article"),
                new Property("og:title", headline),
                new Property("og:description", when),
                new Property("og:url", address),
                new Property("og:site_name", channel.title()),
                new Property("article:published_time", Wire.time(story.item().publishedAt())),
                new Property("article:modified_time", Wire.time(story.item().updatedAt()))));
        story.text().tags().forEach(tag -> properties.add(new Property("article:tag", tag)));
        if (image != null) {
            properties.add(new Property("og:image", image.href()));
            properties.add(new Property("og:image:width", String.valueOf(image.width())));
            properties.add(new Property("og:image:height", String.valueOf(image.height())));
            properties.add(new Property("og:image:alt", image.alt()));
        }
        List<Link> links = new ArrayList<>(List.of(new Link("canonical", null, null, address)));
        links.addAll(feeds(line.site(), channel));
        links.add(oembed(line.site(), address, headline));
        return new Head(
                headline + " – " + channel.title(),
                when,
                null,
                links,
                properties,
                image == null ? "summary" : "summary_large_image",
                Structured.item(line, story),
                false);
    }

    private static void turns(List<Link> links, @Nullable String newer, @Nullable String older) {
        if (newer != null) {
            links.add(new Link("prev", null, null, newer));
        }
        if (older != null) {
            links.add(new Link("next", null, null, older));
        }
    }

    private static List<Link> feeds(Site site, Channel channel) {
        return List.of(
                feed(site, channel, "rss", "application/rss+xml", "RSS"),
                feed(site, channel, "atom", "application/atom+xml", "Atom"),
                feed(site, channel, "json", "application/feed+json", "JSON Feed"));
    }

    private static Link feed(Site site, Channel channel, String form, String type, String name) {
        return new Link("alternate", type, channel.title() + ", " + name, site.feed(channel.name(), form));
    }

    private static Link oembed(Site site, String address, String title) {
        return new Link(
                "alternate",
                "application/json+oembed",
                title,
                site.origin() + "/oembed?url=" + URLEncoder.encode(address, StandardCharsets.UTF_8));
    }
}
