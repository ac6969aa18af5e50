package live.newsline.sse;

import java.time.Duration;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import live.newsline.feed.Admission;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

/**
 * Opens some thousand streams to itself before the node is ready: after a deployment everybody returns at once, and a
 * JVM that has not compiled the way in takes much longer for it. The server serves meanwhile; only readiness waits.
 */
@Component
class WarmUp implements ApplicationRunner {

    private static final Logger log = LoggerFactory.getLogger(WarmUp.class);

    /** With a database of its own: whoever tries Newsline is not to wait, nor to find the demo awake. */
    private static final int USUAL = 5000;

    private static final int AT_ONCE = 16;
    private static final Duration LONGEST = Duration.ofSeconds(4);

    private static final Pattern ID = Pattern.compile("(?m)^id: (\\S+)$");
    private static final HttpClient CLIENT =
            HttpClient.create(ConnectionProvider.newConnection()).keepAlive(false);

    private final WebServerApplicationContext context;
    private final Environment environment;
    private final Admission admission;
    private final int streams;

    WarmUp(WebServerApplicationContext context, Environment environment, Admission admission) {
        this.context = context;
        this.environment = environment;
        this.admission = admission;
        boolean external = "external".equals(environment.getProperty("newsline.database"));
        this.streams = environment.getProperty("newsline.feed.warm-up", Integer.class, external ? USUAL : 0);
    }

    @Override
    public void run(ApplicationArguments arguments) {
        if (streams > 0 && !environment.getProperty("server.ssl.enabled", Boolean.class, false)) {
            Long opened = admission
                    .somePublicChannel()
                    .flatMapMany(channel -> {
                        // as after a deployment: with the cursor that they were told before
                        String stream = address(channel);
                        return open(stream)
                                .flatMapMany(hello -> Flux.range(0, streams)
                                        .flatMap(i -> open(stream + "&after=" + cursor(hello)), AT_ONCE));
                    })
                    .take(LONGEST)
                    .count()
                    .onErrorResume(failure -> Mono.empty())
                    .block();
            log.debug("Opened {} streams to warm up", opened);
        }
    }

    private String address(String channel) {
        String host = environment.getProperty("server.address", "127.0.0.1");
        return "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":"
                + Objects.requireNonNull(context.getWebServer()).getPort() + "/v1/stream?limit=0&channel=" + channel;
    }

    private static Mono<String> open(String stream) {
        return CLIENT.get().uri(stream).responseContent().asString().next();
    }

    private static String cursor(String hello) {
        Matcher id = ID.matcher(hello);
        return id.find() ? id.group(1) : "";
    }
}
