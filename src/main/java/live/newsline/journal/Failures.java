package live.newsline.journal;

import io.r2dbc.spi.R2dbcException;
import io.r2dbc.spi.R2dbcNonTransientResourceException;
import io.r2dbc.spi.R2dbcTimeoutException;
import io.r2dbc.spi.R2dbcTransientResourceException;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import live.newsline.item.RulesBroken;
import org.jspecify.annotations.Nullable;

/** Tells a database that is away from a mistake of our own. */
final class Failures {

    /** Connection trouble, shutdown, no capacity, a lock or a statement that took too long, a read-only standby. */
    private static final List<String> AWAY = List.of("08", "57P", "53", "55P03", "57014", "25006", "40");

    private Failures() {}

    static Throwable translated(Throwable failure) {
        return !(failure instanceof Refusal) && !(failure instanceof RulesBroken) && isAway(failure)
                ? new Refusal.DatabaseAway(failure)
                : failure;
    }

    static boolean isConnectionLoss(Throwable failure) {
        return any(
                failure,
                each -> each instanceof R2dbcNonTransientResourceException
                        || each instanceof IOException
                        || stateStarts(each, List.of("08", "57P")));
    }

    private static boolean isAway(Throwable failure) {
        return any(
                failure,
                each -> each instanceof R2dbcNonTransientResourceException
                        || each instanceof R2dbcTransientResourceException
                        || each instanceof R2dbcTimeoutException
                        || each instanceof IOException
                        || each instanceof TimeoutException
                        || stateStarts(each, AWAY));
    }

    private static boolean stateStarts(Throwable failure, List<String> states) {
        String state = failure instanceof R2dbcException database ? database.getSqlState() : null;
        return state != null && states.stream().anyMatch(state::startsWith);
    }

    private static boolean any(Throwable failure, Predicate<Throwable> test) {
        for (@Nullable Throwable each = failure; each != null; each = each.getCause()) {
            if (test.test(each)) {
                return true;
            }
        }
        return false;
    }
}
