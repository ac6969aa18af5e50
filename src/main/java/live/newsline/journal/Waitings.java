package live.newsline.journal;

import io.r2dbc.spi.Parameter;
import io.r2dbc.spi.Parameters;
import io.r2dbc.spi.R2dbcType;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import live.newsline.item.Draft;
import live.newsline.item.RulesBroken;
import live.newsline.item.Times;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * What waits to be told. Each change is one statement on one row, which the journal's writer locks while it tells it: who
 * comes too late finds it told. Safe for any thread; fails as {@link Journal} does.
 */
@Component
public class Waitings {

    /** The most that may wait in a channel, and that a listing has. */
    public static final int MOST = 1000;

    private static final TypeReference<Map<String, @Nullable Object>> OBJECT = new TypeReference<>() {};

    private static final String ROW =
            "id, channel, state, draft::text as draft, due_at, version, by_id, by_name, created_at";

    /** The window is counted from the moment that is shown as its beginning. */
    private static final String ADD = """
            insert into pending (id, channel, state, draft, created_at, due_at, by_id, by_name)
            select :id::uuid, :channel, :state, :draft::jsonb, date_trunc('milliseconds', statement_timestamp()),
                coalesce(:due::timestamptz,
                    date_trunc('milliseconds', statement_timestamp()) + :undo::int * interval '1 second'),
                :by::uuid, :name
            %s returning\s""" + ROW;

    /** The answer and what it answers are one statement; a second with the same key waits for the first, and adds nothing. */
    private static final String ADD_ONCE = """
            with once as (
                insert into answered (token, address, key, body, status, item, position, at)
                values (:by::uuid, :address, :key, decode(:body, 'hex'), 201, :id::uuid, 0, clock_timestamp())
                on conflict (token, address, key) do update set
                    body = excluded.body, status = excluded.status, item = excluded.item,
                    position = excluded.position, at = excluded.at
                where answered.at <= clock_timestamp() - interval '24 hours'
                returning item
            )
            """ + ADD.formatted("from once");

    private final DatabaseClient database;
    private final Acts acts;
    private final Due due;
    private final JsonMapper json = JsonMapper.builder().build();

    Waitings(DatabaseClient database, Acts acts, Due due) {
        this.database = database;
        this.acts = acts;
        this.due = due;
    }

    /** When it is to be told: at a time, after so many seconds, or (neither) when an editor says so. */
    public record When(@Nullable Instant dueAt, @Nullable Integer undo) {

        Pending.State state() {
            return dueAt != null
                    ? Pending.State.SCHEDULED
                    : undo != null ? Pending.State.SENDING : Pending.State.CONTRIBUTED;
        }
    }

    /** Keeps a draft. @param once null: there was no Idempotency-Key */
    public Mono<Pending> add(UUID id, String channel, Draft draft, When when, Order.By by, Order.@Nullable Once once) {
        DatabaseClient.GenericExecuteSpec adding = database.sql(once == null ? ADD.formatted("") : ADD_ONCE)
                .bind("id", id)
                .bind("channel", channel)
                .bind("state", when.state().word())
                .bind("draft", json(draft))
                .bind("due", time(when.dueAt()))
                .bind("undo", Parameters.in(R2dbcType.INTEGER, when.undo()))
                .bind("by", by.id())
                .bind("name", by.name());
        if (once != null) {
            adding = adding.bind("address", once.address())
                    .bind("key", once.key())
                    .bind("body", once.body());
        }
        Mono<Pending> before = once == null ? Mono.empty() : Mono.defer(() -> answered(once));
        Mono<Pending> added = adding.map(Rows::pending)
                .one()
                .flatMap(pending -> kept(
                        when.state() == Pending.State.SENDING
                                ? "queued"
                                : when.state().word(),
                        by,
                        pending,
                        Facts.of(draft, pending.state(), pending.dueAt())));
        Mono<Pending> kept = mustBeInTime(draft, when.dueAt())
                .then(hasRoom(channel))
                .flatMap(room -> room
                        ? added.switchIfEmpty(before)
                        : before.switchIfEmpty(Mono.error(() -> new Refusal.TooManyWaiting(MOST))));
        Mono<Pending> done = acts.together(kept).doOnNext(this::ring);
        return Journal.asked(
                when.undo() == null
                        ? done
                        : pausedIn(channel)
                                .flatMap(paused -> before.switchIfEmpty(Mono.error(paused)))
                                .switchIfEmpty(done));
    }

    /** Counted under a lock that lets items be published meanwhile. */
    private Mono<Boolean> hasRoom(String channel) {
        return database.sql("select from channel where name = :channel for no key update")
                .bind("channel", channel)
                .then()
                .then(database.sql("select count(*) < " + MOST + " as room from pending where channel = :channel")
                        .bind("channel", channel)
                        .map(row -> Rows.value(row, "room", Boolean.class))
                        .one());
    }

    private Mono<Pending> kept(
            String act, Order.By by, Pending pending, Map<String, ? extends @Nullable Object> detail) {
        return acts.keep(new Acts.Done(act, by, pending.channel(), pending.id(), pending.version(), detail))
                .then(
                        pending.dueAt() == null
                                ? Mono.empty()
                                : database.sql("notify newsline_due").then())
                .thenReturn(pending);
    }

    private void ring(Pending pending) {
        if (pending.dueAt() != null) {
            due.changed();
        }
    }

    /** What is to be sent in a moment is refused as a publish is: at the end of a pause it would come as a surprise. */
    private Mono<Refusal.Paused> pausedIn(String channel) {
        return database.sql(Pauses.reasonIn(":channel"))
                .bind("channel", channel)
                .map(row -> new Refusal.Paused(Rows.value(row, "reason", String.class)))
                .one();
    }

