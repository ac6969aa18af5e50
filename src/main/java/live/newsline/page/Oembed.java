package live.newsline.page;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import live.newsline.answer.Site;
import live.newsline.item.Channel;
import live.newsline.item.Item;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** An answer of oEmbed 1.0: a line is a frame, an item is a link, whose text may be taken back. */
@JsonInclude(Include.NON_NULL)
record Oembed(
        String version,
        String type,
        String title,
        @JsonProperty("author_name") @Nullable String authorName,
        @JsonProperty("provider_name") String providerName,
        @JsonProperty("provider_url") String providerUrl,
        @Nullable Integer width,
        @Nullable Integer height,
        @Nullable String html) {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String PROVIDER = "Newsline";
    private static final int WIDTH = 600;
    static final int HEIGHT = 480;

    record Frame(String address, String title, int width, int height) {}

    static Oembed line(Site site, Channel channel, String path, int maxWidth, int height) {
        Frame frame = new Frame(site.origin() + path, channel.title(), Math.min(WIDTH, maxWidth), height);
        String html = new String(Templates.FRAME.fill(frame), StandardCharsets.UTF_8).strip();
        return new Oembed(
                "1.0", "rich", channel.title(), null, PROVIDER, site.origin(), frame.width(), frame.height(), html);
    }

    static Oembed item(Site site, Channel channel, Item item) {
        String headline = Objects.requireNonNull(item.text()).headline();
        return new Oembed("1.0", "link", headline, channel.title(), PROVIDER, site.origin(), null, null, null);
    }

    byte[] json() {
        return JSON.writeValueAsBytes(this);
    }
}
