package live.newsline.files;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import live.newsline.problem.Problem;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** The widget's files, evergreen or for good (protocol.md, "Reading"). */
@RestController
class WidgetEndpoint {

    private static final CacheControl FOR_NOW =
            CacheControl.maxAge(Duration.ofMinutes(10)).cachePublic().staleWhileRevalidate(Duration.ofDays(1));
    private static final CacheControl FOR_GOOD =
            CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable();

    /** A coding and its weight; a weight of zero is a refusal (RFC 9110, section 12.5.3). */
    private static final Pattern TAKEN = Pattern.compile("(?:x-)?(br|gzip)(;q=(?!0(\\.0*)?$)[0-9.]+)?");

    private final WidgetFiles files;

    WidgetEndpoint(WidgetFiles files) {
        this.files = files;
    }

    @GetMapping("/widget/{version}/{name}")
    Mono<Void> file(@PathVariable String version, @PathVariable String name, ServerWebExchange exchange) {
        WidgetFile file = files.find(version, name)
                .orElseThrow(
                        () -> Problem.notFound("There is no file " + name + " of the widget's version " + version + ".")
                                .exception());
        ServerHttpResponse response = exchange.getResponse();
        HttpHeaders headers = response.getHeaders();
        headers.setCacheControl(version.equals(WidgetFiles.EVERGREEN) ? FOR_NOW : FOR_GOOD);
        headers.setVary(List.of(HttpHeaders.ACCEPT_ENCODING));
        Set<String> taken = takenBy(exchange.getRequest().getHeaders());
        WidgetFile.Form form = file.forms().stream()
                .filter(each -> each.coding() == null || taken.contains(each.coding()))
                .findFirst()
                .orElseThrow();
        if (exchange.checkNotModified(form.tag())) {
            return response.setComplete();
        }
        headers.setContentType(file.type());
        headers.setContentLength(form.bytes().length);
        if (form.coding() != null) {
            headers.set(HttpHeaders.CONTENT_ENCODING, form.coding());
        }
        return response.writeWith(
                Mono.fromSupplier(() -> response.bufferFactory().wrap(form.bytes())));
    }

    private static Set<String> takenBy(HttpHeaders headers) {
        return headers.getOrEmpty(HttpHeaders.ACCEPT_ENCODING).stream()
                .flatMap(line -> Stream.of(line.split(",")))
                .map(coding -> TAKEN.matcher(coding.replaceAll("\\s", "").toLowerCase(Locale.ROOT)))
                .filter(Matcher::matches)
                .map(coding -> coding.group(1))
                .collect(Collectors.toSet());
    }
}
