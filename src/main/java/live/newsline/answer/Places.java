package live.newsline.answer;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;
import live.newsline.journal.Journal;
import live.newsline.problem.Problem;

/** Where a page of items goes on, as one opaque word. */
public final class Places {

    private static final int BYTES = 24;
    private static final long LATEST = Instant.parse("9999-12-31T23:59:59.999Z").toEpochMilli();

    private Places() {}

    public static String word(Journal.Place place) {
        byte[] bytes = ByteBuffer.allocate(BYTES)
                .putLong(place.publishedAt().toEpochMilli())
                .putLong(place.id().getMostSignificantBits())
                .putLong(place.id().getLeastSignificantBits())
                .array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** @throws Problem.Exception 400 for a word that nobody was given */
    public static Journal.Place parse(String word) {
        try {
            ByteBuffer bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(word));
            long millis = bytes.getLong();
            UUID id = new UUID(bytes.getLong(), bytes.getLong());
            if (!bytes.hasRemaining() && millis >= 0 && millis <= LATEST) {
                return new Journal.Place(Instant.ofEpochMilli(millis), id);
            }
        } catch (IllegalArgumentException | BufferUnderflowException | DateTimeException refusedBelow) {
            // the one problem below serves every way to be malformed
        }
        throw Problem.badRequest("before", "malformed", "must come from a link with rel=\"next\"")
                .exception();
    }
}
