package live.newsline.journal;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/** What is paused. It is changed under the head's lock: what is written after it was answered has seen it. */
@Component
public class Pauses {

    /** Stands for every channel. */
    public static final String ALL = "*";

    /** @param by the name of who did it */
    public record Pause(String reason, String by, Instant at) {}

    private final DatabaseClient database;
    private final TransactionalOperator transaction;

    Pauses(DatabaseClient database, TransactionalOperator transaction) {
        this.database = database;
        this.transaction = transaction;
    }

    /** By channel. */
    public Mono<Map<String, Pause>> all() {
        return Journal.asked(database.sql("select channel, reason, by_name, at from pause")
                .map(row -> Map.entry(
                        Rows.value(row, "channel", String.class),
                        new Pause(
                                Rows.value(row, "reason", String.class),
                                Rows.value(row, "by_name", String.class),
                                Rows.time(row, "at"))))
                .all()
                .collectMap(Map.Entry::getKey, Map.Entry::getValue, TreeMap::new));
    }

    /** @param reason null: it goes on */
    public Mono<Void> put(String channel, @Nullable String reason, Order.By by) {
        Function<String, DatabaseClient.GenericExecuteSpec> sql =
                statement -> database.sql(statement).bind("channel", channel);
        Mono<Void> put = reason == null
                ? sql.apply("delete from pause where channel = :channel").then()
                : sql.apply("""
                        insert into pause (channel, reason, by_name) values (:channel, :reason, :by)
                        on conflict (channel) do update set reason = excluded.reason""").bind("reason", reason).bind("by", by.name()).then();
        return Journal.asked(database.sql("select position from head for update")
                .then()
                .then(put)
                .as(transaction::transactional));
    }
}
