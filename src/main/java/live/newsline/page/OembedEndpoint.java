package live.newsline.page;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import live.newsline.access.Caller;
import live.newsline.answer.Query;
import live.newsline.answer.Shown;
import live.newsline.answer.Site;
import live.newsline.answer.Sites;
import live.newsline.item.Ids;
import live.newsline.journal.Channels;
import live.newsline.journal.Journal;
import live.newsline.problem.Problem;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.util.UriComponentsBuilder;
import reactor.core.publisher.Mono;

/** What another site embeds where somebody pasted one of our addresses: oEmbed 1.0. */
@RestController
class OembedEndpoint {

    private static final int LARGEST = 10_000;
    private static final Pattern LINE = Pattern.compile("/(line|embed)/([^/]+)(?:/([^/]+))?/?");

    private final Journal journal;
    private final Channels channels;
    private final Sites sites;

    OembedEndpoint(Journal journal, Channels channels, Sites sites) {
        this.journal = journal;
        this.channels = channels;
        this.sites = sites;
    }

    /** @param id null: the address is a line's, and not an item's */
    private record Asked(String channel, @Nullable String id, String framePath, int height) {}

    @GetMapping("/oembed")
    Mono<Void> oembed(@RequestAttribute(Caller.ATTRIBUTE) Caller caller, ServerWebExchange exchange) {
        Query query = Query.of(exchange);
        String url = query.one("url");
        int maxWidth = query.number("maxwidth", LARGEST, 1, LARGEST);
        int maxHeight = query.number("maxheight", LARGEST, 1, LARGEST);
        if (url == null || url.isEmpty()) {
            throw Problem.badRequest("url", "required", "must be the address of a line or of an item")
                    .exception();
        }
        if (!"json".equals(Objects.requireNonNullElse(query.one("format"), "json"))) {
            throw new Problem("not-implemented", "Not implemented", 501, "Only format=json is spoken.", List.of(), null)
                    .exception();
        }
        Site site = sites.site(exchange);
        Asked asked = asked(url, site);
        if (asked == null) {
            return Mono.error(nothing(url));
        }
        return channels.find(asked.channel())
                .filter(caller::mayRead)
                .flatMap(channel -> (asked.id() == null
                                ? Mono.just(Oembed.line(
                                        site,
                                        channel,
                                        asked.framePath(),
                                        maxWidth,
                                        Math.min(asked.height(), maxHeight)))
                                : Mono.justOrEmpty(Ids.parse(asked.id()))
                                        .flatMap(journal::item)
                                        .filter(item ->
                                                item.channel().equals(channel.name()) && item.usableAt(Instant.now()))
                                        .map(item -> Oembed.item(site, channel, item)))
                        .map(Oembed::json)
                        .flatMap(json ->
                                Shown.json(json).to(exchange, channel.open()).thenReturn(json)))
                .switchIfEmpty(Mono.error(() -> nothing(url)))
                .then();
    }

    private static @Nullable Asked asked(String url, Site site) {
        try {
            URI uri = new URI(url);
            String origin = uri.getScheme() + "://" + uri.getRawAuthority();
            Matcher path = LINE.matcher(Objects.requireNonNullElse(uri.getRawPath(), ""));
            if (!origin.equalsIgnoreCase(site.origin()) || !path.matches()) {
                return null;
            }
            String channel = path.group(2);
            String id = path.group(3);
            if (path.group(1).equals("line")) {
                return new Asked(channel, id, "/embed/" + channel, Oembed.HEIGHT);
            }
            // only what the page for iframes takes itself
            Embed embed = Embed.of(
                    new Query(UriComponentsBuilder.fromUri(uri).build(true).getQueryParams()));
            int height = Math.min(Oembed.HEIGHT, embed.height());
            return id == null ? new Asked(channel, null, "/embed/" + channel + queryOf(uri), height) : null;
        } catch (URISyntaxException | Problem.Exception noAddressOfOurs) {
            return null;
        }
    }

    private static String queryOf(URI uri) {
        return uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
    }

    private static Problem.Exception nothing(String url) {
        return Problem.notFound("Nothing can be embedded from " + url + ".").exception();
    }
}
