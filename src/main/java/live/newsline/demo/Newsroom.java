package live.newsline.demo;

import com.github.f4b6a3.uuid.UuidCreator;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import live.newsline.feed.Feed;
import live.newsline.item.Change;
import live.newsline.item.Channel;
import live.newsline.item.Draft;
import live.newsline.journal.Act;
import live.newsline.journal.Channels;
import live.newsline.journal.Journal;
import live.newsline.journal.Order;
import live.newsline.journal.Written;
import live.newsline.work.Background;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Publishes a headline every few seconds; now and then a flash, a correction, a kill. */
@Component
class Newsroom extends Background {

    private static final Logger log = LoggerFactory.getLogger(Newsroom.class);

    private static final String CHANNEL = "demo";
    private static final Duration BEAT = Duration.ofMillis(500);
    /** A headline every so many beats, once there are a few to look at. */
    private static final int PACE = 7;

    private static final int FIRST = 5;
    private static final int REMEMBERED = 8;
    private static final List<String> URGENCIES =
            List.of("routine", "routine", "routine", "routine", "urgent", "routine", "bulletin", "routine", "flash");

    private final Journal journal;
    private final Channels channels;
    private final Feed feed;
    private final boolean plays;

    // one headline after the other: the flow below never runs two at once
    private final Random random = new Random();
    private final Headlines headlines = new Headlines(random);
    private final Deque<UUID> told = new ArrayDeque<>();
    private int count;

    Newsroom(
            Journal journal,
            Channels channels,
            Feed feed,
            @Value("${newsline.demo:true}") boolean wanted,
            @Value("${newsline.database:embedded}") String database) {
        this.journal = journal;
        this.channels = channels;
        this.feed = feed;
        this.plays = wanted && database.equals("embedded");
    }

    @Override
    protected @Nullable Disposable begin() {
        if (!plays) {
            return null;
        }
        Map<String, String> made = Map.of("title", "Demo newsroom", "language", "en", "timeZone", "Asia/Baku");
        return channels.put(CHANNEL, null, before -> before == null ? Channel.of(CHANNEL, made, null) : before)
                .thenMany(Flux.interval(BEAT).onBackpressureDrop())
                .filter(tick -> feed.readers(CHANNEL) > 0 && (count < FIRST || tick % PACE == 0))
                .concatMap(tick -> next().onErrorResume(failure -> {
                    log.debug("The demo missed a beat: {}", failure.toString());
                    return Mono.empty();
                }))
                .subscribe(written -> {}, failure -> log.warn("The demo cannot play: {}", failure.toString()));
    }

    private Mono<Written> next() {
        count++;
        UUID recent = told.peekLast();
        if (recent != null && count % 11 == 0) {
            told.remove(recent);
            return journal.append(new Order(new Act.Kill(recent, "Withdrawn: sent to the wrong desk"), null, null));
        }
        if (recent != null && count % 7 == 0) {
            Change change = Change.of(Map.of("advisory", "Corrects a name", "urgency", "urgent"));
            return journal.append(new Order(new Act.Amend(recent, change), null, null));
        }
        return journal.append(
                        new Order(new Act.Publish(UuidCreator.getTimeOrderedEpoch(), CHANNEL, draft()), null, null))
                .doOnNext(written -> remember(written.item().id()));
    }

    private Draft draft() {
        Headlines.Headline headline = headlines.next();
        Map<String, Object> fields = new HashMap<>(Map.of(
                "headline", headline.text(),
                "language", headline.language(),
                "urgency", URGENCIES.get(count % URGENCIES.size()),
                "source", "Newsline demo"));
        if (count % 6 == 0) {
            fields.put("media", count % 12 == 0 ? "video" : "photo");
        }
        return Draft.of(fields);
    }

    private void remember(UUID item) {
        told.addLast(item);
        if (told.size() > REMEMBERED) {
            told.removeFirst();
        }
    }

    /** After the feed, whose readers it watches. */
    @Override
    public int getPhase() {
        return 1;
    }
}
