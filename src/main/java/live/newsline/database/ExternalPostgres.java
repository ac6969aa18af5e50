package live.newsline.database;

import static io.r2dbc.spi.ConnectionFactoryOptions.DATABASE;
import static io.r2dbc.spi.ConnectionFactoryOptions.PASSWORD;
import static io.r2dbc.spi.ConnectionFactoryOptions.USER;

import io.r2dbc.spi.ConnectionFactoryOptions;
import io.r2dbc.spi.Option;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.flyway.autoconfigure.FlywayProperties;
import org.springframework.boot.r2dbc.autoconfigure.R2dbcProperties;

/** A PostgreSQL that somebody else runs, at {@code spring.r2dbc.url}. */
record ExternalPostgres(ConnectionFactoryOptions r2dbc, JdbcAddress jdbc) implements Database {

    static ExternalPostgres at(R2dbcProperties properties, FlywayProperties flyway) {
        ConnectionFactoryOptions options = options(properties);
        String url = flyway.getUrl() != null ? flyway.getUrl() : JdbcUrl.from(options);
        String user = flyway.getUser() != null ? flyway.getUser() : text(options, USER);
        String password = flyway.getPassword() != null ? flyway.getPassword() : text(options, PASSWORD);
        return new ExternalPostgres(options, new JdbcAddress(url, user, password));
    }

    /** As Boot does it: what the URL says wins over the single properties. */
    private static ConnectionFactoryOptions options(R2dbcProperties properties) {
        if (properties.getUrl() == null || properties.getUrl().isBlank()) {
            throw new DatabaseUnavailable(
                    "newsline.database is 'external', but spring.r2dbc.url is missing.",
                    "Set spring.r2dbc.url=r2dbc:postgresql://host:5432/database, spring.r2dbc.username and"
                            + " spring.r2dbc.password.");
        }
        ConnectionFactoryOptions given = ConnectionFactoryOptions.parse(properties.getUrl());
        ConnectionFactoryOptions.Builder options = given.mutate();
        setIfAbsent(options, given, USER, properties.getUsername());
        setIfAbsent(options, given, PASSWORD, properties.getPassword());
        setIfAbsent(options, given, DATABASE, properties.getName());
        properties.getProperties().forEach((name, value) -> options.option(Option.valueOf(name), value));
        return options.build();
    }

    private static <T extends CharSequence> void setIfAbsent(
            ConnectionFactoryOptions.Builder options,
            ConnectionFactoryOptions given,
            Option<T> option,
            @Nullable T value) {
        if (!given.hasOption(option) && value != null && !value.isEmpty()) {
            options.option(option, value);
        }
    }

    private static @Nullable String text(ConnectionFactoryOptions options, Option<?> option) {
        Object value = options.getValue(option);
        return value == null ? null : value.toString();
    }

    /** Not ours to stop. */
    @Override
    public void close() {}
}
