package live.newsline.database;

import static io.r2dbc.postgresql.PostgresqlConnectionFactoryProvider.APPLICATION_NAME;
import static io.r2dbc.postgresql.PostgresqlConnectionFactoryProvider.FORCE_BINARY;
import static io.r2dbc.postgresql.PostgresqlConnectionFactoryProvider.LOCK_WAIT_TIMEOUT;
import static io.r2dbc.postgresql.PostgresqlConnectionFactoryProvider.OPTIONS;
import static io.r2dbc.postgresql.PostgresqlConnectionFactoryProvider.SCHEMA;
import static io.r2dbc.postgresql.PostgresqlConnectionFactoryProvider.STATEMENT_TIMEOUT;
import static io.r2dbc.postgresql.PostgresqlConnectionFactoryProvider.TCP_KEEPALIVE;

import io.r2dbc.spi.ConnectionFactoryOptions;
import io.r2dbc.spi.Option;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** What every R2DBC connection is opened with: our schema, and an end to every wait. The URL may say otherwise. */
final class ConnectionOptions {

    static final String SCHEMA_NAME = "newsline";

    private ConnectionOptions() {}

    static void apply(ConnectionFactoryOptions.Builder options) {
        ConnectionFactoryOptions given = options.build();
        options.option(SCHEMA, SCHEMA_NAME);
        setIfAbsent(options, given, APPLICATION_NAME, "newsline");
        // a time as text is parsed for longer than the rest of an entry
        setIfAbsent(options, given, FORCE_BINARY, true);
        setIfAbsent(options, given, TCP_KEEPALIVE, true);
        setIfAbsent(options, given, ConnectionFactoryOptions.CONNECT_TIMEOUT, Duration.ofSeconds(3));
        setIfAbsent(options, given, LOCK_WAIT_TIMEOUT, Duration.ofSeconds(5));
        setIfAbsent(options, given, STATEMENT_TIMEOUT, Duration.ofSeconds(5));
        Map<String, String> session = new LinkedHashMap<>();
        session.put("idle_in_transaction_session_timeout", "10s");
        session.putAll(session(given));
        options.option(OPTIONS, session);
    }

    /** The settings of the session that a URL gives: {@code options=name=value;name=value}. */
    static Map<String, String> session(ConnectionFactoryOptions options) {
        Map<String, String> session = new LinkedHashMap<>();
        Object given = options.getValue(Option.valueOf(OPTIONS.name()));
        if (given instanceof Map<?, ?> map) {
            map.forEach((name, value) -> session.put(name.toString(), value.toString()));
        } else if (given != null) {
            for (String setting : given.toString().split(";", -1)) {
                String[] parts = setting.split("=", 2);
                if (parts.length == 2) {
                    session.put(parts[0].strip(), parts[1].strip());
                }
            }
        }
        return session;
    }

    private static <T> void setIfAbsent(
            ConnectionFactoryOptions.Builder options, ConnectionFactoryOptions given, Option<T> option, T value) {
        if (!given.hasOption(option)) {
            options.option(option, value);
        }
    }
}
