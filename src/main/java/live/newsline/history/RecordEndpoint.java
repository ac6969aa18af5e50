package live.newsline.history;

import java.util.List;
import live.newsline.access.Caller;
import live.newsline.answer.OneCallers;
import live.newsline.answer.Query;
import live.newsline.item.Slug;
import live.newsline.problem.Problem;
import live.newsline.record.ChainCheck;
import live.newsline.record.Records;
import live.newsline.record.Sealer;
import live.newsline.wire.DeskWire;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** The record of every act (docs/desk.md, "The record"). */
@RestController
class RecordEndpoint {

    private static final int USUAL_LIMIT = 50;
    private static final int LARGEST_LIMIT = 200;
    private static final int LARGEST_NUMBER = 999_999_999;

    private final Records records;
    private final ChainCheck check;
    private final Sealer sealer;

    RecordEndpoint(Records records, ChainCheck check, Sealer sealer) {
        this.records = records;
        this.check = check;
        this.sealer = sealer;
    }

    @GetMapping("/v1/desk/history")
    Mono<ResponseEntity<byte[]>> history(
            @RequestAttribute(Caller.ATTRIBUTE) Caller caller, ServerWebExchange exchange) {
        caller.mustBeEditor();
        Query query = Query.of(exchange);
        String channel = query.one("channel");
        if (channel != null) {
            if (!Slug.is(channel)) {
                throw Problem.badRequest("channel", "not-a-channel", "must have the form [a-z0-9][a-z0-9-]{0,62}")
                        .exception();
            }
            caller.mustEdit(channel);
        }
        int limit = query.number("limit", USUAL_LIMIT, 1, LARGEST_LIMIT);
        int before = query.number("before", 0, 1, LARGEST_NUMBER);
        Records.Wanted wanted = new Records.Wanted(
                caller.channels(),
                caller.isAdministrator() && caller.channels() == null,
                channel,
                query.id("item"),
                query.id("by"),
                query.one("act") == null ? null : query.oneOf("act", "", Records.WORDS),
                before == 0 ? null : Long.valueOf(before));
        return sealer.caughtUp()
                // one more than asked for tells whether there is another page
                .then(Mono.defer(() -> records.find(wanted, limit + 1)))
                .map(found -> {
                    List<Records.Line> acts = found.size() > limit ? found.subList(0, limit) : found;
                    Long next = found.size() > limit ? acts.get(limit - 1).seq() : null;
                    return OneCallers.json(DeskWire.acts(
                            acts.stream().map(line -> seen(line, caller)).toList(), next));
                });
    }

    private static DeskWire.Act seen(Records.Line line, Caller caller) {
        Records.Headline headline = line.headline();
        return new DeskWire.Act(
                line.json(),
                headline != null && caller.maySeeText(headline.channel(), headline.status()) ? headline.text() : null);
    }

    @GetMapping("/v1/desk/history/check")
    Mono<ResponseEntity<byte[]>> check(@RequestAttribute(Caller.ATTRIBUTE) Caller caller) {
        caller.mustAdministerAll();
        return sealer.caughtUp().then(check.run()).map(found -> {
            ChainCheck.Broken broken = found.broken();
            return OneCallers.json(
                    broken == null
                            ? DeskWire.intact(found.acts(), found.seq(), found.hash())
                            : DeskWire.broken(found.acts(), broken.seq(), broken.why()));
        });
    }
}
