package live.newsline.journal;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.Parameter;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/**
 * Keeps what was done and is no entry of the journal, until the sealer makes it part of the record (docs/desk.md, "The
 * record"). It is kept in the caller's transaction: nothing is done that is not kept, and nothing kept that was not done.
 */
@Component
public class Acts {

    private final DatabaseClient database;
    private final TransactionalOperator transaction;
    private final JsonMapper json = JsonMapper.builder().build();

    Acts(DatabaseClient database, TransactionalOperator transaction) {
        this.database = database;
        this.transaction = transaction;
    }

    /**
     * What was done.
     *
     * @param by null: nobody, but a start of the product
     * @param version of what waits, where it is about that
     * @param detail in the order in which it is told; what is null is left out
     */
    public record Done(
            String act,
            Order.@Nullable By by,
            @Nullable String channel,
            @Nullable UUID item,
            @Nullable Integer version,
            Map<String, ? extends @Nullable Object> detail) {

        public Done(String act, Order.@Nullable By by, Map<String, ? extends @Nullable Object> detail) {
            this(act, by, null, null, null, detail);
        }
    }

    /** Part of the transaction that it is subscribed in. */
    public Mono<Void> keep(Done done) {
        Map<String, @Nullable Object> detail = new LinkedHashMap<>(done.detail());
        detail.values().removeIf(value -> value == null);
        Order.By by = done.by();
        return database.sql("""
                        insert into unsealed (act, by_id, by_name, channel, item, version, detail)
                        values (:act, :by, :name, :channel, :item, :version, :detail::json)""")
                .bind("act", done.act())
                .bind("by", Parameter.fromOrEmpty(by == null ? null : by.id(), UUID.class))
                .bind("name", Parameter.fromOrEmpty(by == null ? null : by.name(), String.class))
                .bind("channel", Parameter.fromOrEmpty(done.channel(), String.class))
                .bind("item", Parameter.fromOrEmpty(done.item(), UUID.class))
                .bind("version", Parameter.fromOrEmpty(done.version(), Integer.class))
                .bind("detail", json.writeValueAsString(detail))
                .then();
    }

    /** Work and what is kept of it, together or not at all. */
    public <T> Mono<T> together(Mono<T> work) {
        return work.as(transaction::transactional);
    }
}
