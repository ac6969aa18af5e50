package live.newsline.record;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import live.newsline.item.Folded;
import live.newsline.item.Likeness;
import live.newsline.journal.Journal;
import live.newsline.journal.Rows;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Finds what says nearly the same. Safe for any thread; fails as {@link Journal} does. */
@Component
public class Similar {

    private static final Duration LATE = Duration.ofHours(6);
    private static final double ALIKE = 0.55;
    private static final int MOST = 5;

    /** Items come by their link, or because their headline may be like; what waits comes whole: it is at most a thousand. */
    private static final String CANDIDATES = """
            select i.id, t.headline, t.link, i.published_at as at, true as told
            from (
                select item from alike(:channel, :key, clock_timestamp() - :late * interval '1 second')
                union
                select item from searchable where channel = :channel and md5(link) = md5(:link)
                    and published_at > clock_timestamp() - :late * interval '1 second'
            ) c
            join item i on i.id = c.item and i.pub_status = any(:statuses)
            join item_text t on t.item = i.id and t.version = i.text_version
            union all
            select id, draft ->> 'headline', draft ->> 'link', created_at, false from pending
            where channel = :channel and created_at > clock_timestamp() - :late * interval '1 second'
                and (:others or by_id = :self)""";

    private final DatabaseClient database;

    Similar(DatabaseClient database) {
        this.database = database;
    }

    /** What is like a draft, and why. */
    public record Found(
            UUID id,
            String headline,
            @Nullable String link,
            Instant at,
            boolean told,
            boolean byLink,
            double likeness) {}

    /**
     * What is compared.
     *
     * @param headline empty: links alone are compared
     * @param except an item that is left out
     * @param editor whether what others wrote and what is withheld is shown
     */
    public record Asked(
            String channel,
            String headline,
            @Nullable String link,
            @Nullable UUID except,
            boolean editor,
            UUID self) {}

    public Mono<List<Found>> to(Asked asked) {
        String folded = Folded.text(asked.headline());
        return Journal.asked(database.sql(CANDIDATES)
                .bind("channel", asked.channel())
                .bind("key", Folded.key(folded))
                .bind("link", asked.link() == null ? "" : asked.link())
                .bind("late", LATE.toSeconds())
                .bind("statuses", asked.editor() ? new String[] {"usable", "withheld"} : new String[] {"usable"})
                .bind("others", asked.editor())
                .bind("self", asked.self())
                .map(row -> {
                    String headline = Rows.value(row, "headline", String.class);
                    String link = row.get("link", String.class);
                    return new Found(
                            Rows.value(row, "id", UUID.class),
                            headline,
                            link,
                            Rows.time(row, "at"),
                            Rows.value(row, "told", Boolean.class),
                            link != null && link.equals(asked.link()),
                            Likeness.of(folded, Folded.text(headline)));
                })
                .all()
                .filter(found -> (found.byLink() || found.likeness() > ALIKE)
                        && !found.id().equals(asked.except()))
                .sort(Comparator.comparing(Found::byLink)
                        .thenComparing(Found::likeness)
                        .thenComparing(Found::at)
                        .reversed())
                .take(MOST)
                .collectList());
    }
}
