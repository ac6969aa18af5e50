package live.newsline.presence;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.UUID;
import live.newsline.journal.Journal;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** The nodes that run, and how many read there. Fails as {@link Journal} does. */
@Component
class Nodes {

    /** One that was not heard of for so long is gone. */
    static final String HEARD = "heard_at > clock_timestamp() - interval '10 seconds'";

    private static final String OTHERS = """
            with other as (select * from node where id <> :self and %s)
            select (select count(*) from other)::int as nodes, r.channel, sum(r.sse)::int as sse, sum(r.rsocket)::int as rsocket
            from (select) always left join (
                select u.* from other, unnest(other.channels, other.sse, other.rsocket) as u (channel, sse, rsocket)) r on true
            group by r.channel""".formatted(HEARD);

    /** How many read a channel. */
    record Readers(int sse, int rsocket) {

        static final Readers NONE = new Readers(0, 0);

        Readers and(Readers more) {
            return new Readers(sse + more.sse, rsocket + more.rsocket);
        }
    }

    /** @param nodes how many */
    record Others(int nodes, Map<String, Readers> channels) {}

    private final DatabaseClient database;

    Nodes(DatabaseClient database) {
        this.database = database;
    }

    /** This node runs, and has these readers. */
    Mono<Void> heard(UUID self, Map<String, Integer> sse, Map<String, Integer> rsocket) {
        TreeSet<String> channels = new TreeSet<>(sse.keySet());
        channels.addAll(rsocket.keySet());
        return Journal.asked(database.sql("""
                        insert into node (id, heard_at, channels, sse, rsocket)
                        values (:self, clock_timestamp(), :channels, :sse, :rsocket)
                        on conflict (id) do update set heard_at = excluded.heard_at, channels = excluded.channels,
                            sse = excluded.sse, rsocket = excluded.rsocket""")
                .bind("self", self)
                .bind("channels", channels.toArray(String[]::new))
                .bind("sse", counts(channels, sse))
                .bind("rsocket", counts(channels, rsocket))
                .then());
    }

    private static Integer[] counts(TreeSet<String> channels, Map<String, Integer> readers) {
        return channels.stream()
                .map(channel -> readers.getOrDefault(channel, 0))
                .toArray(Integer[]::new);
    }

    /** This node ends. */
    Mono<Void> left(UUID self) {
        return Journal.asked(database.sql("delete from node where id = :self")
                .bind("self", self)
                .then());
    }

    /** What the other nodes have said. */
    Mono<Others> others(UUID self) {
        record Row(int nodes, String channel, Readers readers) {}
        return Journal.asked(database.sql(OTHERS)
                        .bind("self", self)
                        .map(row -> new Row(
                                Objects.requireNonNull(row.get("nodes", Integer.class)),
                                // no other node, or none of them has a reader
                                Objects.requireNonNullElse(row.get("channel", String.class), ""),
                                new Readers(
                                        Objects.requireNonNullElse(row.get("sse", Integer.class), 0),
                                        Objects.requireNonNullElse(row.get("rsocket", Integer.class), 0))))
                        .all()
                        .collectList())
                .map(rows -> {
                    Map<String, Readers> channels = new HashMap<>();
                    rows.forEach(row -> channels.put(row.channel(), row.readers()));
                    return new Others(rows.get(0).nodes(), channels);
                });
    }

    /** Forgets the nodes that went without a word, an hour later. */
    Mono<Void> forget() {
        return Journal.asked(database.sql("delete from node where heard_at < clock_timestamp() - interval '1 hour'")
                .then());
    }
}
