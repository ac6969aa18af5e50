package live.newsline.journal;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import live.newsline.item.Folded;
import live.newsline.item.Item;
import live.newsline.item.PubStatus;
import live.newsline.item.Urgency;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** Finds a line's items by what they say and are, newest first. Safe for any thread; fails as {@link Journal} does. */
@Component
public class Search {

    private final DatabaseClient database;
    private final Rows rows = new Rows(JsonMapper.builder().build());

    Search(DatabaseClient database) {
        this.database = database;
    }

    /**
     * What is looked for; null and empty: any.
     *
     * @param words folded; each is somewhere in headline, source or tags
     * @param from of {@code publishedAt}, included; {@code to} is not
     * @param before the item to go on from, not included
     */
    public record Wanted(
            String channel,
            Set<PubStatus> statuses,
            List<String> words,
            @Nullable Urgency least,
            @Nullable String language,
            @Nullable Instant from,
            @Nullable Instant to,
            Journal.@Nullable Place before) {}

    /** @param killed whether killed items are found by their words, and shown with them */
    public Mono<List<Item>> find(Wanted wanted, int limit, boolean killed) {
        Map<String, Object> values = new TreeMap<>();
        StringBuilder filter = new StringBuilder();
        if (wanted.least() != null) {
            filter.append(" and i.urgency <= :urgency");
            values.put("urgency", wanted.least().number());
        }
        if (wanted.language() != null) {
            filter.append(" and (lower(i.language) = :language or lower(i.language) like :language || '-%')");
            values.put("language", wanted.language().toLowerCase(Locale.ROOT));
        }
        if (wanted.from() != null) {
            filter.append(" and i.published_at >= :from");
            values.put("from", wanted.from().atOffset(ZoneOffset.UTC));
        }
        if (wanted.to() != null) {
            filter.append(" and i.published_at < :to");
            values.put("to", wanted.to().atOffset(ZoneOffset.UTC));
        }
        if (wanted.before() != null) {
            filter.append(" and (i.published_at, i.id) < (:beforeTime, :beforeId)");
            values.put("beforeTime", wanted.before().publishedAt().atOffset(ZoneOffset.UTC));
            values.put("beforeId", wanted.before().id());
        }
        String words = words(wanted.words(), values);
        // a part for each status: each has an index of its own
        List<String> parts = new ArrayList<>();
        for (PubStatus status : wanted.statuses()) {
            boolean hidden = status == PubStatus.CANCELED && !killed;
            if (hidden && !wanted.words().isEmpty()) {
                continue;
            }
            parts.add("(select i.* from item i " + (words.isEmpty() ? "" : "join searchable s on s.item = i.id")
                    + " where i.channel = :channel and i.pub_status = '" + status.word() + "'" + words + filter
                    + " order by i.published_at desc, i.id desc limit :limit)");
        }
        if (parts.isEmpty()) {
            return Mono.just(List.of());
        }
        DatabaseClient.GenericExecuteSpec asking = database.sql("select " + Rows.ITEM + " from (select * from ("
                        + String.join(" union all ", parts)
                        + ") found order by published_at desc, id desc limit :limit) i " + Rows.JOIN_TEXT
                        + " order by i.published_at desc, i.id desc")
                .bind("channel", wanted.channel())
                .bind("limit", limit);
        for (Map.Entry<String, Object> value : values.entrySet()) {
            asking = asking.bind(value.getKey(), value.getValue());
        }
        return Journal.asked(asking.map(rows::item)
                .all()
                .map(item -> item.pubStatus() == PubStatus.CANCELED && !killed ? item.withoutText() : item)
                .collectList());
    }

    /** By the key that is indexed, and then by the word itself: two letters may have one key. */
    private static String words(List<String> words, Map<String, Object> values) {
        StringBuilder filter = new StringBuilder();
        for (int n = 0; n < words.size(); n++) {
            filter.append(" and s.words_key like :key")
                    .append(n)
                    .append(" and s.words like :word")
                    .append(n);
            values.put("key" + n, "%" + escaped(Folded.key(words.get(n))) + "%");
            values.put("word" + n, "%" + escaped(words.get(n)) + "%");
        }
        return filter.toString();
    }

    private static String escaped(String word) {
        return word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
    }
}
