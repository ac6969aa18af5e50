package live.newsline.database;

import org.flywaydb.core.api.callback.Callback;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.flyway.autoconfigure.FlywayConnectionDetails;
import org.springframework.boot.flyway.autoconfigure.FlywayProperties;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.boot.r2dbc.autoconfigure.ConnectionFactoryOptionsBuilderCustomizer;
import org.springframework.boot.r2dbc.autoconfigure.R2dbcConnectionDetails;
import org.springframework.boot.r2dbc.autoconfigure.R2dbcProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Tells Spring where the database is. The choice between embedded and external is made when the beans are, not by
 * conditions, so that one build serves both even where conditions are settled at build time (Spring AOT).
 */
@Configuration(proxyBeanMethods = false)
class DatabaseConfiguration {

    /** Closed after the connection pool: the pool is made later, from what this one says. */
    @Bean
    Database database(DatabaseSettings settings, R2dbcProperties r2dbc, ObjectProvider<FlywayProperties> flyway) {
        return switch (settings.database()) {
            case EMBEDDED -> {
                if (r2dbc.getUrl() != null) {
                    throw new DatabaseUnavailable(
                            "spring.r2dbc.url is set, but newsline.database is 'embedded', which does not use it.",
                            "Set newsline.database=external to use that server, or remove spring.r2dbc.url.");
                }
                yield EmbeddedPostgres.start(settings.data(), settings.databasePort());
            }
            case EXTERNAL -> ExternalPostgres.at(r2dbc, flyway.getIfAvailable(FlywayProperties::new));
        };
    }

    @Bean
    R2dbcConnectionDetails r2dbcConnectionDetails(Database database) {
        return database::r2dbc;
    }

    /** Only its presence counts: without it, or a DataSource, Boot does not configure Flyway at all. */
    @Bean
    JdbcConnectionDetails jdbcConnectionDetails(Database database) {
        return new JdbcConnectionDetails() {

            @Override
            public @Nullable String getUsername() {
                return database.jdbc().user();
            }

            @Override
            public @Nullable String getPassword() {
                return database.jdbc().password();
            }

            @Override
            public String getJdbcUrl() {
                return database.jdbc().url();
            }
        };
    }

    @Bean
    FlywayConnectionDetails flywayConnectionDetails(Database database) {
        return new FlywayConnectionDetails() {

            @Override
            public @Nullable String getUsername() {
                return database.jdbc().user();
            }

            @Override
            public @Nullable String getPassword() {
                return database.jdbc().password();
            }

            @Override
            public String getJdbcUrl() {
                return database.jdbc().url();
            }
        };
    }

    @Bean
    Callback databaseVersionCheck() {
        return new VersionCheck();
    }

    @Bean
    ConnectionFactoryOptionsBuilderCustomizer connectionOptions() {
        return ConnectionOptions::apply;
    }
}
