package live.newsline.answer;

import java.net.URI;
import java.net.URISyntaxException;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;

/** Knows the public address: the one that was set ({@code newsline.site}), or else the one that was asked for. */
@Component
public class Sites {

    private final String set;

    Sites(@Value("${newsline.site:}") String set) {
        this.set = set.isBlank() ? "" : origin(set);
    }

    public Site site(ServerWebExchange exchange) {
        if (!set.isEmpty()) {
            return new Site(set);
        }
        URI asked = exchange.getRequest().getURI();
        return new Site(asked.getScheme() + "://" + asked.getRawAuthority());
    }

    private static String origin(String address) {
        try {
            URI uri = new URI(address.strip());
            boolean web = "https".equalsIgnoreCase(uri.getScheme()) || "http".equalsIgnoreCase(uri.getScheme());
            boolean bare = uri.getRawPath() != null && uri.getRawPath().matches("/?");
            if (web
                    && bare
                    && uri.getHost() != null
                    && uri.getRawUserInfo() == null
                    && uri.getRawQuery() == null
                    && uri.getRawFragment() == null) {
                return uri.getScheme() + "://" + uri.getRawAuthority();
            }
        } catch (URISyntaxException refusedBelow) {
            // the one message below serves every way to be malformed
        }
        throw new IllegalStateException(
                "newsline.site must be a scheme and a host, such as https://news.example, and not " + address);
    }
}
