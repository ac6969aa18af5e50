package live.newsline.kill;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import live.newsline.database.TestDatabase;
import live.newsline.database.TestPostgres;

/** What the database itself says was written: the truth that answers and readers are held against. */
final class Stored {

    private final String url;
    private final String user;
    private final String password;

    Stored(TestPostgres postgres) {
        this(postgres.jdbcUrl(), postgres.username(), postgres.password());
    }

    /** Of a database in {@link TestDatabase}. */
    Stored(String database) {
        this(TestDatabase.jdbcUrl(database), TestDatabase.username(), TestDatabase.password());
    }

    private Stored(String url, String user, String password) {
        this.url = url;
        this.user = user;
        this.password = password;
    }

    /** The positions of each headline; none where it was not stored. */
    Map<String, List<Long>> positions() {
        Map<String, List<Long>> positions = new HashMap<>();
        for (List<String> row : ask("select t.headline, e.position from newsline.entry e"
                + " join newsline.item_text t on t.item = e.item and t.version = e.text_version")) {
            positions.computeIfAbsent(row.get(0), none -> new ArrayList<>()).add(Long.valueOf(row.get(1)));
        }
        return positions;
    }

    /** Checks that positions are 1, 2, 3 … without gaps. @return the last */
    long mustBeGapless() {
        long head = head();
        assertThat(ask("select position from newsline.entry order by position").stream()
                        .map(row -> Long.valueOf(row.get(0))))
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, head).boxed().toList());
        return head;
    }

    long head() {
        return Long.parseLong(ask("select position from newsline.head").get(0).get(0));
    }

    String epoch() {
        return ask("select epoch from newsline.head").get(0).get(0);
    }

    /** Headlines as a reader should see them, newest first. */
    List<String> line() {
        return ask("select t.headline from newsline.item i"
                        + " join newsline.item_text t on t.item = i.id and t.version = i.text_version"
                        + " order by i.published_at desc, i.id desc")
                .stream()
                .map(row -> row.get(0))
                .toList();
    }

    List<List<String>> ask(String sql) {
        try (Connection connection = DriverManager.getConnection(url, user, password);
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            List<List<String>> rows = new ArrayList<>();
            while (result.next()) {
                List<String> row = new ArrayList<>();
                for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                    row.add(String.valueOf(result.getString(i)));
                }
                rows.add(row);
            }
            return rows;
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
