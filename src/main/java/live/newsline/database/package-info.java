/**
 * Where Newsline's PostgreSQL comes from: started here as a child process (the default), or somebody else's server.
 * Either way it is found by Spring as connection details, once for R2DBC (everything) and once for JDBC (Flyway only),
 * and everything lives in the schema {@code newsline}. No other room knows which of the two it is talking to.
 *
 * <p>Read {@link live.newsline.database.DatabaseConfiguration} first, then
 * {@link live.newsline.database.EmbeddedPostgres}, which tells a start from beginning to end.
 *
 * <p>A connection outside the pool (one that listens, say) with all of this room's options is opened from
 * {@code OptionsCapableConnectionFactory.unwrapFrom(connectionFactory)}.
 */
@NullMarked
package live.newsline.database;

import org.jspecify.annotations.NullMarked;
