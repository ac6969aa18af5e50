package live.newsline.journal;

import io.r2dbc.spi.Statement;
import java.util.Collection;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Rows as a statement's parameters: an array for each column, in their order. */
final class Columns<R> {

    private final Statement statement;
    private final Collection<R> rows;
    private int next;

    /** @param first the number of the first column's parameter */
    Columns(Statement statement, int first, Collection<R> rows) {
        this.statement = statement;
        this.rows = rows;
        this.next = first;
    }

    <T> void bind(IntFunction<T[]> array, Function<R, @Nullable T> value) {
        statement.bind("$" + next++, rows.stream().map(value).toArray(array));
    }

    int next() {
        return next;
    }
}
