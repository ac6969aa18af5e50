package live.newsline.journal;

import io.r2dbc.spi.Readable;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import live.newsline.item.Channel;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * The directory of channels. It is read whole, at most once a second however many ask; while the database is away the
 * last reading serves. Safe for any thread.
 */
@Component
public class Channels {

    private static final long FRESH_NANOS = Duration.ofSeconds(1).toNanos();

    private record Reading(Mono<Map<String, Channel>> directory, long at) {}

    private final DatabaseClient database;
    private final Acts acts;
    private final AtomicReference<@Nullable Reading> reading = new AtomicReference<>();
    private volatile Map<String, Channel> last = Map.of();

    Channels(DatabaseClient database, Acts acts) {
        this.database = database;
        this.acts = acts;
    }

    /** By name, in the order of names. */
    public Mono<Map<String, Channel>> all() {
        return directory(System.nanoTime() - FRESH_NANOS);
    }

    /** One channel; empty where there is none. */
    public Mono<Channel> find(String name) {
        return all().flatMap(directory -> Mono.justOrEmpty(directory.get(name)))
                // made a moment ago, on another node
                .switchIfEmpty(Mono.defer(() ->
                        directory(System.nanoTime()).flatMap(directory -> Mono.justOrEmpty(directory.get(name)))));
    }

    /** What the last reading said, without waiting. */
    public Map<String, Channel> known() {
        return last;
    }

    public record Put(Channel channel, boolean made) {}

    /**
     * Makes or changes a channel.
     *
     * @param change gets what is there, or null
     * @param by null: the product itself
     */
    public Mono<Put> put(String name, Order.@Nullable By by, Function<@Nullable Channel, Channel> change) {
        Mono<Put> put = database.sql("select * from channel where name = :name for update")
                .bind("name", name)
                .map(Channels::channel)
                .one()
                .flatMap(before -> save(before, change.apply(before), by))
                .switchIfEmpty(Mono.defer(() -> save(null, change.apply(null), by)));
        return Journal.asked(acts.together(put)).doOnNext(done -> reading.set(null));
    }

    private Mono<Put> save(@Nullable Channel before, Channel next, Order.@Nullable By by) {
        Put put = new Put(next, before == null);
        return next.equals(before)
                ? Mono.just(put)
                : save(next)
                        .then(acts.keep(new Acts.Done(
                                "channel",
                                by,
                                next.name(),
                                null,
                                null,
                                Facts.since(before == null ? null : facts(before), facts(next)))))
                        .thenReturn(put);
    }

    private static Map<String, @Nullable Object> facts(Channel channel) {
        Map<String, @Nullable Object> facts = new LinkedHashMap<>();
        facts.put("title", channel.title());
        facts.put("language", channel.language());
        facts.put("timeZone", channel.timeZone());
        facts.put("visibility", channel.visibility());
        return facts;
    }

    private Mono<Void> save(Channel channel) {
        return database.sql("""
                        insert into channel (name, title, language, time_zone, visibility)
                        values (:name, :title, :language, :timeZone, :visibility)
                        on conflict (name) do update set title = excluded.title, language = excluded.language,
                            time_zone = excluded.time_zone, visibility = excluded.visibility""")
                .bind("name", channel.name())
                .bind("title", channel.title())
                .bind("language", channel.language())
                .bind("timeZone", channel.timeZone())
                .bind("visibility", channel.visibility())
                .then();
    }

    /** The directory as it was read after a moment, by one reading that all who ask meanwhile share. */
    private Mono<Map<String, Channel>> directory(long notBefore) {
        return Mono.defer(() -> {
            Reading current = reading.get();
            if (current == null || current.at() - notBefore < 0) {
                Reading next = new Reading(read().cache(), System.nanoTime());
                current = reading.compareAndSet(current, next) || reading.get() == null ? next : reading.get();
            }
            return current == null ? read() : current.directory();
        });
    }

    private Mono<Map<String, Channel>> read() {
        return Journal.asked(database.sql("select * from channel order by name")
                        .map(Channels::channel)
                        .all()
                        .collectMap(Channel::name, channel -> channel, TreeMap::new))
                .doOnNext(directory -> last = directory)
                .onErrorResume(Refusal.DatabaseAway.class, away -> last.isEmpty() ? Mono.error(away) : Mono.just(last));
    }

    private static Channel channel(Readable row) {
        return new Channel(
                Rows.value(row, "name", String.class),
                Rows.value(row, "title", String.class),
                Rows.value(row, "language", String.class),
                Rows.value(row, "time_zone", String.class),
                Rows.value(row, "visibility", String.class).equals("public"));
    }
}
