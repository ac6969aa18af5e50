package live.newsline.journal;

import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** What is paused. It is changed under the head's lock: what is written after it was answered has seen it. */
@Component
public class Pauses {

    /** Stands for every channel. */
    public static final String ALL = "*";

    /** @param by the name of who did it */
    public record Pause(String reason, String by, Instant at) {}

    /**
     * Asks why nothing new is told in a channel: no row where it is. A channel's own reason is given before everybody's, because
     * * comes before every name.
     *
     * @param channel its name, as SQL
     */
    static String reasonIn(String channel) {
        return "select reason from pause where channel in (" + channel + ", '" + ALL
                + "') order by channel desc limit 1";
    }

    private final DatabaseClient database;
    private final Acts acts;
    private final Due due;

    Pauses(DatabaseClient database, Acts acts, Due due) {
        this.database = database;
        this.acts = acts;
        this.due = due;
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
        return Journal.asked(acts.together(database.sql("select position from head for update")
                        .then()
                        .then(reason == null ? resume(channel, by) : pause(channel, reason, by))))
                .doOnSuccess(done -> due.changed());
    }

    private Mono<Void> pause(String channel, String reason, Order.By by) {
        return database.sql("""
                        with was as (select reason from pause where channel = :channel)
                        insert into pause (channel, reason, by_name) values (:channel, :reason, :by)
                        on conflict (channel) do update set reason = excluded.reason
                        returning (select reason from was) as was""")
                .bind("channel", channel)
                .bind("reason", reason)
                .bind("by", by.name())
                .map(row -> Objects.requireNonNullElse(row.get("was", String.class), ""))
                .one()
                .filter(was -> !was.equals(reason))
                .flatMap(was -> keep(
                        "paused",
                        channel,
                        by,
                        Facts.since(was.isEmpty() ? null : Map.of("reason", was), Map.of("reason", reason))));
    }

    private Mono<Void> resume(String channel, Order.By by) {
        return database.sql(
                        "delete from pause where channel = :channel returning reason, pg_notify('newsline_due', '')")
                .bind("channel", channel)
                .map(row -> Rows.value(row, "reason", String.class))
                .one()
                .flatMap(was -> keep("resumed", channel, by, Map.of("was", Map.of("reason", was))));
    }

    private Mono<Void> keep(String act, String channel, Order.By by, Map<String, ? extends @Nullable Object> detail) {
        return acts.keep(new Acts.Done(act, by, channel.equals(ALL) ? null : channel, null, null, detail));
    }
}
