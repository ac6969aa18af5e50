package live.newsline.feed;

import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;
import live.newsline.journal.Cursor;
import live.newsline.journal.Journal;
import live.newsline.journal.Refusal;
import live.newsline.wire.Control;
import live.newsline.wire.Verdict;
import live.newsline.wire.Wire;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** How streams begin: fresh, resumed, reset; or sent away, where they cannot be served now (protocol.md, "Frames"). */
final class Openings {

    private final Journal journal;
    private final Follower follower;
    private final Snapshots snapshots;

    Openings(Journal journal, Follower follower, Snapshots snapshots) {
        this.journal = journal;
        this.follower = follower;
        this.snapshots = snapshots;
    }

    /** Never fails for want of a database. */
    Mono<Opening> of(Request request) {
        return Mono.defer(() -> {
                    Life current = follower.life();
                    if (current == null || follower.isSilent()) {
                        return Mono.just(refused(request.after()));
                    }
                    String after = request.after();
                    if (after == null || after.isEmpty()) {
                        return begin(request, new Verdict.Fresh());
                    }
                    return Cursor.parse(after)
                            .map(cursor -> resume(request, cursor, current))
                            .orElseGet(() -> begin(request, new Verdict.Reset(Verdict.Reason.MALFORMED, null)));
                })
                .onErrorResume(Refusal.class, cannotNow -> Mono.just(refused(request.after())));
    }

    /** @param after the client's cursor, which it is sent away with */
    static Opening refused(@Nullable String after) {
        return Opening.refused(drain(after != null && Cursor.parse(after).isPresent() ? after : ""));
    }

    static Control drain(String cursor) {
        return Wire.drain(cursor, random(5_000, 60_000));
    }

    private Mono<Opening> resume(Request request, Cursor cursor, Life current) {
        if (cursor.epoch().equals(current.epoch())
                && cursor.position() <= current.head()
                && cursor.position() + 1 >= current.oldest()) {
            return Mono.just(resumed(current, cursor.position(), current.head()));
        }
        // not in this node's memory: the journal itself decides
        return journal.page(cursor.position(), 1).flatMap(page -> {
            if (!page.epoch().equals(cursor.epoch())) {
                return begin(request, new Verdict.Reset(Verdict.Reason.EPOCH, null));
            }
            if (cursor.position() > page.head()) {
                return begin(request, new Verdict.Reset(Verdict.Reason.AHEAD, null));
            }
            if (cursor.position() + 1 < page.oldest()) {
                Verdict.Lost lost = new Verdict.Lost(cursor.position() + 1, page.oldest() - 1);
                return begin(request, new Verdict.Reset(Verdict.Reason.EXPIRED, lost));
            }
            return follower.inLife(page.epoch()).map(living -> resumed(living, cursor.position(), page.head()));
        });
    }

    private Opening resumed(Life living, long position, long head) {
        Cursor cursor = new Cursor(living.epoch(), position);
        Verdict verdict = new Verdict.Resumed(head - position);
        return new Opening(hello(cursor, verdict, null), living, position, true);
    }

    private Mono<Opening> begin(Request request, Verdict verdict) {
        Life current = follower.life();
        long needed = Math.max(journal.committed(), current == null ? 0 : current.head());
        return snapshots
                .of(request.wanted(), request.limit(), at -> at >= needed)
                .flatMap(snapshot -> follower.inLife(snapshot.cursor().epoch())
                        .map(living -> new Opening(
                                hello(snapshot.cursor(), verdict, snapshot.items()),
                                living,
                                snapshot.cursor().position(),
                                false)));
    }

    private Control hello(Cursor cursor, Verdict verdict, byte @Nullable [] items) {
        return Wire.hello(cursor, Instant.now(), follower.isStale(), verdict, random(2_000, 10_000), items);
    }

    private static int random(int from, int to) {
        return ThreadLocalRandom.current().nextInt(from, to + 1);
    }
}
