package live.newsline.record;

import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import live.newsline.item.Folded;
import live.newsline.item.Text;
import live.newsline.item.Times;
import live.newsline.item.Urgency;
import live.newsline.journal.Digest;
import live.newsline.journal.Facts;
import live.newsline.journal.Order;
import live.newsline.journal.Rows;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * Makes lines of what is not sealed yet: entries in the order of the journal, and acts among them by their time. What is
 * to be written is collected; not thread-safe, lives for one transaction.
 */
final class Batch {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final TypeReference<Map<String, @Nullable Object>> OBJECT = new TypeReference<>() {};
    private static final Rows ROWS = new Rows(JSON);

    /** @param id in the table of what is not sealed; null: an entry */
    record Unsealed(
            @Nullable Long id,
            Chain.Act act,
            @Nullable String advisory,
            @Nullable Words words) {

        Instant at() {
            return act.at();
        }
    }

    /** What an item says, to be found by. */
    record Words(UUID item, String channel, Instant publishedAt, Text text) {

        String words() {
            return Folded.words(text);
        }

        String headline() {
            return Folded.text(text.headline());
        }
    }

    record Line(long seq, String line, String hash, Chain.Act act) {}

    private final Map<UUID, Map<String, @Nullable Object>> last = new HashMap<>();
    final List<Line> lines = new ArrayList<>();
    final List<Long> sealed = new ArrayList<>();
    final List<Unsealed> advised = new ArrayList<>();
    final Map<UUID, Words> words = new LinkedHashMap<>();

    private long seq;
    private String hash;

    /** @param seq and its hash: the end of the chain */
    Batch(long seq, String hash) {
        this.seq = seq;
        this.hash = hash;
    }

    /** Entries and acts, each in their own order; where they are of one time, the act led to the entry. */
    void add(List<Unsealed> entries, List<Unsealed> acts) {
        int act = 0;
        for (Unsealed entry : entries) {
            while (act < acts.size() && !acts.get(act).at().isAfter(entry.at())) {
                add(acts.get(act++));
            }
            add(entry);
        }
        while (act < acts.size()) {
            add(acts.get(act++));
        }
    }

    private void add(Unsealed next) {
        seq++;
        String line = next.act().line(seq);
        hash = Chain.hash(hash, line);
        lines.add(new Line(seq, line, hash, next.act()));
        if (next.id() != null) {
            sealed.add(next.id());
        }
        if (next.advisory() != null) {
            advised.add(next);
        }
        if (next.words() != null) {
            words.put(next.words().item(), next.words());
        }
    }

    /** An entry; its row has the line of the item's act before, if that is sealed already. */
    Unsealed entry(Readable row) {
        UUID item = Rows.value(row, "item", UUID.class);
        String line = row.get("before", String.class);
        Map<String, @Nullable Object> before = last.get(item);
        if (before == null && line != null) {
            before = detail(line);
        }
        Instant publishedAt = Rows.time(row, "published_at");
        int version = Rows.value(row, "version", Integer.class);
        int textVersion = Rows.value(row, "text_version", Integer.class);
        String advisory = row.get("advisory", String.class);
        Map<String, @Nullable Object> facts = new LinkedHashMap<>();
        facts.put("pubStatus", Rows.value(row, "pub_status", String.class));
        facts.put(
                "urgency", Urgency.of(Rows.value(row, "urgency", Integer.class)).word());
        facts.put("language", Rows.value(row, "language", String.class));
        facts.put("pinned", Rows.value(row, "pinned", Boolean.class) ? true : null);
        facts.put("advisory", advisory == null ? null : Digest.of(advisory));
        facts.put("expiresAt", row.get("expires_at") == null ? null : Times.text(Rows.time(row, "expires_at")));
        facts.put("text", Rows.value(row, "text_digest", String.class));
        facts.put("textVersion", textVersion);
        facts.put("publishedAt", before == null ? Times.text(publishedAt) : null);
        facts.values().removeIf(Objects::isNull);
        last.put(item, facts);
        String channel = Rows.value(row, "channel", String.class);
        Text text = before == null || textVersion == version ? ROWS.text(row) : null;
        return new Unsealed(
                null,
                new Chain.Act(
                        Rows.time(row, "at"),
                        Rows.value(row, "kind", String.class),
                        by(row),
                        channel,
                        item,
                        version,
                        Rows.value(row, "position", Long.class),
                        Facts.since(before, facts)),
                advisory,
                text == null ? null : new Words(item, channel, publishedAt, text));
    }

    /** An act that is no entry. An item that the journal has forgotten is kept by one, without its texts. */
    Unsealed act(Readable row) {
        Map<String, @Nullable Object> detail = JSON.readValue(Rows.value(row, "detail", String.class), OBJECT);
        String act = Rows.value(row, "act", String.class);
        UUID item = row.get("item", UUID.class);
        String channel = row.get("channel", String.class);
        String advisory = null;
        Words words = null;
        if (act.equals("kept") && item != null && channel != null) {
            advisory = (String) detail.get("advisory");
            Text text = ROWS.text(row);
            detail.put("advisory", advisory == null ? null : Digest.of(advisory));
            detail.put("pinned", Boolean.TRUE.equals(detail.get("pinned")) ? true : null);
            detail.put("text", text == null ? null : Digest.of(text));
            detail.values().removeIf(Objects::isNull);
            words = text == null ? null : new Words(item, channel, Rows.time(row, "published_at"), text);
        }
        return new Unsealed(
                Rows.value(row, "id", Long.class),
                new Chain.Act(
                        Rows.time(row, "at"),
                        act,
                        by(row),
                        channel,
                        item,
                        row.get("version", Integer.class),
                        null,
                        detail),
                advisory,
                words);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, @Nullable Object> detail(String line) {
        return (Map<String, @Nullable Object>)
                Objects.requireNonNull(JSON.readValue(line, OBJECT).get("detail"));
    }

    private static Order.@Nullable By by(Readable row) {
        UUID id = row.get("by_id", UUID.class);
        return id == null ? null : Rows.by(row);
    }
}
