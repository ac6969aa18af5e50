package live.newsline.syndication;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import live.newsline.item.Item;
import live.newsline.item.Text;
import live.newsline.wire.Wire;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** JSON Feed 1.1. */
record JsonFeed(
        String version,
        String title,
        @JsonProperty("home_page_url") String homePageUrl,
        @JsonProperty("feed_url") String feedUrl,
        String language,
        List<Entry> items) {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    @JsonInclude(Include.NON_NULL)
    record Entry(
            String id,
            String url,
            @JsonProperty("external_url") @Nullable String externalUrl,
            String title,
            @JsonProperty("content_text") String contentText,
            @Nullable String summary,
            @Nullable String image,
            @JsonProperty("date_published") String datePublished,
            @JsonProperty("date_modified") String dateModified,
            @Nullable List<Author> authors,
            @Nullable List<String> tags,
            String language) {}

    record Author(String name) {}

    static byte[] of(Line line) {
        return JSON.writeValueAsBytes(new JsonFeed(
                "https://jsonfeed.org/version/1.1",
                line.channel().title(),
                line.home(),
                line.site().feed(line.channel().name(), "json"),
                line.channel().language(),
                line.newestFirst().stream().map(item -> entry(line, item)).toList()));
    }

    private static Entry entry(Line line, Item item) {
        Text text = Line.text(item);
        return new Entry(
                Line.id(item),
                line.site().item(item),
                text.link(),
                text.headline(),
                text.headline(),
                item.advisory(),
                text.image() == null ? null : text.image().href(),
                Wire.time(item.publishedAt()),
                Wire.time(item.updatedAt()),
                text.source() == null ? null : List.of(new Author(text.source())),
                text.tags().isEmpty() ? null : text.tags(),
                item.language());
    }
}
