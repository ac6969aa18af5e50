package live.newsline.people;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import live.newsline.access.Secrets;
import live.newsline.journal.Acts;
import live.newsline.journal.Journal;
import live.newsline.journal.Order;
import live.newsline.journal.Refusal;
import live.newsline.problem.Problem;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.Parameter;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** The links that make an account, or a new password for one. They work once, for 72 hours. Safe for any thread. */
@Component
class Invitations {

    private final DatabaseClient database;
    private final Acts acts;

    Invitations(DatabaseClient database, Acts acts) {
        this.database = database;
        this.acts = acts;
    }

    /**
     * What a secret is good for: one or the other.
     *
     * @param person who gets a new password
     * @param grantOrNull what a new account may
     */
    record Invitation(@Nullable UUID person, @Nullable Grant grantOrNull) {

        boolean makesAccount() {
            return person == null;
        }

        Grant grant() {
            return Objects.requireNonNull(grantOrNull);
        }

        UUID ofPerson() {
            return Objects.requireNonNull(person);
        }
    }

    /** A secret that was just made, and never will be shown again. */
    record Made(String secret, String expiresAt) {

        String link() {
            return "/desk#setup=" + secret;
        }
    }

    /** What the secret is good for; a problem (410) where it is for nothing, or not any more. */
    Mono<Invitation> find(String secret) {
        if (!Secrets.isOne(secret)) {
            return Mono.error(gone());
        }
        return Journal.asked(database.sql(
                                "select * from invitation where digest = :digest and expires_at > clock_timestamp()")
                        .bind("digest", Secrets.digest(secret))
                        .map(row -> {
                            String role = row.get("role", String.class);
                            return new Invitation(
                                    row.get("person", UUID.class),
                                    role == null ? null : new Grant(role, Person.channels(row)));
                        })
                        .one())
                .switchIfEmpty(Mono.error(Invitations::gone));
    }

    /** For a new account. Those that nobody took up in time go with it. */
    Mono<Made> invite(Grant grant, Order.By by) {
        String secret = Secrets.random();
        return Journal.asked(acts.together(database.sql("""
                        with late as (delete from invitation where expires_at <= clock_timestamp())
                        insert into invitation (digest, role, channels) values (:digest, :role, :channels)
                        returning expires_at""")
                .bind("digest", Secrets.digest(secret))
                .bind("role", grant.role())
                .bind("channels", Parameter.fromOrEmpty(grant.array(), String[].class))
                .map(row -> new Made(secret, Objects.requireNonNull(Person.time(row, "expires_at"))))
                .one()
                .flatMap(made -> keep(made, by, grant.facts()))));
    }

    /** For a new password; older links to one die. */
    Mono<Made> renew(UUID person, Order.By by) {
        String secret = Secrets.random();
        return Journal.asked(acts.together(database.sql("""
                        with old as (delete from invitation where person = :person)
                        insert into invitation (digest, person)
                        select :digest, id from person where id = :person and ended_at is null returning expires_at""")
                        .bind("digest", Secrets.digest(secret))
                        .bind("person", person)
                        .map(row -> new Made(secret, Objects.requireNonNull(Person.time(row, "expires_at"))))
                        .one()
                        .flatMap(made -> keep(made, by, Map.of("person", person.toString())))))
                .switchIfEmpty(
                        Mono.error(() -> new Refusal.NotFound("There is no person " + person + " who has not ended.")));
    }

    private Mono<Made> keep(Made made, Order.By by, Map<String, ? extends @Nullable Object> detail) {
        return acts.keep(new Acts.Done("invited", by, detail)).thenReturn(made);
    }

    /** For the first account, an administrator's; older ones die. Empty where somebody has an account. */
    Mono<Made> first() {
        String secret = Secrets.random();
        return Journal.asked(database.sql("""
                        with old as (delete from invitation where first)
                        insert into invitation (digest, role, first)
                        select :digest, 'administrator', true where not exists (select from person)
                        returning expires_at""")
                .bind("digest", Secrets.digest(secret))
                .map(row -> new Made(secret, Objects.requireNonNull(Person.time(row, "expires_at"))))
                .one());
    }

    static Problem.Exception gone() {
        return new Problem(
                        "invitation",
                        "This link is no longer good",
                        410,
                        "It was used, or is older than 72 hours, or another was made since; ask an administrator for a new one.",
                        List.of(),
                        null)
                .exception();
    }
}
