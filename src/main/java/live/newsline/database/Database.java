package live.newsline.database;

import io.r2dbc.spi.ConnectionFactoryOptions;

/** A PostgreSQL that Newsline uses, and the two ways into it. */
sealed interface Database extends AutoCloseable permits EmbeddedPostgres, ExternalPostgres {

    ConnectionFactoryOptions r2dbc();

    JdbcAddress jdbc();

    @Override
    void close();
}
