package live.newsline.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactories;
import io.r2dbc.spi.ConnectionFactory;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.config.DestructionAwareBeanPostProcessor;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.r2dbc.OptionsCapableConnectionFactory;
import org.springframework.boot.r2dbc.autoconfigure.R2dbcAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

@Timeout(300)
class DatabaseConfigurationIT {

    private static final Duration SOON = Duration.ofSeconds(60);

    @TempDir
    Path temporary;

    @Test
    void theEmbeddedDatabaseIsMigratedAndInUse() throws Exception {
        Path data = temporary.resolve("data");
        List<String> destroyed;
        try (var application = start(Map.of("newsline.data", data))) {
            assertThat(ask(application, "select position from head")).isEqualTo("0");
            assertThat(ask(application, "select count(*) from pg_tables where schemaname = 'public'"))
                    .isEqualTo("0");
            destroyed = application.getBean(Destroyed.class).names;
        }
        assertThat(destroyed).containsSubsequence("connectionFactory", "database");
        assertThat(data.resolve("db/postmaster.pid")).doesNotExist();
    }

    @Test
    void migrationsAreDoneBeforeLifecyclesBegin() {
        try (var application = start(external("lifecycles"))) {
            assertThat(application.getBean(FirstToStart.class).migrated).isTrue();
        }
    }

    @Test
    void everyConnectionEndsItsWaits() {
        try (var application = start(external("waits"))) {
            assertThat(ask(application, "show search_path")).isEqualTo("newsline");
            assertThat(ask(application, "show statement_timeout")).isEqualTo("5s");
            assertThat(ask(application, "show lock_timeout")).isEqualTo("5s");
            assertThat(ask(application, "show idle_in_transaction_session_timeout"))
                    .isEqualTo("10s");
            assertThat(ask(application, "show application_name")).isEqualTo("newsline");
        }
    }

    @Test
    void theUrlHasTheLastWordOnWaits() {
        Map<String, Object> properties = external("own_waits");
        properties.computeIfPresent(
                "spring.r2dbc.url", (name, url) -> url + "?statementTimeout=PT7S&options=work_mem=8MB");
        try (var application = start(properties)) {
            assertThat(ask(application, "show statement_timeout")).isEqualTo("7s");
            assertThat(ask(application, "show work_mem")).isEqualTo("8MB");
            assertThat(ask(application, "show idle_in_transaction_session_timeout"))
                    .isEqualTo("10s");
        }
    }

    @Test
    void aConnectionOutsideThePoolHasTheSameOptions() {
        try (var application = start(external("outside"))) {
            var outside = Objects.requireNonNull(
                    OptionsCapableConnectionFactory.unwrapFrom(application.getBean(ConnectionFactory.class)));
            assertThat((Object) outside).isNotInstanceOf(ConnectionPool.class);
            assertThat(ask(outside, "show search_path")).isEqualTo("newsline");
            assertThat(ask(ConnectionFactories.get(outside.getOptions()), "show search_path"))
                    .isEqualTo("newsline");
        }
    }

    @Test
    void aDatabaseInUseByOthersIsSharedWithThem() throws Exception {
        Map<String, Object> properties = external("shared");
        try (var connection = DriverManager.getConnection(
                        TestDatabase.jdbcUrl("shared"), TestDatabase.username(), TestDatabase.password());
                var statement = connection.createStatement()) {
            statement.execute("create table item (whose text)");
            statement.execute("insert into item values ('somebody else''s')");
        }
        for (int life = 0; life < 2; life++) {
            try (var application = start(properties)) {
                assertThat(ask(application, "select count(*) from item")).isEqualTo("0");
                assertThat(ask(application, "select whose from public.item")).isEqualTo("somebody else's");
            }
        }
    }

    @Test
    void migrationsMayGoAnotherWay() {
        Map<String, Object> properties = external("another_way");
        properties.put("spring.flyway.url", TestDatabase.jdbcUrl("another_way") + "?ApplicationName=other-way");
        properties.put("spring.r2dbc.url", properties.get("spring.r2dbc.url") + "?hostRecheckTime=PT1S");
        try (var application = start(properties)) {
            assertThat(application.getBean(Database.class).jdbc().url()).endsWith("other-way");
            assertThat(ask(application, "select position from head")).isEqualTo("0");
        }
    }

