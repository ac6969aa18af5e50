package live.newsline.people;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import live.newsline.access.Caller;
import live.newsline.access.Session;
import live.newsline.access.Sessions;
import live.newsline.answer.Body;
import live.newsline.item.Fields;
import live.newsline.problem.Problem;
import live.newsline.wire.Wire;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpCookie;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseCookie;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Signing in and out, and one's own sessions and password (docs/desk.md, "Signing in"). */
@RestController
class SignInEndpoint {

    private static final String DEVICE_COOKIE = "__Host-newsline-device";
    private static final Duration DEVICE_LIFE = Duration.ofDays(180);
    private static final Duration SESSION_LIFE = Duration.ofDays(7);
    private static final int LONGEST_AGENT = 200;

    private final People people;
    private final Invitations invitations;
    private final Passwords passwords;
    private final Sessions sessions;
    private final Devices devices;
    private final Attempts attempts = new Attempts(System::nanoTime);

    SignInEndpoint(People people, Invitations invitations, Passwords passwords, Sessions sessions, Devices devices) {
        this.people = people;
        this.invitations = invitations;
        this.passwords = passwords;
        this.sessions = sessions;
        this.devices = devices;
    }

    @PostMapping("/v1/desk/setup")
    Mono<ResponseEntity<Map<String, Object>>> setUp(ServerWebExchange exchange) {
        return Body.of(exchange).map(Body::fields).flatMap(values -> {
            Fields secretOnly = new Fields(values).only(Set.of("secret", "login", "name", "password"));
            String secret = Input.word(secretOnly, values, "secret");
            secretOnly.orThrow();
            return invitations.find(secret).flatMap(invitation -> {
                Fields fields = new Fields(values);
                // who only needs a new password keeps login and name
                People.Named named = invitation.makesAccount() ? Input.named(fields, values) : null;
                String password = Input.newPassword(fields, values, "password");
                fields.orThrow();
                return passwords
                        .keeping(password)
                        .flatMap(kept -> people.accept(invitation, secret, named, kept))
                        .flatMap(account -> signIn(account, exchange))
                        .switchIfEmpty(Mono.error(Invitations::gone));
            });
        });
    }

    @PostMapping("/v1/desk/session")
    Mono<ResponseEntity<Map<String, Object>>> signIn(ServerWebExchange exchange) {
        return Body.of(exchange).map(Body::fields).flatMap(values -> {
            Fields fields = new Fields(values).only(Set.of("login", "password"));
            String typed = Input.word(fields, values, "login");
            String password = Input.word(fields, values, "password");
            fields.orThrow();
            // what no login looks like is nobody's, and is not remembered in its length
            String login = Input.isLogin(typed) ? typed : "-";
            String device = cookie(exchange, DEVICE_COOKIE);
            return devices.knows(device, login)
                    .map(known -> attempts.begin(
                            login, exchange.getRequest().getRemoteAddress(), known ? device + " " + login : null))
                    .flatMap(attempt -> checked(people.account(login), password, attempt, 401)
                            .flatMap(account -> signIn(account, exchange))
                            .switchIfEmpty(Mono.error(() -> Input.notThem(401))));
        });
    }

    /** The account, if this is its password; what came to no decision does not count against who asks. */
    private Mono<People.Account> checked(
            Mono<People.Account> account, String password, Attempts.Attempt attempt, int otherwise) {
        return account.map(List::of)
                .defaultIfEmpty(List.of())
                .flatMap(found -> passwords
                        .isIt(password, found.isEmpty() ? null : found.get(0).password())
                        .flatMapIterable(right -> right ? found : List.<People.Account>of())
                        .next())
                .doOnError(failure -> attempt.undone())
                .doOnNext(right -> attempt.succeeded())
                .switchIfEmpty(Mono.error(() -> Input.notThem(otherwise)));
    }

    private Mono<ResponseEntity<Map<String, Object>>> signIn(People.Account account, ServerWebExchange exchange) {
        String before = cookie(exchange, Session.COOKIE);
        return sessions.begin(account.id(), account.password(), agent(exchange), before == null ? "" : before)
                .flatMap(value -> devices.remember(account.id(), cookie(exchange, DEVICE_COOKIE))
                        .doOnNext(device -> {
                            exchange.getResponse().addCookie(made(Session.COOKIE, value, SESSION_LIFE));
                            exchange.getResponse().addCookie(made(DEVICE_COOKIE, device, DEVICE_LIFE));
                        })
                        .then(sessions.find(value)))
                .map(session -> ResponseEntity.status(HttpStatus.CREATED).body(shown(session)));
    }

