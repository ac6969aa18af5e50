package live.newsline.syndication;

import java.nio.charset.StandardCharsets;
import java.util.List;
import live.newsline.answer.Shown;
import live.newsline.answer.Site;
import live.newsline.answer.Sites;
import live.newsline.item.Channel;
import live.newsline.item.Urgency;
import live.newsline.journal.Channels;
import live.newsline.journal.Journal;
import live.newsline.journal.Wanted;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** What search engines ask first. Private channels are not there for them, whoever asks. */
@RestController
class CrawlerEndpoint {

    private static final MediaType TEXT = new MediaType(MediaType.TEXT_PLAIN, StandardCharsets.UTF_8);
    private static final MediaType XML = new MediaType(MediaType.APPLICATION_XML, StandardCharsets.UTF_8);

    private final Journal journal;
    private final Channels channels;
    private final Sites sites;

    CrawlerEndpoint(Journal journal, Channels channels, Sites sites) {
        this.journal = journal;
        this.channels = channels;
        this.sites = sites;
    }

    /** RFC 9309. A stream never ends, and would hold a robot for as long as it likes. */
    @GetMapping("/robots.txt")
    Mono<Void> robots(ServerWebExchange exchange) {
        String rules = """
                User-agent: *
                Disallow: /v1/stream
                Disallow: /rsocket
                Disallow: /actuator/

                Sitemap: %s/sitemap.xml
                """.formatted(sites.site(exchange).origin());
        return Shown.of(TEXT, rules.getBytes(StandardCharsets.UTF_8)).to(exchange, true);
    }

    @GetMapping("/sitemap.xml")
    Mono<Void> sitemap(ServerWebExchange exchange) {
        Site site = sites.site(exchange);
        return channels.all().flatMap(directory -> {
            List<Channel> open = directory.values().stream()
                    .filter(Channel::open)
                    .limit(Sitemap.MOST_CHANNELS)
                    .toList();
            Wanted everything = new Wanted(open.stream().map(Channel::name).toList(), Urgency.ROUTINE, List.of());
            return journal.snapshot(everything, Sitemap.ITEMS)
                    .flatMap(found ->
                            Shown.of(XML, Sitemap.of(site, open, found.items())).to(exchange, true));
        });
    }
}