    @Test
    void afterAllBackendsWereKilledEveryRequestSucceeds() throws Exception {
        try (var application = start(external("killed"))) {
            ConnectionFactory factory = application.getBean(ConnectionFactory.class);
            for (int round = 0; round < 3; round++) {
                fillPool(factory);
                assertThat(killAll("killed")).isEqualTo(10);
                for (int request = 0; request < 4; request++) {
                    assertThat(ask(factory, "select position from head")).isEqualTo("0");
                }
            }
        }
    }

    @Test
    void anExternalDatabaseNeedsAnAddress() {
        assertFailure(Map.of("newsline.database", "external"), "spring.r2dbc.url is missing", "spring.r2dbc.url=");
    }

    @Test
    void anAddressThatIsNotUsedIsNotIgnored() {
        assertFailure(
                Map.of("spring.r2dbc.url", "r2dbc:postgresql://db.example/news", "newsline.data", temporary),
                "'embedded', which does not use it",
                "newsline.database=external");
    }

    @Test
    void aMisspeltChoiceIsRefused() {
        Throwable failure = catchThrowable(() -> start(Map.of("newsline.database", "extrenal")));
        assertThat(failure)
                .hasStackTraceContaining("newsline.database")
                .hasStackTraceContaining("No enum constant")
                .hasStackTraceContaining("extrenal");
    }

    private static void assertFailure(Map<String, Object> properties, String what, String remedy) {
        Throwable failure = catchThrowable(() -> start(properties));
        assertThat(failure).isNotNull();
        FailureAnalysis analysis = Objects.requireNonNull(new DatabaseFailureAnalyzer().analyze(failure));
        assertThat(analysis.getDescription()).contains(what);
        assertThat(analysis.getAction()).contains(remedy);
    }

    /** Takes all of the pool's connections at once, so that all are open. */
    private static void fillPool(ConnectionFactory factory) {
        List<Connection> taken = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            taken.add(Mono.from(factory.create()).block(SOON));
        }
        Flux.fromIterable(taken).concatMap(Connection::close).blockLast(SOON);
    }

    private static int killAll(String database) throws SQLException {
        try (var connection = DriverManager.getConnection(
                        TestDatabase.jdbcUrl("postgres"), TestDatabase.username(), TestDatabase.password());
                var statement = connection.createStatement();
                var row = statement.executeQuery(
                        "select count(pg_terminate_backend(pid, 5000)) from pg_stat_activity where datname = '"
                                + database + "'")) {
            row.next();
            return row.getInt(1);
        }
    }

    private static Map<String, Object> external(String database) {
        Map<String, Object> properties = new LinkedHashMap<>();
        TestDatabase.fresh(database, (name, value) -> properties.put(name, value.get()));
        return properties;
    }

    private static ConfigurableApplicationContext start(Map<String, Object> properties) {
        return new SpringApplicationBuilder(Application.class)
                .web(WebApplicationType.NONE)
                .properties(properties)
                .run();
    }

    private static String ask(ConfigurableApplicationContext application, String sql) {
        return ask(application.getBean(ConnectionFactory.class), sql);
    }

    private static String ask(ConnectionFactory factory, String sql) {
        return Objects.requireNonNull(Flux.usingWhen(
                        factory.create(),
                        connection -> Flux.from(connection.createStatement(sql).execute())
                                .concatMap(result -> result.map((row, metadata) -> String.valueOf(row.get(0)))),
                        Connection::close)
                .blockFirst(SOON));
    }

    /** Nothing but this room. */
    @ImportAutoConfiguration({
        R2dbcAutoConfiguration.class,
        FlywayAutoConfiguration.class,
        DataSourceAutoConfiguration.class
    })
    @EnableConfigurationProperties(DatabaseSettings.class)
    @Import(DatabaseConfiguration.class)
    static class Application {

        @Bean
        static Destroyed destroyed() {
            return new Destroyed();
        }

        @Bean
        FirstToStart firstToStart(Flyway flyway) {
            return new FirstToStart(flyway);
        }
    }

    static final class Destroyed implements DestructionAwareBeanPostProcessor {

        private final List<String> names = new CopyOnWriteArrayList<>();

        @Override
        public void postProcessBeforeDestruction(Object bean, String name) {
            names.add(name);
        }
    }

    static final class FirstToStart implements SmartLifecycle {

        private final Flyway flyway;
        private boolean migrated;

        FirstToStart(Flyway flyway) {
            this.flyway = flyway;
        }

        @Override
        public void start() {
            migrated = flyway.info().pending().length == 0 && flyway.info().applied().length > 0;
        }

        @Override
        public void stop() {}

        @Override
        public boolean isRunning() {
            return migrated;
        }

        @Override
        public int getPhase() {
            return Integer.MIN_VALUE;
        }
    }
}
