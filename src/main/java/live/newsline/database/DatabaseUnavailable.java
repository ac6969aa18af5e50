package live.newsline.database;

import org.jspecify.annotations.Nullable;

/** Newsline cannot start, for a reason that the person who starts it can understand and mend. */
final class DatabaseUnavailable extends RuntimeException {

    private final String remedy;

    DatabaseUnavailable(String what, String remedy) {
        this(what, remedy, null);
    }

    DatabaseUnavailable(String what, String remedy, @Nullable Throwable cause) {
        super(what, cause);
        this.remedy = remedy;
    }

    String remedy() {
        return remedy;
    }
}
