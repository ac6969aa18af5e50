package live.newsline.database;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.flywaydb.core.api.callback.Callback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;

/** Refuses a PostgreSQL that is too old before anything is changed in it. */
final class VersionCheck implements Callback {

    private static final int OLDEST = 14;

    @Override
    public boolean supports(Event event, Context context) {
        return event == Event.BEFORE_VALIDATE || event == Event.BEFORE_MIGRATE || event == Event.BEFORE_CREATE_SCHEMA;
    }

    @Override
    public boolean canHandleInTransaction(Event event, Context context) {
        return true;
    }

    @Override
    public void handle(Event event, Context context) {
        try (Statement statement = context.getConnection().createStatement();
                ResultSet row = statement.executeQuery(
                        "select current_setting('server_version_num')::int, current_setting('server_version')")) {
            row.next();
            check(row.getInt(1), row.getString(2));
        } catch (SQLException e) {
            throw new DatabaseUnavailable("The PostgreSQL does not tell its version.", "See the cause.", e);
        }
    }

    static void check(int number, String name) {
        if (number < OLDEST * 10_000) {
            throw new DatabaseUnavailable(
                    "The database is PostgreSQL " + name + "; Newsline needs " + OLDEST + " or newer.",
                    "Upgrade the server, or name another one in spring.r2dbc.url.");
        }
    }

    @Override
    public String getCallbackName() {
        return "PostgreSQL " + OLDEST + " or newer";
    }
}
