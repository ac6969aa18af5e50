package live.newsline.record;

import io.r2dbc.spi.Readable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import live.newsline.journal.Journal;
import live.newsline.journal.Rows;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Computes the whole chain again, here and not in the database that is being checked, page by page. One at a time: who
 * asks meanwhile gets the answer of the one that runs. Safe for any thread.
 */
@Component
public class ChainCheck {

    private static final int PAGE = 2000;

    private final DatabaseClient database;
    private final AtomicReference<@Nullable Mono<Found>> running = new AtomicReference<>();

    ChainCheck(DatabaseClient database) {
        this.database = database;
    }

    /**
     * What was found.
     *
     * @param acts how many are as they were written
     * @param seq of the last of them; 0: there is none
     * @param hash of the last of them
     * @param broken null: all are intact
     */
    public record Found(
            long acts, long seq, String hash, @Nullable Broken broken) {}

    /** The first that is not as it was written, and why. */
    public record Broken(long seq, String why) {}

    public Mono<Found> run() {
        return Mono.defer(() -> {
            Mono<Found> mine = Mono.defer(() -> from(new Found(0, 0, Chain.BEGINNING, null)))
                    .doFinally(end -> running.set(null))
                    .cache();
            Mono<Found> other = running.compareAndSet(null, mine) ? null : running.get();
            return other == null ? mine : other;
        });
    }

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** What a line is found by, and where in it that stands. */
    private static final Map<String, String> FOUND_BY = Map.of(
            "act", "/act",
            "at", "/at",
            "by_id", "/by/id",
            "channel", "/channel",
            "item", "/item",
            "position", "/position",
            "published", "/detail/publishedAt");

    private record Row(long seq, String line, String hash, Map<String, String> columns) {

        static Row of(Readable row) {
            Map<String, String> columns = new HashMap<>();
            for (String column : FOUND_BY.keySet()) {
                String value = row.get(column, String.class);
                if (value != null) {
                    columns.put(column, value);
                }
            }
            return new Row(
                    Rows.value(row, "seq", Long.class),
                    Rows.value(row, "line", String.class),
                    Rows.value(row, "hash", String.class),
                    columns);
        }

        boolean isFoundByWhatItSays() {
            JsonNode said = JSON.readTree(line);
            return FOUND_BY.entrySet().stream()
                    .allMatch(column ->
                            said.at(column.getValue()).asString("").equals(columns.getOrDefault(column.getKey(), "")));
        }
    }

    private Mono<Found> from(Found start) {
        return page(start)
                .expand(page -> page.done() ? Mono.empty() : page(page.found()))
                .last()
                .map(Page::found);
    }

    private record Page(Found found, boolean done) {}

    private Mono<Page> page(Found before) {
        return Journal.asked(database.sql("""
                        select seq, line, encode(hash, 'hex') as hash, act, at, by_id::text, channel, item::text,
                            position::text, published
                        from history where seq > :after order by seq limit\s""" + PAGE)
                        .bind("after", before.seq())
                        .map(Row::of)
                        .all()
                        .collectList())
                .map(rows -> {
                    Found found = over(before, rows);
                    return new Page(found, rows.size() < PAGE || found.broken() != null);
                });
    }

    private static Found over(Found before, List<Row> rows) {
        Found found = before;
        for (Row row : rows) {
            found = next(found, row);
            if (found.broken() != null) {
                return found;
            }
        }
        return found;
    }

    private static Found next(Found before, Row row) {
        long expected = before.seq() + 1;
        if (row.seq() != expected) {
            return broken(before, expected, "missing: the next that is there is " + row.seq());
        }
        if (!Chain.isOf(expected, row.line())) {
            return broken(before, expected, "the line is not of this number");
        }
        String hash = Chain.hash(before.hash(), row.line());
        if (!hash.equals(row.hash())) {
            return broken(before, expected, "the hash is not that of the line after the one before it");
        }
        if (!row.isFoundByWhatItSays()) {
            return broken(before, expected, "it is not found by what its line says");
        }
        return new Found(before.acts() + 1, expected, hash, null);
    }

    private static Found broken(Found before, long seq, String why) {
        return new Found(before.acts(), before.seq(), before.hash(), new Broken(seq, why));
    }
}
