package live.newsline.page;

import live.newsline.access.Caller;
import live.newsline.answer.Query;
import live.newsline.journal.Channels;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** The page for iframes (docs/pages.md). */
@RestController
class EmbedEndpoint {

    private final Channels channels;

    EmbedEndpoint(Channels channels) {
        this.channels = channels;
    }

    @GetMapping("/embed/{name}")
    Mono<Void> embed(
            @PathVariable String name, @RequestAttribute(Caller.ATTRIBUTE) Caller caller, ServerWebExchange exchange) {
        Embed embed = Embed.of(Query.of(exchange));
        return Page.show(
                channels.find(name)
                        .filter(caller::mayRead)
                        .map(channel -> Page.of(Templates.EMBED, new EmbedPage(channel, embed), channel.open())),
                exchange);
    }
}
