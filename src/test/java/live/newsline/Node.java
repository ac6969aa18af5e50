package live.newsline;

import io.netty.channel.EventLoopGroup;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import live.newsline.database.TestDatabase;
import live.newsline.socket.EventLoops;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.client.ReactorResourceFactory;
import org.springframework.util.FileSystemUtils;
import reactor.core.publisher.Mono;
import reactor.netty.resources.LoopResources;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A whole Newsline in this JVM, on ports of its own; several on one database are several nodes. */
public final class Node implements AutoCloseable {

    public static final JsonMapper JSON = JsonMapper.builder().build();

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final ConfigurableApplicationContext context;
    private final Path data;
    private final String token;

    private Node(ConfigurableApplicationContext context, Path data, String token) {
        this.context = context;
        this.data = data;
        this.token = token;
    }

    /** On a new, empty database. */
    public static Node onNewDatabase(String name, String... settings) {
        return on(TestDatabase.r2dbcUrl(name), null, settings);
    }

    /**
     * On a database that may be in use by other nodes.
     *
     * @param token of its administrator, where it has one
     */
    public static Node on(String r2dbcUrl, @Nullable String token, String... settings) {
        try {
            Path data = Files.createTempDirectory("newsline-node");
            Map<String, Object> properties = new HashMap<>(Map.of(
                    "newsline.feed.warm-up",
                    "0",
                    "newsline.database",
                    "external",
                    "newsline.data",
                    data.toString(),
                    "newsline.rsocket.port",
                    "0",
                    "newsline.feed.drain",
                    "200ms",
                    "server.port",
                    "0",
                    "spring.r2dbc.url",
                    r2dbcUrl,
                    "spring.r2dbc.username",
                    TestDatabase.username(),
                    "spring.r2dbc.password",
                    TestDatabase.password()));
            for (String setting : settings) {
                int equals = setting.indexOf('=');
                properties.put(setting.substring(0, equals), setting.substring(equals + 1));
            }
            SpringApplication application =
                    new SpringApplicationBuilder(NewslineApplication.class, OwnLoops.class).build();
            String[] arguments = properties.entrySet().stream()
                    .map(property -> "--" + property.getKey() + "=" + property.getValue())
                    .toArray(String[]::new);
            ConfigurableApplicationContext context = application.run(arguments);
            Path file = data.resolve("admin-token");
            return new Node(context, data, token != null ? token : Files.readString(file));
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        }
    }

    public int port() {
        return Objects.requireNonNull(context.getEnvironment().getProperty("local.server.port", Integer.class));
    }

    /** RSocket over TCP. */
    public int rsocketPort() {
        return Objects.requireNonNull(context.getEnvironment().getProperty("local.rsocket.server.port", Integer.class));
    }

    public String token() {
        return token;
    }

    public Path data() {
        return data;
    }

    public URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port() + path);
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    public HttpResponse<String> get(String path, String... headers) {
        return send(headers(HttpRequest.newBuilder(uri(path)), headers).GET().build());
    }

    /** With the administrator's token, as JSON. */
    public HttpResponse<String> send(String method, String path, String body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(path))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body));
        return send(headers(request, headers).build());
    }

    public HttpResponse<String> send(HttpRequest request) {
        try {
            return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException | InterruptedException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** Publishes; the item as it was answered. */
    public JsonNode publish(String channel, String headline) {
        return publishJson(channel, JSON.writeValueAsString(Map.of("headline", headline)));
    }

    public JsonNode publishJson(String channel, String draft) {
        return mustBe(201, send("POST", "/v1/channels/" + channel + "/items", draft));
    }

    public JsonNode kill(String item) {
        return mustBe(200, send("POST", "/v1/items/" + item + "/kill", "{\"advisory\":\"killed by a test\"}"));
    }

    /** Makes or changes a public channel. */
    public void channel(String name) {
        send("PUT", "/v1/channels/" + name, "{\"title\":\"%s\",\"language\":\"en\"}".formatted(name));
    }

    public static JsonNode mustBe(int status, HttpResponse<String> answer) {
        if (answer.statusCode() != status) {
            throw new AssertionError("expected " + status + " but was " + answer.statusCode() + ": " + answer.body());
        }
        return JSON.readTree(answer.body());
    }

    private static HttpRequest.Builder headers(HttpRequest.Builder request, String... headers) {
        for (int i = 0; i < headers.length; i += 2) {
            request.setHeader(headers[i], headers[i + 1]);
        }
        return request;
    }

    @Override
    public void close() {
        context.close();
        try {
            FileSystemUtils.deleteRecursively(data);
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** Event loops of its own: the shared ones would end for every node when the first is closed. */
    @Configuration(proxyBeanMethods = false)
    static class OwnLoops {

        @Bean
        ReactorResourceFactory reactorResourceFactory(@Value("${test.native:true}") boolean epoll) {
            ReactorResourceFactory resources = new ReactorResourceFactory();
            resources.setUseGlobalResources(false);
            resources.setLoopResourcesSupplier(
                    () -> epoll ? EventLoops.named("node") : new WithoutEpoll(LoopResources.create("nio")));
            return resources;
        }
    }

    /** As on a machine that has no epoll. */
    private record WithoutEpoll(LoopResources loops) implements LoopResources {

        @Override
        public EventLoopGroup onServer(boolean useNative) {
            return loops.onServer(false);
        }

        @Override
        public EventLoopGroup onServerSelect(boolean useNative) {
            return loops.onServerSelect(false);
        }

        @Override
        public EventLoopGroup onClient(boolean useNative) {
            return loops.onClient(false);
        }

        @Override
        public boolean daemon() {
            return loops.daemon();
        }

        @Override
        public Mono<Void> disposeLater(Duration quietPeriod, Duration timeout) {
            return loops.disposeLater(quietPeriod, timeout);
        }
    }
}
