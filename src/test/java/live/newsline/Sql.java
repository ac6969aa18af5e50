package live.newsline;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import live.newsline.database.TestDatabase;
import org.jspecify.annotations.Nullable;

/** What a test asks a node's database, past the node. */
public final class Sql implements AutoCloseable {

    private final Connection connection;

    public Sql(String database) {
        try {
            connection = DriverManager.getConnection(
                    TestDatabase.jdbcUrl(database), TestDatabase.username(), TestDatabase.password());
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** The journal's head. */
    public long position() {
        return number("select position from newsline.head");
    }

    public String epoch() {
        return strings("select epoch from newsline.head").get(0);
    }

    public String cursor() {
        return epoch() + "-" + position();
    }

    /** Of an item's entries, in order. */
    public List<String> kinds(String item) {
        return strings("select kind from newsline.entry where item = '" + item + "' order by position");
    }

    /**
     * A new token.
     *
     * @param channels as PostgreSQL writes an array; null: every channel
     */
    public String token(String role, @Nullable String channels) {
        String token = "nlt_" + UUID.randomUUID();
        try (PreparedStatement insert = connection.prepareStatement(
                "insert into newsline.token (digest, name, role, channels) values (sha256(?::bytea), 'test', ?, ?::text[])")) {
            insert.setString(1, token);
            insert.setString(2, role);
            insert.setString(3, channels);
            insert.execute();
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
        return token;
    }

    public void execute(String sql) {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    public long number(String sql) {
        return Long.parseLong(strings(sql).get(0));
    }

    public List<String> strings(String sql) {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> strings = new ArrayList<>();
            while (rows.next()) {
                strings.add(rows.getString(1));
            }
            return strings;
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
