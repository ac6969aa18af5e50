package live.newsline.journal;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import live.newsline.item.Change;
import live.newsline.item.Draft;
import live.newsline.item.Item;
import live.newsline.item.PubStatus;
import live.newsline.item.RulesBroken;
import live.newsline.item.Text;
import live.newsline.item.Urgency;
import org.jspecify.annotations.Nullable;

/** A ledger of two channels, the orders that tests give to it, and how it refuses them. */
final class Ledgers {

    static final Instant EARLIER = Instant.parse("2026-11-23T10:00:00Z");
    static final Instant NOW = Instant.parse("2026-11-23T10:29:00.123Z");
    static final Instant LATER = Instant.parse("2026-11-23T11:00:00Z");
    static final UUID TAG = new UUID(5, 41);
    static final Ledger.Head HEAD = new Ledger.Head("k3f9", 41, TAG, NOW);
    static final Map<String, Ledger.Line> LINES =
            Map.of("world", new Ledger.Line("en", null), "az-main", new Ledger.Line("az", null));
    static final UUID ITEM = new UUID(7, 1);
    static final UUID OTHER = new UUID(7, 2);
    static final Text TEXT = new Text("A bridge opens", null, null, null, List.of(), null);

    private static final Map<String, Function<UUID, Act>> ACTS = Map.of(
            "amend", id -> new Act.Amend(id, Change.of(Map.of("headline", "A tunnel opens"))),
            "withhold", id -> new Act.Withhold(id, "Because"),
            "release", id -> new Act.Release(id, null),
            "kill", id -> new Act.Kill(id, "Because"),
            "expire", Act.Expire::new);

    private Ledgers() {}

    static Ledger ledger(Item... items) {
        return new Ledger(
                HEAD,
                LINES,
                Arrays.stream(items).collect(Collectors.toMap(Item::id, item -> new Ledger.Kept(item, 1))),
                Map.of(),
                Pinboard.none(),
                Map.of());
    }

    static Item item(PubStatus status) {
        return new Item(ITEM, "world", 3, status, Urgency.ROUTINE, "en", false, TEXT, null, EARLIER, EARLIER, null);
    }

    static Item with(Item item, @Nullable String advisory, @Nullable Instant expiresAt) {
        return new Item(
                item.id(),
                item.channel(),
                item.version(),
                item.pubStatus(),
                item.urgency(),
                item.language(),
                item.pinned(),
                item.text(),
                advisory,
                item.publishedAt(),
                item.updatedAt(),
                expiresAt);
    }

    static Act act(String step) {
        return Objects.requireNonNull(ACTS.get(step), step).apply(ITEM);
    }

    static Act amend(Map<String, @Nullable Object> patch) {
        return new Act.Amend(ITEM, Change.of(patch));
    }

    static Act publish(UUID id, String channel, String headline) {
        return new Act.Publish(id, channel, Draft.of(Map.of("headline", headline)));
    }

    static Order order(Act act) {
        return new Order(act, null, null);
    }

    static List<Kind> kinds(Ledger ledger) {
        return ledger.entries.stream().map(Ledger.NewEntry::kind).toList();
    }

    static void refused(Ledger ledger, Order order, Class<? extends Refusal> refusal) {
        assertThatThrownBy(() -> ledger.apply(order)).isInstanceOf(refusal);
    }

    static String brokenBy(Ledger ledger, Order order) {
        try {
            ledger.apply(order);
            return "nothing";
        } catch (RulesBroken broken) {
            return broken.rules().get(0).field() + " " + broken.rules().get(0).rule();
        }
    }

    static boolean hasNewText(Ledger.NewEntry entry) {
        return entry.textVersion() == entry.item().version();
    }
}
