package live.newsline.journal;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import live.newsline.item.Change;
import live.newsline.item.Draft;
import live.newsline.item.Item;
import live.newsline.item.PubStatus;
import live.newsline.item.RulesBroken;
import live.newsline.item.Text;
import live.newsline.item.Times;
import org.jspecify.annotations.Nullable;

/**
 * Decides what orders do to items, one after the other, in memory: no order sees another's half, and a refused one
 * leaves nothing. What is to be written is collected and written by {@link Writer} in one statement.
 *
 * <p>Not thread-safe; lives for one transaction, which holds the head's lock from before the state was loaded.
 */
final class Ledger {

    /**
     * Where the journal stands, by the database's clock.
     *
     * @param tag of the entry there; null where it is not known
     */
    record Head(String epoch, long position, @Nullable UUID tag, Instant now) {}

    /** An item with what only the journal knows of it. */
    record Kept(Item item, int textVersion) {}

    /** A pending item; whether its draft still keeps the rules is seen when it is told. */
    record Waiting(
            String channel,
            int version,
            Map<String, @Nullable Object> draft,
            @Nullable Instant dueAt,
            Order.By by) {

        Acts.Done approved(UUID item, Order.By approver) {
            Map<String, Object> detail = new LinkedHashMap<>();
            if (dueAt != null) {
                detail.put("dueAt", Times.text(dueAt));
            }
            detail.put("writer", Map.of("id", by.id().toString(), "name", by.name()));
            return new Acts.Done("approved", approver, channel, item, version, detail);
        }
    }

    /** @param reason why nothing new is told in it; null: it is open */
    record Line(String language, @Nullable String reason) {}

    record Answered(String body, int status, UUID item, long position) {}

    /** @param textVersion the version that its text was written with; its own, where the text is new */
    record NewEntry(
            long position,
            UUID tag,
            Kind kind,
            @Nullable Item before,
            Item item,
            int textVersion,
            Order.@Nullable By by) {

        Entry entry() {
            return new Entry(
                    position,
                    tag,
                    kind,
                    item.updatedAt(),
                    item,
                    before == null ? null : before.urgency(),
                    before == null ? null : before.language());
        }
    }

    private final Head head;
    private final Map<String, Line> lines;
    private final Map<UUID, Kept> items;
    private final Map<UUID, Waiting> waiting;
    private final Map<Order.Once.Name, Answered> answered;
    private long position;

    final Pinboard pins;

    final List<NewEntry> entries = new ArrayList<>();
    final Map<Order.Once.Name, Answered> answers = new LinkedHashMap<>();
    final List<UUID> told = new ArrayList<>();
    /** What was done and is no entry. */
    final List<Acts.Done> acts = new ArrayList<>();

    /** @param lines the channels that the orders name, and those of their items */
    Ledger(
            Head head,
            Map<String, Line> lines,
            Map<UUID, Kept> items,
            Map<UUID, Waiting> waiting,
            Pinboard pins,
            Map<Order.Once.Name, Answered> answered) {
        this.head = head;
        this.lines = lines;
        this.items = new HashMap<>(items);
        this.waiting = new HashMap<>(waiting);
        this.pins = pins;
        this.answered = new HashMap<>(answered);
        this.position = head.position();
    }

    long position() {
        return position;
    }

    /** Whether the entry's item is what it is now. */
    boolean isLast(NewEntry entry) {
        return kept(entry.item().id()).item().version() == entry.item().version();
    }

    /** What was written, as it would be read now. */
    Page page() {
        return new Page(
                head.epoch(),
                position,
                head.position(),
                head.tag(),
                head.now(),
                entries.stream().map(this::asReadNow).toList());
    }

    private Entry asReadNow(NewEntry written) {
        Entry entry = written.entry();
        PubStatus then = entry.item().pubStatus();
        PubStatus now = kept(entry.item().id()).item().pubStatus();
        return then == PubStatus.USABLE && now == PubStatus.USABLE
                ? entry
                : entry.withStatus(now == PubStatus.USABLE ? then : now);
    }

    boolean hasNothingToWrite() {
        return entries.isEmpty() && answers.isEmpty() && !hasAsides();
    }

    boolean hasAsides() {
        return !acts.isEmpty() || !pins.changed.isEmpty();
    }

    Instant now() {
        return head.now();
    }

