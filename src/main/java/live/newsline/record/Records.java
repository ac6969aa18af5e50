package live.newsline.record;

import io.r2dbc.spi.Readable;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import live.newsline.item.PubStatus;
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

    /** Each join is limited, and so made by index (docs/rationale.md, "Positions"). */
    private static final String FIND = """
            select h.seq, h.line, coalesce(t.headline, w.headline) as headline, coalesce(i.channel, w.channel) as channel,
                coalesce(i.pub_status, 'withheld') as pub_status
            from (select seq, line, item from history where %s order by seq desc limit :limit) h
            left join lateral (select * from item where id = h.item limit 1) i on true
            left join lateral (
                select headline from item_text where item = h.item
                    and version = coalesce((h.line::jsonb #>> '{detail,textVersion}')::integer, i.text_version) limit 1) t
                on true
            left join lateral (
                select channel, draft ->> 'headline' as headline from pending where id = h.item limit 1) w on true
            order by h.seq desc""";

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

    /**
     * A line as the chain has it, and what it is about.
     *
     * @param headline null: it is about no item, or the text is gone
     */
    public record Line(long seq, String json, @Nullable Headline headline) {}

    /**
     * What an item said as of its act, or what waits says now.
     *
     * @param status of the item now; what waits is nobody's but the editors', as what is withheld
     */
    public record Headline(String text, String channel, PubStatus status) {}

    public Mono<List<Line>> find(Wanted wanted, int limit) {
        StringBuilder where = new StringBuilder("seq < :before");
        where.append(wanted.channel() == null ? "" : " and channel = :channel");
        where.append(wanted.item() == null ? "" : " and item = :item");
        where.append(wanted.by() == null ? "" : " and by_id = :by");
        where.append(wanted.act() == null ? "" : " and act = :act");
        where.append(wanted.channels() == null ? "" : " and (channel is null or channel = any(:channels))");
        where.append(wanted.people() ? "" : " and act <> all(:people)");
        DatabaseClient.GenericExecuteSpec asking = database.sql(FIND.formatted(where))
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
        return Journal.asked(asking.map(Records::line).all().collectList());
    }

    private static Line line(Readable row) {
        String headline = row.get("headline", String.class);
        return new Line(
                Rows.value(row, "seq", Long.class),
                Rows.value(row, "line", String.class),
                headline == null
                        ? null
                        : new Headline(
                                headline,
                                Rows.value(row, "channel", String.class),
                                PubStatus.of(Rows.value(row, "pub_status", String.class))));
    }

    private static DatabaseClient.GenericExecuteSpec bound(
            DatabaseClient.GenericExecuteSpec asking, String name, @Nullable Object value) {
        return value == null ? asking : asking.bind(name, value);
    }
}
