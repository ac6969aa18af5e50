package live.newsline.stream;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import live.newsline.database.TestDatabase;

/** What happens to a database behind the nodes' backs. */
record Sql(String database) {

    /** All statements in one transaction. */
    void run(String... statements) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            for (String each : statements) {
                statement.execute(each);
            }
            connection.commit();
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    interface Row<T> {
        T of(ResultSet row) throws SQLException;
    }

    <T> List<T> all(String query, Row<T> row) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            List<T> all = new ArrayList<>();
            while (rows.next()) {
                all.add(row.of(rows));
            }
            return all;
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** As a restore does it: what was written after a position never was. */
    void rewindTo(long position) {
        run(
                // the sealer has of an item what it has of it by then
                "do $$ begin perform pg_advisory_xact_lock(hashtext('newsline.sealer')); end $$",
                "create temporary table gone on commit drop as select item from entry where position > " + position
                        + " and version = 1",
                "delete from entry where position > " + position,
                "delete from searchable where item in (select item from gone)",
                "delete from item where id in (select item from gone)",
                "update head set position = " + position);
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(
                TestDatabase.jdbcUrl(database) + "?currentSchema=newsline",
                TestDatabase.username(),
                TestDatabase.password());
    }
}
