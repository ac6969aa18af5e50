package live.newsline.read;

import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import live.newsline.access.Caller;
import live.newsline.answer.Known;
import live.newsline.answer.OneCallers;
import live.newsline.answer.Query;
import live.newsline.item.Folded;
import live.newsline.item.Ids;
import live.newsline.item.Item;
import live.newsline.item.PubStatus;
import live.newsline.item.Urgency;
import live.newsline.journal.Channels;
import live.newsline.journal.Journal;
import live.newsline.journal.Search;
import live.newsline.problem.Problem;
import live.newsline.record.Sealer;
import live.newsline.wire.DeskWire;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Search and filters over a line's items, for the desk (docs/desk.md, "Finding"). */
@RestController
class SearchEndpoint {

    private static final int USUAL_LIMIT = 50;
    private static final int LARGEST_LIMIT = 200;
    private static final int LONGEST_QUERY = 280;
    private static final int MOST_WORDS = 16;
    private static final Set<String> URGENCIES =
            Arrays.stream(Urgency.values()).map(Urgency::word).collect(Collectors.toUnmodifiableSet());

    private final Search search;
    private final Journal journal;
    private final Channels channels;
    private final Sealer sealer;

    SearchEndpoint(Search search, Journal journal, Channels channels, Sealer sealer) {
        this.search = search;
        this.journal = journal;
        this.channels = channels;
        this.sealer = sealer;
    }

    @GetMapping("/v1/desk/channels/{name}/items")
    Mono<ResponseEntity<byte[]>> find(
            @PathVariable String name, @RequestAttribute(Caller.ATTRIBUTE) Caller caller, ServerWebExchange exchange) {
        caller.mustContribute(name);
        Query query = Query.of(exchange);
        int limit = query.number("limit", USUAL_LIMIT, 1, LARGEST_LIMIT);
        List<String> words = words(query);
        Set<PubStatus> statuses = statuses(query, name, caller);
        Urgency least = query.one("urgency") == null
                ? null
                : Urgency.of(query.oneOf("urgency", "", URGENCIES)).orElse(null);
        String language = language(query);
        Instant from = query.time("from");
        Instant to = query.time("to");
        UUID before = before(query);
        return Known.channel(channels, name)
                .flatMap(channel -> words.isEmpty() ? Mono.empty() : sealer.caughtUp())
                .then(Mono.defer(() -> before == null ? Mono.just(List.<Item>of()) : place(before, name)))
                // one more than asked for tells whether there is another page
                .flatMap(place -> search.find(
                        new Search.Wanted(
                                name,
                                statuses,
                                words,
                                least,
                                language,
                                from,
                                to,
                                place.isEmpty() ? null : Journal.Place.of(place.get(0))),
                        limit + 1,
                        caller.maySeeKilled(name)))
                .map(found -> answer(found, limit));
    }

    private static ResponseEntity<byte[]> answer(List<Item> found, int limit) {
        List<Item> items = found.size() > limit ? found.subList(0, limit) : found;
        UUID next = found.size() > limit ? items.get(limit - 1).id() : null;
        return OneCallers.json(DeskWire.found(items, next));
    }

    private Mono<List<Item>> place(UUID before, String channel) {
        return journal.item(before)
                .filter(item -> item.channel().equals(channel))
                .map(List::of)
                .switchIfEmpty(Mono.error(SearchEndpoint::notAPlace));
    }

    /** What is not said is all that the caller may see; a contributor sees what readers do. */
    private static Set<PubStatus> statuses(Query query, String channel, Caller caller) {
        if (query.one("status") == null) {
            return caller.mayEdit(channel) ? EnumSet.allOf(PubStatus.class) : EnumSet.of(PubStatus.USABLE);
        }
        PubStatus status = PubStatus.of(query.oneOf("status", "", Set.of("usable", "withheld", "canceled")));
        if (status != PubStatus.USABLE) {
            caller.mustEdit(channel);
        }
        return EnumSet.of(status);
    }

    private static List<String> words(Query query) {
        String typed = query.one("q");
        if (typed == null) {
            return List.of();
        }
        if (typed.codePointCount(0, typed.length()) > LONGEST_QUERY) {
            throw Problem.badRequest("q", "too-long", "has more than " + LONGEST_QUERY + " characters")
                    .exception();
        }
        if (typed.indexOf('\0') >= 0) {
            throw Problem.badRequest("q", "not-plain", "has the character U+0000, which is not allowed")
                    .exception();
        }
        List<String> words = Folded.search(typed);
        if (words.size() > MOST_WORDS) {
            throw Problem.badRequest("q", "too-many", "has more than " + MOST_WORDS + " words")
                    .exception();
        }
        return words;
    }

    private static @Nullable String language(Query query) {
        String word = query.one("language");
        if (word != null && !word.matches("[A-Za-z0-9-]{1,35}")) {
            throw Problem.badRequest("language", "not-a-language", "must be a BCP 47 language tag, such as az")
                    .exception();
        }
        return word == null ? null : word.toLowerCase(Locale.ROOT);
    }

    private static @Nullable UUID before(Query query) {
        String word = query.one("before");
        return word == null ? null : Ids.parse(word).orElseThrow(SearchEndpoint::notAPlace);
    }

    private static Problem.Exception notAPlace() {
        return Problem.badRequest("before", "malformed", "must be the id of an item of this channel")
                .exception();
    }
}
