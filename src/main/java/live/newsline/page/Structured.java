package live.newsline.page;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import live.newsline.answer.Site;
import live.newsline.item.Channel;
import live.newsline.item.Image;
import live.newsline.item.Item;
import live.newsline.wire.Wire;
import org.jspecify.annotations.Nullable;

/** A line and its items in schema.org's words, for search engines. */
final class Structured {

    private static final String CONTEXT = "https://schema.org";

    private Structured() {}

    @JsonInclude(Include.NON_NULL)
    private record LiveBlog(
            @JsonProperty("@context") String context,
            @JsonProperty("@type") String type,
            String url,
            String mainEntityOfPage,
            String headline,
            String inLanguage,
            String coverageStartTime,
            String datePublished,
            String dateModified,
            Organization author,
            Organization publisher,
            List<Posting> liveBlogUpdate) {}

    @JsonInclude(Include.NON_NULL)
    private record Posting(
            @JsonProperty("@context") @Nullable String context,
            @JsonProperty("@type") String type,
            String url,
            @Nullable String mainEntityOfPage,
            String headline,
            String articleBody,
            String inLanguage,
            String datePublished,
            String dateModified,
            @Nullable String expires,
            Organization author,
            @Nullable Organization publisher,
            @Nullable Organization sourceOrganization,
            @Nullable Picture image,
            @Nullable List<String> keywords,
            @Nullable String correction) {}

    @JsonInclude(Include.NON_NULL)
    private record Organization(
            @JsonProperty("@type") String type,
            String name,
            @Nullable String url) {}

    /** Its sides are a schema.org Distance: a number and its unit. */
    private record Picture(
            @JsonProperty("@type") String type, String url, String width, String height, String caption) {}

    /** A LiveBlogPosting; null where nothing was said yet, because it must say when it began. */
    static @Nullable String line(Line line, List<Story> newestFirst) {
        if (newestFirst.isEmpty()) {
            return null;
        }
        Channel channel = line.channel();
        Organization newsroom = newsroom(line);
        String address = line.site().line(channel.name());
        String began = Wire.time(newestFirst.get(newestFirst.size() - 1).item().publishedAt());
        Instant changed = newestFirst.stream()
                .map(story -> story.item().updatedAt())
                .max(Comparator.naturalOrder())
                .orElseThrow();
        return InScript.json(new LiveBlog(
                CONTEXT,
                "LiveBlogPosting",
                address,
                address,
                channel.title(),
                channel.language(),
                began,
                began,
                Wire.time(changed),
                newsroom,
                newsroom,
                newestFirst.stream()
                        .map(story -> posting(null, "BlogPosting", line.site(), newsroom, story))
                        .toList()));
    }

    static String item(Line line, Story story) {
        return InScript.json(posting(CONTEXT, "NewsArticle", line.site(), newsroom(line), story));
    }

    /** @param context null: the posting stands inside another thing, which says whose all this is */
    private static Posting posting(
            @Nullable String context, String type, Site site, Organization newsroom, Story story) {
        Item item = story.item();
        String address = site.item(item);
        String source = story.text().source();
        Image image = story.text().image();
        List<String> tags = story.text().tags();
        return new Posting(
                context,
                type,
                address,
                context == null ? null : address,
                story.text().headline(),
                story.text().headline(),
                item.language(),
                Wire.time(item.publishedAt()),
                Wire.time(item.updatedAt()),
                item.expiresAt() == null ? null : Wire.time(item.expiresAt()),
                newsroom,
                context == null ? null : newsroom,
                source == null ? null : new Organization("Organization", source, null),
                image == null
                        ? null
                        : new Picture(
                                "ImageObject",
                                image.href(),
                                image.width() + " px",
                                image.height() + " px",
                                image.alt()),
                tags.isEmpty() ? null : tags,
                story.note());
    }

    private static Organization newsroom(Line line) {
        return new Organization(
                "Organization",
                line.channel().title(),
                line.site().line(line.channel().name()));
    }
}
