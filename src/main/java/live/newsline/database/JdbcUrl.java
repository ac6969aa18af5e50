package live.newsline.database;

import io.r2dbc.spi.ConnectionFactoryOptions;
import io.r2dbc.spi.Option;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The JDBC URL of the server that R2DBC options name, so that nobody has to write one address twice. The way there (TLS,
 * hosts, timeouts of connecting) is carried over; limits on statements are not, since a migration may take its time.
 */
final class JdbcUrl {

    /** Options that both drivers know, by R2DBC's name and JDBC's. */
    private static final Map<String, String> SAME = Map.ofEntries(
            Map.entry("sslCert", "sslcert"),
            Map.entry("sslKey", "sslkey"),
            Map.entry("sslPassword", "sslpassword"),
            Map.entry("sslRootCert", "sslrootcert"),
            Map.entry("sslNegotiation", "sslNegotiation"),
            Map.entry("sslnegotiation", "sslNegotiation"),
            Map.entry("channelBinding", "channelBinding"),
            Map.entry("channel_binding", "channelBinding"),
            Map.entry("targetServerType", "targetServerType"),
            Map.entry("loadBalanceHosts", "loadBalanceHosts"),
            Map.entry("tcpKeepAlive", "tcpKeepAlive"));

    private JdbcUrl() {}

    static String from(ConnectionFactoryOptions options) {
        String driver = text(options, "driver");
        String server = "pool".equals(driver) ? text(options, "protocol") : driver;
        if (server == null || !server.matches("(postgresql|postgres)(:.*)?")) {
            throw new DatabaseUnavailable(
                    "spring.r2dbc.url does not name a PostgreSQL, but '" + server + "'.",
                    "Set spring.r2dbc.url=r2dbc:postgresql://host:5432/database.");
        }
        String host = text(options, "host");
        if (host == null || text(options, "socket") != null || "tunnel".equals(sslMode(options))) {
            throw new DatabaseUnavailable(
                    "spring.r2dbc.url has no host and port that JDBC can reach, and migrations need one.",
                    "Set spring.flyway.url=jdbc:postgresql://host:5432/database to say where they run.");
        }
        String port = text(options, "port");
        String database = text(options, "database");
        return "jdbc:postgresql://" + host
                + (port == null ? "" : ":" + port)
                + "/"
                + (database == null ? "" : encoded(database))
                + query(parameters(options));
    }

    private static Map<String, String> parameters(ConnectionFactoryOptions options) {
        Map<String, String> parameters = new LinkedHashMap<>();
        String sslMode = sslMode(options);
        if (sslMode != null) {
            parameters.put("sslmode", sslMode);
            if (sslMode.startsWith("verify") && text(options, "sslRootCert") == null) {
                // R2DBC then trusts whom the JVM trusts; JDBC would look for ~/.postgresql/root.crt.
                parameters.put("sslfactory", "org.postgresql.ssl.DefaultJavaSSLFactory");
            }
        }
        SAME.entrySet().stream().sorted(Map.Entry.comparingByKey()).forEach(name -> {
            String value = text(options, name.getKey());
            if (value != null) {
                parameters.put(name.getValue(), value);
            }
        });
        putSeconds(parameters, "connectTimeout", text(options, "connectTimeout"));
        putSeconds(parameters, "hostRecheckSeconds", text(options, "hostRecheckTime"));
        Map<String, String> session = ConnectionOptions.session(options);
        if (!session.isEmpty()) {
            parameters.put(
                    "options",
                    session.entrySet().stream()
                            .map(e -> "-c " + e.getKey() + "=" + e.getValue().replace(" ", "\\ "))
                            .collect(Collectors.joining(" ")));
        }
        parameters.put("ApplicationName", "newsline-migration");
        return parameters;
    }

    /** In JDBC's spelling; {@code r2dbcs} alone means the strictest. */
    private static @Nullable String sslMode(ConnectionFactoryOptions options) {
        for (String name : List.of("sslMode", "sslmode")) {
            String mode = text(options, name);
            if (mode != null) {
                return mode.toLowerCase(Locale.ROOT).replace('_', '-');
            }
        }
        return "true".equals(text(options, "ssl")) ? "verify-full" : null;
    }

    private static void putSeconds(Map<String, String> parameters, String name, @Nullable String duration) {
        if (duration != null) {
            parameters.put(
                    name, Long.toString(Math.max(1, Duration.parse(duration).toSeconds())));
        }
    }

    private static String query(Map<String, String> parameters) {
        return parameters.entrySet().stream()
                .map(e -> e.getKey() + "=" + encoded(e.getValue()))
                .collect(Collectors.joining("&", "?", ""));
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static @Nullable String text(ConnectionFactoryOptions options, String name) {
        Object value = options.getValue(Option.valueOf(name));
        return value == null ? null : value.toString();
    }
}
