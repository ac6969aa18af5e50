package live.newsline.feed;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** Part of readiness: a node that does not follow the journal should get no new readers. */
@Component("journalHealthIndicator")
class JournalHealth implements HealthIndicator {

    private final Feed feed;

    JournalHealth(Feed feed) {
        this.feed = feed;
    }

    @Override
    public Health health() {
        return (feed.isFollowing() ? Health.up() : Health.outOfService()).build();
    }
}