    /** @throws Refusal and RulesBroken, in which case the order has changed nothing */
    Written apply(Order order) {
        Order.Once once = order.once();
        Answered before = once == null ? null : answered.get(once.name());
        if (once != null && before != null) {
            if (!before.body().equals(once.body())) {
                throw new Refusal.KeyReused();
            }
            return new Written(
                    before.status(),
                    cursor(before.position()),
                    kept(before.item()).item());
        }
        Written written;
        if (order.act() instanceof Act.Publish publish) {
            written = publish(publish.item(), publish.channel(), publish.draft(), order.by());
        } else if (order.act() instanceof Act.Tell tell) {
            written = tell(tell, order);
        } else {
            written = step(order);
        }
        if (once != null) {
            Answered answer = new Answered(
                    once.body(),
                    written.status(),
                    written.item().id(),
                    written.cursor().position());
            answered.put(once.name(), answer);
            answers.put(once.name(), answer);
        }
        return written;
    }

    /** What waited is told once: the row goes in the same statement, and who comes later finds the item. */
    private Written tell(Act.Tell tell, Order order) {
        Waiting draft = waiting.get(tell.item());
        if (draft == null
                || (tell.whenDue() && (draft.dueAt() == null || draft.dueAt().isAfter(head.now())))) {
            return new Written(200, cursor(position), kept(tell.item()).item());
        }
        if (order.versions() != null && !order.versions().contains(draft.version())) {
            throw new Refusal.Stale(draft.version());
        }
        Order.By by = Objects.requireNonNullElse(order.by(), draft.by());
        Written written = publish(tell.item(), draft.channel(), Draft.of(draft.draft()), by);
        waiting.remove(tell.item());
        told.add(tell.item());
        if (!tell.whenDue()) {
            acts.add(draft.approved(tell.item(), by));
        }
        return written;
    }

    private Written publish(UUID id, String channel, Draft draft, Order.@Nullable By by) {
        Line line = lines.get(channel);
        if (line == null) {
            throw new Refusal.NotFound("There is no channel " + channel + ".");
        }
        refusePaused(line);
        refusePast(draft.expiresAt());
        Item item = new Item(
                id,
                channel,
                1,
                PubStatus.USABLE,
                draft.urgency(),
                Objects.requireNonNullElse(draft.language(), line.language()),
                draft.pinned(),
                draft.text(),
                draft.advisory(),
                head.now(),
                head.now(),
                draft.expiresAt());
        write(Kind.PUBLISHED, null, item, true, by);
        return new Written(201, cursor(position), item);
    }

    private Written step(Order order) {
        Act act = order.act();
        expire(kept(act.item()).item());
        Item item = kept(act.item()).item();
        if (order.versions() != null && !order.versions().contains(item.version())) {
            throw new Refusal.Stale(item.version());
        }
        // taking text away is never paused
        if (act instanceof Act.Amend amend) {
            refusePaused(line(item));
            amend(item, amend.change(), order.by());
        } else if (act instanceof Act.Pin pin) {
            refusePaused(line(item));
            pin(item, pin.until(), order.by());
        } else if (act instanceof Act.Unpin unpin) {
            unpin(item, unpin.whenDue(), order.by());
        } else if (act instanceof Act.Withhold withhold) {
            if (item.pubStatus() != PubStatus.WITHHELD) {
                refuseKilled(item);
                write(
                        Kind.WITHHELD,
                        item,
                        next(item, PubStatus.WITHHELD, withhold.advisory(), item.expiresAt()),
                        false,
                        order.by());
            }
        } else if (act instanceof Act.Release release) {
            if (item.pubStatus() != PubStatus.USABLE) {
                refuseKilled(item);
                refusePaused(line(item));
                Instant expiresAt = item.expiredAt(head.now()) ? null : item.expiresAt();
                write(
                        Kind.RELEASED,
                        item,
                        next(item, PubStatus.USABLE, release.advisory(), expiresAt),
                        false,
                        order.by());
            }
        } else if (act instanceof Act.Kill kill) {
            if (item.pubStatus() != PubStatus.CANCELED) {
                write(
                        Kind.KILLED,
                        item,
                        next(item, PubStatus.CANCELED, kill.advisory(), item.expiresAt()),
                        false,
                        order.by());
            }
        }
        return new Written(200, cursor(position), kept(act.item()).item());
    }

    /** Every order finds an item that is past its time already withheld, whether or not the clock has come by. */
    private void expire(Item item) {
        if (item.pubStatus() == PubStatus.USABLE && item.expiredAt(head.now())) {
            write(Kind.EXPIRED, item, next(item, PubStatus.WITHHELD, item.advisory(), item.expiresAt()), false, null);
        }
    }