    @GetMapping("/v1/desk/session")
    Map<String, Object> session(ServerWebExchange exchange) {
        return shown(mine(exchange));
    }

    @DeleteMapping("/v1/desk/session")
    Mono<ResponseEntity<Void>> signOut(ServerWebExchange exchange) {
        Session session = mine(exchange);
        return sessions.end(session.id(), session.person()).map(ended -> {
            exchange.getResponse().addCookie(made(Session.COOKIE, "", Duration.ZERO));
            return ResponseEntity.noContent().build();
        });
    }

    @GetMapping("/v1/desk/sessions")
    Mono<Map<String, Object>> sessions(ServerWebExchange exchange) {
        Session session = mine(exchange);
        return sessions.of(session.person())
                .map(open -> Map.<String, Object>of(
                        "id", open.id(),
                        "createdAt", Wire.time(open.createdAt()),
                        "seenAt", Wire.time(open.seenAt()),
                        "endsAt", Wire.time(open.endsAt()),
                        "agent", open.agent(),
                        "current", open.id().equals(session.id())))
                .collectList()
                .map(all -> Map.of("sessions", all));
    }

    @DeleteMapping("/v1/desk/sessions/{id}")
    Mono<ResponseEntity<Void>> end(@PathVariable String id, ServerWebExchange exchange) {
        Session session = mine(exchange);
        UUID ended = Input.id(id, "session");
        return sessions.end(ended, session.person())
                .filter(Boolean::booleanValue)
                .switchIfEmpty(Mono.error(() ->
                        Problem.notFound("There is no session of this id.").exception()))
                .map(done -> ResponseEntity.noContent().build());
    }

    @PutMapping("/v1/desk/password")
    Mono<ResponseEntity<Void>> password(ServerWebExchange exchange) {
        Session session = mine(exchange);
        return Body.of(exchange).map(Body::fields).flatMap(values -> {
            Fields fields = new Fields(values).only(Set.of("password", "new"));
            String old = Input.word(fields, values, "password");
            String next = Input.newPassword(fields, values, "new");
            fields.orThrow();
            // counted like signing in, by the session: who found it open has no more guesses than a stranger
            Attempts.Attempt attempt = attempts.begin(
                    session.login(), exchange.getRequest().getRemoteAddress(), "session " + session.id());
            return checked(people.account(session.person()), old, attempt, 403)
                    .flatMap(account ->
                            passwords.keeping(next).flatMap(kept -> people.changePassword(account, kept, session.id())))
                    .filter(Boolean::booleanValue)
                    .switchIfEmpty(Mono.error(() -> Input.notThem(403)))
                    .map(done -> ResponseEntity.noContent().build());
        });
    }

    private static Session mine(ServerWebExchange exchange) {
        Session session = exchange.getAttribute(Session.ATTRIBUTE);
        if (session == null) {
            throw Caller.unauthorized();
        }
        return session;
    }

    /** Who is signed in; channels absent: every channel. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record Signed(
            UUID id,
            String login,
            String name,
            String role,
            @Nullable List<String> channels) {}

    private static Map<String, Object> shown(Session session) {
        Signed person = new Signed(
                session.person(),
                session.login(),
                session.name(),
                session.role().name().toLowerCase(Locale.ROOT),
                session.channels());
        return Map.of("person", person, "csrf", session.csrf(), "id", session.id());
    }

    private static @Nullable String cookie(ServerWebExchange exchange, String name) {
        HttpCookie cookie = exchange.getRequest().getCookies().getFirst(name);
        return cookie == null ? null : cookie.getValue();
    }

    private static ResponseCookie made(String name, String value, Duration life) {
        return ResponseCookie.from(name, value)
                .secure(true)
                .httpOnly(true)
                .sameSite("Strict")
                .path("/")
                .maxAge(life)
                .build();
    }

    private static String agent(ServerWebExchange exchange) {
        String agent = exchange.getRequest().getHeaders().getFirst(HttpHeaders.USER_AGENT);
        String plain = agent == null ? "" : agent.replaceAll("\\p{Cntrl}", " ").strip();
        return plain.substring(0, Math.min(plain.length(), LONGEST_AGENT));
    }
}
