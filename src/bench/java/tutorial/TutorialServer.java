package tutorial;

import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.event.EventListener;
import org.springframework.http.MediaType;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;

/** Live events as guides to WebFlux teach them: a sink, and a Flux of ServerSentEvent for each subscriber. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration(
        excludeName = {
            "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration",
            "org.springframework.boot.r2dbc.autoconfigure.R2dbcAutoConfiguration",
            "org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration"
        })
@Import(TutorialServer.Ticker.class)
public class TutorialServer {

    public static void main(String[] args) {
        new SpringApplicationBuilder(TutorialServer.class)
                .web(WebApplicationType.REACTIVE)
                // not the product's application.yml
                .properties(Map.of(
                        "spring.config.name",
                        "tutorial",
                        "server.port",
                        "0",
                        "management.health.defaults.enabled",
                        "false"))
                .run(args);
    }

    @EventListener
    void ready(WebServerInitializedEvent event) {
        System.out.println("The tutorial is at " + event.getWebServer().getPort());
    }

    record Item(
            String id,
            String channel,
            int version,
            String pubStatus,
            String urgency,
            String headline,
            String language,
            String publishedAt,
            String updatedAt) {}

    record Entry(String type, String cursor, String kind, String channel, String at, Item item) {}

    @RestController
    static class Ticker {

        private final Sinks.Many<ServerSentEvent<Entry>> sink =
                Sinks.many().multicast().directBestEffort();
        private final AtomicLong ids = new AtomicLong();

        @PostMapping("/items")
        void publish(@RequestBody Entry entry) {
            sink.tryEmitNext(ServerSentEvent.builder(entry)
                    .id(Long.toString(ids.incrementAndGet()))
                    .build());
        }

        @GetMapping(path = "/stream", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
        Flux<ServerSentEvent<Entry>> stream() {
            // without it the headers wait for the first item
            return sink.asFlux()
                    .startWith(ServerSentEvent.<Entry>builder().comment("").build());
        }
    }
}
