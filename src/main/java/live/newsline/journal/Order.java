package live.newsline.journal;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An act with its conditions.
 *
 * @param versions the versions the caller will act on ({@code If-Match}); null: any
 * @param once null: the caller gave no Idempotency-Key
 * @param by null: nobody, but the passing of time
 */
public record Order(
        Act act,
        @Nullable List<Integer> versions,
        @Nullable Once once,
        @Nullable By by) {

    public Order(Act act, @Nullable List<Integer> versions, @Nullable Once once) {
        this(act, versions, once, null);
    }

    /** Who did it: a token or a person, and the name they had then. */
    public record By(UUID id, String name) {}

    /**
     * The same order again is answered and not done again, for 24 hours.
     *
     * @param body SHA-256 of the request's bytes, in hexadecimal
     */
    public record Once(UUID token, String address, String key, String body) {

        /** What makes two requests the same, whatever they say. */
        Name name() {
            return new Name(token, address, key);
        }

        record Name(UUID token, String address, String key) {}
    }
}