    private Mono<Pending> answered(Order.Once once) {
        return database.sql("""
                        select item, encode(body, 'hex') as body from answered
                        where token = :token and address = :address and key = :key""")
                .bind("token", once.token())
                .bind("address", once.address())
                .bind("key", once.key())
                .map(row -> Map.entry(Rows.value(row, "item", UUID.class), Rows.value(row, "body", String.class)))
                .one()
                .flatMap(answer -> answer.getValue().equals(once.body())
                        ? find(answer.getKey())
                        : Mono.error(new Refusal.KeyReused()));
    }

    /** What waits in these channels (null: in all), soonest first; at most {@link #MOST}. */
    public Mono<List<Pending>> list(@Nullable List<String> channels, @Nullable UUID by) {
        return Journal.asked(database.sql("select " + ROW + """
                         from pending
                        where (:every or channel = any(:channels)) and (:anybody or by_id = :by)
                        order by due_at nulls last, created_at, id limit\s""" + MOST)
                .bind("every", channels == null)
                .bind("channels", channels == null ? new String[0] : channels.toArray(String[]::new))
                .bind("anybody", by == null)
                .bind("by", by == null ? new UUID(0, 0) : by)
                .map(Rows::pending)
                .all()
                .collectList());
    }

    /** Fails with {@link Refusal.Told} or {@link Refusal.NotFound} where it does not wait. */
    public Mono<Pending> find(UUID id) {
        return Journal.asked(database.sql("select " + ROW + " from pending where id = :id")
                .bind("id", id)
                .map(Rows::pending)
                .one()
                .switchIfEmpty(Mono.defer(() -> waitsNoMore(id))));
    }

    /** @param was as it was read
     * @param versions null: any; fails with {@link Refusal.Stale} where it has changed since */
    public Mono<Pending> change(
            Pending was,
            @Nullable List<Integer> versions,
            Draft draft,
            Pending.State state,
            @Nullable Instant dueAt,
            Order.By by) {
        Mono<Pending> changed = database.sql("""
                        update pending set draft = :draft::jsonb, state = :state, due_at = :due::timestamptz,
                            version = version + 1
                        where id = :id and version = :version returning\s""" + ROW)
                .bind("id", was.id())
                .bind("version", was.version())
                .bind("draft", json(draft))
                .bind("state", state.word())
                .bind("due", time(dueAt))
                .map(Rows::pending)
                .one()
                .flatMap(now ->
                        kept("changed", by, now, Facts.since(facts(was), Facts.of(draft, now.state(), now.dueAt()))))
                .switchIfEmpty(Mono.defer(
                        () -> find(was.id()).flatMap(now -> Mono.error(new Refusal.Stale(now.version())))));
        if (versions != null && !versions.contains(was.version())) {
            return Mono.error(new Refusal.Stale(was.version()));
        }
        boolean moved = dueAt != null && !dueAt.equals(was.dueAt());
        return Journal.asked(mustBeInTime(draft, moved ? dueAt : null)
                .then(acts.together(changed))
                .doOnNext(this::ring));
    }

    /** Takes it back; fails with {@link Refusal.Told} where readers have it. */
    public Mono<Void> takeBack(UUID id, Order.By by) {
        Mono<Pending> taken = database.sql("delete from pending where id = :id returning " + ROW)
                .bind("id", id)
                .map(Rows::pending)
                .one()
                .flatMap(was -> kept("taken-back", by, was, facts(was)));
        return Journal.asked(acts.together(taken)
                .switchIfEmpty(Mono.defer(() -> waitsNoMore(id)))
                .then());
    }

    private Mono<Pending> waitsNoMore(UUID id) {
        return database.sql("select exists (select from item where id = :id) as told")
                .bind("id", id)
                .map(row -> Rows.value(row, "told", Boolean.class))
                .one()
                .flatMap(told -> Mono.error(
                        told ? new Refusal.Told() : new Refusal.NotFound("Nothing waits by the name " + id + ".")));
    }

    /** The rules that depend on the time, by the database's clock. */
    private Mono<Void> mustBeInTime(Draft draft, @Nullable Instant dueAt) {
        Instant end = draft.expiresAt();
        if (dueAt == null && end == null) {
            return Mono.empty();
        }
        return database.sql("select clock_timestamp() as now")
                .map(row -> Rows.time(row, "now"))
                .one()
                .doOnNext(now -> {
                    if (dueAt != null && !dueAt.isAfter(now)) {
                        throw new RulesBroken("dueAt", "past", "must be in the future; it is " + now + " now");
                    }
                    if (end != null && !end.isAfter(dueAt == null ? now : dueAt)) {
                        throw new RulesBroken("expiresAt", "past", "must be after it is told");
                    }
                })
                .then();
    }

    /** A draft from before a rule was made still has a state and a time. */
    private Map<String, @Nullable Object> facts(Pending pending) {
        try {
            return Facts.of(Draft.of(json.readValue(pending.draft(), OBJECT)), pending.state(), pending.dueAt());
        } catch (RulesBroken older) {
            Map<String, @Nullable Object> facts = new LinkedHashMap<>();
            facts.put("state", pending.state().word());
            facts.put("dueAt", pending.dueAt() == null ? null : Times.text(pending.dueAt()));
            return facts;
        }
    }

    private String json(Draft draft) {
        Map<String, @Nullable Object> set = new LinkedHashMap<>(draft.values());
        set.values().removeIf(value -> value == null || value.equals(false) || value.equals(List.of()));
        return json.writeValueAsString(set);
    }

    private static Parameter time(@Nullable Instant time) {
        return Parameters.in(R2dbcType.TIMESTAMP_WITH_TIME_ZONE, time == null ? null : time.atOffset(ZoneOffset.UTC));
    }
}
