package live.newsline.feed;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import live.newsline.access.Caller;
import live.newsline.item.Channel;
import live.newsline.item.Slug;
import live.newsline.item.Urgency;
import live.newsline.journal.Channels;
import live.newsline.journal.Wanted;
import live.newsline.problem.Problem;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Who may open which stream: the same rules for every transport. */
@Component
public class Admission {

    private static final int MOST_CHANNELS = 32;
    private static final int MOST_LANGUAGES = 32;
    private static final int LARGEST_LIMIT = 200;
    private static final int USUAL_LIMIT = 20;
    /** RFC 4647, section 2.1. */
    private static final Pattern BASIC_RANGE = Pattern.compile("\\*|[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8}){0,8}");

    private final Channels channels;

    Admission(Channels channels) {
        this.channels = channels;
    }

    /** What a client asked for, in its own words; null and an empty list: not said. */
    public record Asked(
            List<String> channels,
            @Nullable String urgency,
            List<String> languages,
            @Nullable Integer limit,
            @Nullable String after) {}

    /**
     * Checks the parameters first, and only then whether the channels are there.
     *
     * @return or a {@link Problem.Exception}: 400 for parameters, 404 for channels that this caller cannot read
     */
    public Mono<Request> admit(Asked asked, Caller caller) {
        return Mono.defer(() -> {
            Request request = request(asked, caller);
            List<String> names = request.wanted().channels();
            return channels.all()
                    .flatMap(known -> names.stream().allMatch(name -> mayRead(caller, known.get(name)))
                            ? Mono.just(request)
                            : eachOf(names, caller).thenReturn(request));
        });
    }

    private static boolean mayRead(Caller caller, @Nullable Channel channel) {
        return channel != null && caller.mayRead(channel);
    }

    /** One that is not known may have been made a moment ago. */
    private Mono<Void> eachOf(List<String> names, Caller caller) {
        return Flux.fromIterable(names)
                .concatMap(name -> channels.find(name)
                        .filter(caller::mayRead)
                        .switchIfEmpty(Mono.error(() -> Problem.notFound("There is no channel " + name + ".")
                                .exception())))
                .then();
    }

    /** The name of some public channel; empty where there is none. */
    public Mono<String> somePublicChannel() {
        return channels.all()
                .flatMapIterable(Map::values)
                .filter(Channel::open)
                .map(Channel::name)
                .next();
    }

    private static Request request(Asked asked, Caller caller) {
        if (asked.channels().isEmpty()) {
            throw bad("channel", "required", "must be set");
        }
        if (asked.channels().size() > MOST_CHANNELS) {
            throw bad("channel", "too-many", "can be given at most " + MOST_CHANNELS + " times");
        }
        if (!asked.channels().stream().allMatch(Slug::is)) {
            throw bad("channel", "not-a-channel", "must have the form [a-z0-9][a-z0-9-]{0,62}");
        }
        if (asked.languages().size() > MOST_LANGUAGES
                || !asked.languages().stream()
                        .allMatch(range -> BASIC_RANGE.matcher(range).matches())) {
            throw bad("language", "not-a-language", "must be RFC 4647 basic ranges, such as az");
        }
        int limit = asked.limit() == null ? USUAL_LIMIT : asked.limit();
        if (limit < 0 || limit > LARGEST_LIMIT) {
            throw bad("limit", "out-of-range", "must be from 0 to " + LARGEST_LIMIT);
        }
        Optional<Urgency> urgency =
                asked.urgency() == null ? Optional.of(Urgency.ROUTINE) : Urgency.of(asked.urgency());
        return new Request(
                new Wanted(
                        asked.channels(),
                        urgency.orElseThrow(
                                () -> bad("urgency", "not-a-choice", "must be flash, bulletin, urgent or routine")),
                        asked.languages()),
                limit,
                asked.after(),
                caller.role() != Caller.Role.ANYBODY);
    }

    private static RuntimeException bad(String field, String rule, String detail) {
        return Problem.badRequest(field, rule, detail).exception();
    }
}
