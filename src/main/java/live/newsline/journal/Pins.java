package live.newsline.journal;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** What is pinned, and until when. Safe for any thread; fails as {@link Journal} does. */
@Component
public class Pins {

    private static final int MOST = 200;

    private final DatabaseClient database;

    Pins(DatabaseClient database) {
        this.database = database;
    }

    /** @param until null: until somebody takes it down */
    public record Pinned(UUID item, @Nullable Instant until) {}

    /** In a channel, of those that readers see, newest first. */
    public Mono<List<Pinned>> in(String channel) {
        return Journal.asked(database.sql("""
                        select i.id, p.until from item i left join pin p on p.item = i.id
                        where i.channel = :channel and i.pinned and i.pub_status = 'usable'
                        order by i.published_at desc, i.id desc limit\s""" + MOST)
                .bind("channel", channel)
                .map(row -> new Pinned(Rows.value(row, "id", UUID.class), Rows.timeOrNull(row, "until")))
                .all()
                .collectList());
    }
}
