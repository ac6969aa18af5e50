package live.newsline.database;

import org.jspecify.annotations.Nullable;

/** What Flyway needs to get in. Passwords are never part of the URL, because URLs are logged. */
record JdbcAddress(
        String url, @Nullable String user, @Nullable String password) {

    @Override
    public String toString() {
        return url;
    }
}
