package live.newsline.people;

import java.util.List;
import java.util.Map;
import java.util.Set;
import live.newsline.access.Caller;
import live.newsline.answer.Body;
import live.newsline.item.Fields;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** The accounts, for administrators (docs/desk.md, "People and tokens"). */
@RestController
class PeopleEndpoint {

    private final People people;
    private final Invitations invitations;

    PeopleEndpoint(People people, Invitations invitations) {
        this.people = people;
        this.invitations = invitations;
    }

    @GetMapping("/v1/desk/people")
    Mono<Map<String, List<Person>>> all(@RequestAttribute(Caller.ATTRIBUTE) Caller caller) {
        caller.mustAdministerAll();
        return people.all().map(all -> Map.of("people", all));
    }

    @PostMapping("/v1/desk/people")
    Mono<ResponseEntity<Map<String, String>>> invite(
            @RequestAttribute(Caller.ATTRIBUTE) Caller caller, ServerWebExchange exchange) {
        caller.mustAdministerAll();
        return Body.of(exchange).map(Body::fields).flatMap(values -> {
            Fields fields = new Fields(values).only(Set.of("role", "channels"));
            Grant grant = Grant.of(fields, values, Grant.OF_PEOPLE);
            fields.orThrow();
            return invitations.invite(grant, caller.doer()).map(PeopleEndpoint::shown);
        });
    }

    /** A role and its channels change together; {@code ended} alone ends somebody, or lets them return. */
    @PatchMapping("/v1/desk/people/{id}")
    Mono<Person> change(
            @PathVariable String id, @RequestAttribute(Caller.ATTRIBUTE) Caller caller, ServerWebExchange exchange) {
        caller.mustAdministerAll();
        return Body.of(exchange).map(Body::fields).flatMap(values -> {
            Fields fields = new Fields(values).only(Set.of("role", "channels", "ended"));
            boolean grants = values.containsKey("role") || values.containsKey("channels");
            Grant grant = grants ? Grant.of(fields, values, Grant.OF_PEOPLE) : null;
            Boolean ended = values.get("ended") == null ? null : Boolean.valueOf(fields.flag("ended"));
            fields.orThrow();
            return people.change(Input.id(id, "person"), grant, ended, caller.doer());
        });
    }

    @PostMapping("/v1/desk/people/{id}/invitation")
    Mono<ResponseEntity<Map<String, String>>> renew(
            @PathVariable String id, @RequestAttribute(Caller.ATTRIBUTE) Caller caller) {
        caller.mustAdministerAll();
        return invitations.renew(Input.id(id, "person"), caller.doer()).map(PeopleEndpoint::shown);
    }

    private static ResponseEntity<Map<String, String>> shown(Invitations.Made made) {
        return ResponseEntity.status(HttpStatus.CREATED)
                .body(Map.of("link", made.link(), "expiresAt", made.expiresAt()));
    }
}
