package live.newsline.problem;

import java.util.List;
import java.util.Locale;
import live.newsline.item.BrokenRule;
import live.newsline.item.RulesBroken;
import live.newsline.journal.Refusal;
import live.newsline.wire.Json;
import live.newsline.wire.Wire;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.web.ErrorResponse;

/**
 * What went wrong, in words for programs and for people.
 *
 * @param type a word that programs may compare
 * @param retryAfter seconds; null: trying again changes nothing
 */
public record Problem(
        String type,
        String title,
        int status,
        @Nullable String detail,
        List<BrokenRule> errors,
        @Nullable Integer retryAfter) {

    public byte[] json() {
        return Wire.problem(type, title, status, detail, errors);
    }

    public Exception exception() {
        return new Exception(this);
    }

    public static Problem badRequest(String field, String rule, String detail) {
        return new Problem(
                "bad-request",
                "The request cannot be read",
                400,
                null,
                List.of(new BrokenRule(field, rule, detail)),
                null);
    }

    public static Problem notFound(String detail) {
        return new Problem("not-found", "Not found", 404, detail, List.of(), null);
    }

    /** Any failure as a problem; what has no name of its own is ours to mend, and says nothing of its inside. */
    public static Problem of(Throwable failure) {
        if (failure instanceof Exception own) {
            return own.problem();
        }
        if (failure instanceof RulesBroken broken) {
            return new Problem("rule-broken", "The content breaks a rule", 422, null, broken.rules(), null);
        }
        if (failure instanceof Refusal refusal) {
            return of(refusal);
        }
        if (failure instanceof Json.Unreadable) {
            return new Problem("unreadable", "The body cannot be read", 400, failure.getMessage(), List.of(), null);
        }
        if (failure instanceof DataBufferLimitException || failure.getCause() instanceof DataBufferLimitException) {
            return new Problem("too-large", "The body is too large", 413, "At most 64 KiB are taken.", List.of(), null);
        }
        if (failure instanceof ErrorResponse response) {
            return of(response.getStatusCode(), response.getBody().getDetail());
        }
        return new Problem("internal", "Something went wrong here", 500, null, List.of(), null);
    }

    private static Problem of(Refusal refusal) {
        String detail = refusal.getMessage();
        if (refusal instanceof Refusal.NotFound) {
            return notFound(String.valueOf(detail));
        } else if (refusal instanceof Refusal.Stale) {
            return new Problem("stale", "The item has changed since", 412, detail, List.of(), null);
        } else if (refusal instanceof Refusal.IllegalStep) {
            return new Problem("illegal-step", "No step leads there", 409, detail, List.of(), null);
        } else if (refusal instanceof Refusal.Paused) {
            return new Problem("paused", "Nothing new is told in this channel now", 409, detail, List.of(), null);
        } else if (refusal instanceof Refusal.Told) {
            return new Problem("told", "Readers have it", 409, detail, List.of(), null);
        } else if (refusal instanceof Refusal.TooManyWaiting) {
            return new Problem("too-many-waiting", "Too much waits in this channel", 409, detail, List.of(), null);
        } else if (refusal instanceof Refusal.TooManyPins) {
            return new Problem("too-many-pins", "Too much is pinned in this channel", 409, detail, List.of(), null);
        } else if (refusal instanceof Refusal.KeyReused) {
            return new Problem(
                    "key-reused",
                    "The Idempotency-Key was used before",
                    422,
                    detail,
                    List.of(new BrokenRule("Idempotency-Key", "reused", String.valueOf(detail))),
                    null);
        } else if (refusal instanceof Refusal.OutcomeUnknown) {
            return new Problem("outcome-unknown", "It is not known whether this was stored", 503, detail, List.of(), 2);
        } else if (refusal instanceof Refusal.DatabaseAway) {
            return new Problem("database-away", "The database does not answer", 503, detail, List.of(), 2);
        }
        return new Problem("busy", "Not now", 503, detail, List.of(), 1);
    }

    private static Problem of(HttpStatusCode code, @Nullable String detail) {
        HttpStatus status = HttpStatus.resolve(code.value());
        String title = status == null ? "Refused" : status.getReasonPhrase();
        return new Problem(
                title.toLowerCase(Locale.ROOT).replace(' ', '-'), title, code.value(), detail, List.of(), null);
    }

    /** Carries a problem to where it is told. */
    public static final class Exception extends RuntimeException {

        private final transient Problem problem;

        private Exception(Problem problem) {
            super(problem.type + ": " + problem.detail + " " + problem.errors, null, false, false);
            this.problem = problem;
        }

        public Problem problem() {
            return problem;
        }
    }
}
