package live.newsline.record;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import live.newsline.item.Times;
import live.newsline.journal.Order;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * The bytes of the record, so that anybody can compute them again (docs/desk.md, "The record"): a line is one JSON object
 * as it is stored and shown, and its hash is the SHA-256 of the hash before it, in 64 hexadecimal digits, and the line.
 */
final class Chain {

    /** What the first line is chained to. */
    static final String BEGINNING = "0".repeat(64);

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private Chain() {}

    /** One act, in the order in which a line tells it. */
    record Act(
            Instant at,
            String act,
            Order.@Nullable By by,
            @Nullable String channel,
            @Nullable UUID item,
            @Nullable Integer version,
            @Nullable Long position,
            Map<String, @Nullable Object> detail) {

        @Nullable
        UUID byId() {
            return by == null ? null : by.id();
        }

        /** In the first act of each item. */
        @Nullable
        String published() {
            return (String) detail.get("publishedAt");
        }

        String line(long seq) {
            Map<String, Object> line = new LinkedHashMap<>();
            line.put("seq", seq);
            line.put("at", Times.text(at));
            line.put("act", act);
            if (by != null) {
                line.put("by", by(by));
            }
            put(line, "channel", channel);
            put(line, "item", item == null ? null : item.toString());
            put(line, "version", version);
            put(line, "position", position);
            if (!detail.isEmpty()) {
                line.put("detail", detail);
            }
            return JSON.writeValueAsString(line);
        }

        private static Map<String, String> by(Order.By by) {
            Map<String, String> both = new LinkedHashMap<>();
            both.put("id", by.id().toString());
            both.put("name", by.name());
            return both;
        }

        private static void put(Map<String, Object> line, String field, @Nullable Object value) {
            if (value != null) {
                line.put(field, value);
            }
        }
    }

    /** The hash of a line, in hexadecimal, after the one before it. */
    static String hash(String before, String line) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            sha.update(before.getBytes(UTF_8));
            return HexFormat.of().formatHex(sha.digest(line.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }

    /** Whether a line is of this number: it is what the line begins with. */
    static boolean isOf(long seq, String line) {
        return line.startsWith("{\"seq\":" + seq + ",");
    }
}
