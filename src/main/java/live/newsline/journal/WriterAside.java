package live.newsline.journal;

import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Readable;
import io.r2dbc.spi.Statement;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/**
 * What few batches have: pins with an end, and acts that are no entries. It is asked and written in statements of its own,
 * in the same transaction, so that it costs the others nothing.
 */
final class WriterAside {

    /** The channels in which something is to be pinned, whole. */
    private static final String PINNED = """
            select i.channel, i.id, null::timestamptz as until from item i
            where i.pinned and i.pub_status = 'usable' and i.channel in (select channel from item where id = any($1))
            union all
            select '', item, until from pin where item = any($1)""";

    private static final String WRITE = """
            with gone as (
                delete from pin where item = any($1)
            ), ends as (
                insert into pin select * from unnest($2::uuid[], $3::timestamptz[]) as p(item, until)
                on conflict (item) do update set until = excluded.until
                returning pg_notify('newsline_due', '')
            ), acts as (
                insert into unsealed (at, act, by_id, by_name, channel, item, version, detail)
                select $4::timestamptz, act, by_id, by_name, channel, item, version, detail::json
                from unnest($5::text[], $6::uuid[], $7::text[], $8::text[], $9::uuid[], $10::int[], $11::text[])
                    as a(act, by_id, by_name, channel, item, version, detail)
            )
            select count(*) from ends""";

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private WriterAside() {}

    static Mono<Pinboard> pins(Connection connection, List<Order> orders) {
        UUID[] items = orders.stream()
                .map(Order::act)
                .filter(act -> act instanceof Act.Pin || act instanceof Act.Unpin)
                .map(Act::item)
                .distinct()
                .toArray(UUID[]::new);
        if (items.length == 0) {
            return Mono.fromSupplier(Pinboard::none);
        }
        Map<String, Set<UUID>> pinned = new HashMap<>();
        Map<UUID, Instant> ends = new HashMap<>();
        return Flux.from(connection.createStatement(PINNED).bind("$1", items).execute())
                .concatMap(result -> result.map((Readable row) -> {
                    String channel = Rows.value(row, "channel", String.class);
                    UUID item = Rows.value(row, "id", UUID.class);
                    Instant until = Rows.timeOrNull(row, "until");
                    if (until == null) {
                        pinned.computeIfAbsent(channel, any -> new HashSet<>()).add(item);
                    } else {
                        ends.put(item, until);
                    }
                    return item;
                }))
                .then(Mono.fromSupplier(() -> new Pinboard(pinned, ends)));
    }

    static Mono<Void> write(Connection connection, Ledger ledger) {
        if (!ledger.hasAsides()) {
            return Mono.empty();
        }
        Map<UUID, Instant> ends = new HashMap<>();
        Set<UUID> gone = new HashSet<>();
        ledger.pins.changed.forEach((item, until) -> {
            if (until == null) {
                gone.add(item);
            } else {
                ends.put(item, until);
            }
        });
        Statement statement = connection.createStatement(WRITE);
        statement.bind("$1", gone.toArray(UUID[]::new));
        Columns<Map.Entry<UUID, Instant>> pins = new Columns<>(statement, 2, ends.entrySet());
        pins.bind(UUID[]::new, Map.Entry::getKey);
        pins.bind(String[]::new, end -> end.getValue().toString());
        statement.bind("$4", ledger.now().toString());
        Columns<Acts.Done> acts = new Columns<>(statement, 5, ledger.acts);
        acts.bind(String[]::new, Acts.Done::act);
        acts.bind(UUID[]::new, act -> act.by() == null ? null : act.by().id());
        acts.bind(String[]::new, act -> act.by() == null ? null : act.by().name());
        acts.bind(String[]::new, Acts.Done::channel);
        acts.bind(UUID[]::new, Acts.Done::item);
        acts.bind(Integer[]::new, Acts.Done::version);
        acts.bind(String[]::new, act -> JSON.writeValueAsString(act.detail()));
        return Flux.from(statement.execute())
                .concatMap(result -> result.map(row -> 1))
                .then();
    }
}