    private void amend(Item item, Change change, Order.@Nullable By by) {
        refuseKilled(item);
        Text text = Objects.requireNonNull(item.text(), "only a killed item's text can be erased");
        Draft before =
                new Draft(text, item.urgency(), item.language(), item.pinned(), item.advisory(), item.expiresAt());
        Draft after = change.over(before);
        String language =
                Objects.requireNonNullElse(after.language(), line(item).language());
        if (!Objects.equals(after.expiresAt(), before.expiresAt())) {
            refusePast(after.expiresAt());
        }
        after = new Draft(after.text(), after.urgency(), language, after.pinned(), after.advisory(), after.expiresAt());
        if (after.equals(before)) {
            return;
        }
        write(
                change.setsAdvisory() ? Kind.CORRECTED : Kind.UPDATED,
                item,
                item.next(after, language, change.setsAdvisory() ? after.advisory() : null, head.now()),
                !after.text().equals(text),
                by);
    }

    private void pin(Item item, @Nullable Instant until, Order.@Nullable By by) {
        if (item.pubStatus() != PubStatus.USABLE) {
            throw new Refusal.IllegalStep("Only what readers see is pinned.");
        }
        if (until != null && !until.isAfter(head.now())) {
            throw new RulesBroken("until", "past", "must be in the future; it is " + head.now() + " now");
        }
        pins.mustHaveRoomFor(item);
        Instant was = pins.end(item.id());
        if (item.pinned() && Objects.equals(was, until)) {
            return;
        }
        pinned(item, true, by);
        pins.end(item.id(), until);
        acts.add(new Acts.Done(
                "pinned",
                by,
                item.channel(),
                item.id(),
                kept(item.id()).item().version(),
                Facts.until(item.pinned(), was, until)));
    }

    private void unpin(Item item, boolean whenDue, Order.@Nullable By by) {
        Instant end = pins.end(item.id());
        if (whenDue && (end == null || end.isAfter(head.now()))) {
            return;
        }
        if (item.pinned() && item.pubStatus() != PubStatus.CANCELED) {
            refusePaused(line(item));
            pinned(item, false, by);
        } else if (end != null) {
            pins.end(item.id(), null);
        }
    }

    /** Unlike a patch it leaves the advisory: a correction stays one when its pin ends. */
    private void pinned(Item item, boolean pinned, Order.@Nullable By by) {
        if (item.pinned() != pinned) {
            write(Kind.UPDATED, item, item.next(pinned, head.now()), false, by);
        }
    }

    private Item next(Item item, PubStatus status, @Nullable String advisory, @Nullable Instant expiresAt) {
        return item.next(status, advisory, expiresAt, head.now());
    }

    private void write(Kind kind, @Nullable Item before, Item after, boolean newText, Order.@Nullable By by) {
        int textVersion = newText ? after.version() : kept(after.id()).textVersion();
        position++;
        entries.add(new NewEntry(position, tag(), kind, before, after, textVersion, by));
        pins.saw(before, after);
        items.put(after.id(), new Kept(after, textVersion));
    }

    /** Not secret: it tells rows apart that are alike in all else. */
    private static UUID tag() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return new UUID(random.nextLong(), random.nextLong());
    }

    /** An item as the orders so far have left it. */
    Kept kept(UUID id) {
        Kept kept = items.get(id);
        if (kept == null) {
            throw new Refusal.NotFound("There is no item " + id + ".");
        }
        return kept;
    }

    private Line line(Item item) {
        return Objects.requireNonNull(lines.get(item.channel()), "an item has a channel");
    }

    private static void refusePaused(Line line) {
        if (line.reason() != null) {
            throw new Refusal.Paused(line.reason());
        }
    }

    private void refusePast(@Nullable Instant expiresAt) {
        if (expiresAt != null && !expiresAt.isAfter(head.now())) {
            throw new RulesBroken("expiresAt", "past", "must be in the future; it is " + head.now() + " now");
        }
    }

    private static void refuseKilled(Item item) {
        if (item.pubStatus() == PubStatus.CANCELED) {
            throw new Refusal.IllegalStep("The item is killed; nothing leads back from there.");
        }
    }

    private Cursor cursor(long at) {
        return new Cursor(head.epoch(), at);
    }
}
