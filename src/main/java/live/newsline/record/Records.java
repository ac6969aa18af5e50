package live.newsline.record;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import live.newsline.journal.Journal;
import live.newsline.journal.Rows;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Reads the record, newest first. Safe for any thread; fails as {@link Journal} does. */
@Component
public class Records {

    /** What an act is called. */
    public static final Set<String> WORDS = Set.of(
            "published",
            "updated",
            "corrected",
            "withheld",
            "released",
            "killed",
            "expired",
            "kept",
            "contributed",
            "scheduled",
            "queued",
            "changed",
            "taken-back",
            "approved",
            "pinned",
            "paused",
            "resumed",
            "channel",
            "invited",
            "joined",
            "person",
            "token",
            "revoked");

    /** Those that only an administrator is told of. */
    private static final String[] OF_PEOPLE = {"invited", "joined", "person", "token", "revoked"};

    private final DatabaseClient database;

    Records(DatabaseClient database) {
        this.database = database;
    }

    /**
     * What is looked for; null: any.
     *
     * @param channels acts that belong to no channel come in addition
     * @param people whether those on people and tokens are shown
     * @param before the number to go on from, not included
     */
    public record Wanted(
            @Nullable List<String> channels,
            boolean people,
            @Nullable String channel,
            @Nullable UUID item,
            @Nullable UUID by,
            @Nullable String act,
            @Nullable Long before) {}

    /** A line as the chain has it. */
    public record Line(long seq, String json) {}

    public Mono<List<Line>> find(Wanted wanted, int limit) {
        StringBuilder where = new StringBuilder("seq < :before");
        where.append(wanted.channel() == null ? "" : " and channel = :channel");
        where.append(wanted.item() == null ? "" : " and item = :item");
        where.append(wanted.by() == null ? "" : " and by_id = :by");
        where.append(wanted.act() == null ? "" : " and act = :act");
        where.append(wanted.channels() == null ? "" : " and (channel is null or channel = any(:channels))");
        where.append(wanted.people() ? "" : " and act <> all(:people)");
        DatabaseClient.GenericExecuteSpec asking = database.sql(
                        "select seq, line from history where " + where + " order by seq desc limit :limit")
                .bind("before", wanted.before() == null ? Long.MAX_VALUE : wanted.before())
                .bind("limit", limit);
        asking = bound(asking, "channel", wanted.channel());
        asking = bound(asking, "item", wanted.item());
        asking = bound(asking, "by", wanted.by());
        asking = bound(asking, "act", wanted.act());
        asking = bound(
                asking,
                "channels",
                wanted.channels() == null ? null : wanted.channels().toArray(String[]::new));
        asking = bound(asking, "people", wanted.people() ? null : OF_PEOPLE);
        return Journal.asked(asking.map(
                        row -> new Line(Rows.value(row, "seq", Long.class), Rows.value(row, "line", String.class)))
                .all()
                .collectList());
    }

    private static DatabaseClient.GenericExecuteSpec bound(
            DatabaseClient.GenericExecuteSpec asking, String name, @Nullable Object value) {
        return value == null ? asking : asking.bind(name, value);
    }
}
