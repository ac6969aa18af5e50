package live.newsline.people;

import io.r2dbc.spi.Readable;
import java.util.List;
import java.util.UUID;
import live.newsline.access.Secrets;
import live.newsline.item.RulesBroken;
import live.newsline.journal.Journal;
import live.newsline.journal.Refusal;
import live.newsline.problem.Problem;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.Parameter;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/** The accounts. Safe for any thread; whatever cannot be asked of the database fails with {@link Refusal.DatabaseAway}. */
@Component
class People {

    private static final String LAST = """
            select exists (select from person where role = 'administrator' and ended_at is null) as left""";

    private final DatabaseClient database;
    private final TransactionalOperator transaction;

    People(DatabaseClient database, TransactionalOperator transaction) {
        this.database = database;
        this.transaction = transaction;
    }

    /** Who may sign in, and what their password is kept as. */
    record Account(UUID id, String password) {

        static Account of(Readable row) {
            return new Account(Person.value(row, "id", UUID.class), Person.value(row, "password", String.class));
        }
    }

    Mono<Account> account(String login) {
        return Journal.asked(database.sql("select id, password from person where login = :login and ended_at is null")
                .bind("login", login)
                .map(Account::of)
                .one());
    }

    Mono<Account> account(UUID id) {
        return Journal.asked(database.sql("select id, password from person where id = :id and ended_at is null")
                .bind("id", id)
                .map(Account::of)
                .one());
    }

    Mono<List<Person>> all() {
        return Journal.asked(database.sql("select * from person order by name, id")
                .map(Person::of)
                .all()
                .collectList());
    }

    /**
     * Changes what a person may.
     *
     * @param ended null: as it was
     */
    Mono<Person> change(UUID id, @Nullable Grant grant, @Nullable Boolean ended) {
        Mono<Person> change = database.sql("lock table person in share row exclusive mode")
                .then()
                .then(database.sql("""
                                with before as (
                                    select role = 'administrator' and ended_at is null as led from person where id = :id
                                )
                                update person set
                                    role = case when :granted then :role else role end,
                                    channels = case when :granted then :channels::text[] else channels end,
                                    ended_at = case when :ends then coalesce(ended_at, clock_timestamp())
                                        when :returns then null else ended_at end
                                where id = :id returning *, (select led from before) as led""")
                        .bind("id", id)
                        .bind("granted", grant != null)
                        .bind("role", grant == null ? "" : grant.role())
                        .bind("channels", Parameter.fromOrEmpty(grant == null ? null : grant.array(), String[].class))
                        .bind("ends", Boolean.TRUE.equals(ended))
                        .bind("returns", Boolean.FALSE.equals(ended))
                        .map(row -> new Changed(Person.of(row), Person.value(row, "led", Boolean.class)))
                        .one())
                .switchIfEmpty(Mono.error(() -> new Refusal.NotFound("There is no person " + id + ".")))
                .flatMap(changed -> (changed.led() ? someAdministratorIsLeft() : Mono.<Void>empty())
                        .then(changed.person().endedAt() == null ? Mono.<Void>empty() : forgetSessions(id, null))
                        .thenReturn(changed.person()));
        return Journal.asked(change.as(transaction::transactional));
    }

    private record Changed(Person person, boolean led) {}

    private Mono<Void> someAdministratorIsLeft() {
        return database.sql(LAST)
                .map(row -> Person.value(row, "left", Boolean.class))
                .one()
                .filter(Boolean::booleanValue)
                .switchIfEmpty(Mono.error(() -> new Problem(
                                "last-administrator",
                                "This is the last administrator",
                                409,
                                "Make another person an administrator first.",
                                List.of(),
                                null)
                        .exception()))
                .then();
    }

    /**
     * Keeps a new password, and ends every other session of the person.
     *
     * @param account with the old one: it must still be that
     * @param session the one that stays
     * @return false where it is not
     */
    Mono<Boolean> changePassword(Account account, String next, @Nullable UUID session) {
        Mono<Boolean> change = database.sql("update person set password = :next where id = :id and password = :kept")
                .bind("next", next)
                .bind("id", account.id())
                .bind("kept", account.password())
                .fetch()
                .rowsUpdated()
                .flatMap(changed -> changed == 0
                        ? Mono.just(false)
                        : forgetSessions(account.id(), session).thenReturn(true));
        return Journal.asked(change.as(transaction::transactional));
    }

    /** Browsers are forgotten with them: whoever learned the old password is a stranger again. */
    private Mono<Void> forgetSessions(UUID person, @Nullable UUID but) {
        UUID kept = but == null ? new UUID(0, 0) : but;
        return database.sql("delete from session where person = :person and id <> :kept")
                .bind("person", person)
                .bind("kept", kept)
                .then()
                .then(database.sql("delete from device where person = :person")
                        .bind("person", person)
                        .then());
    }

    /** Takes up an invitation: a new account, or a new password for one. */
    Mono<Account> accept(Invitations.Invitation invitation, String secret, @Nullable Named named, String password) {
        Mono<Account> accept = database.sql(
                        "delete from invitation where digest = :digest and expires_at > clock_timestamp()")
                .bind("digest", Secrets.digest(secret))
                .fetch()
                .rowsUpdated()
                .filter(used -> used == 1)
                .switchIfEmpty(Mono.error(Invitations::gone))
                .flatMap(used -> named == null ? renewed(invitation, password) : made(invitation, named, password));
        return Journal.asked(accept.as(transaction::transactional));
    }

    /** What a new person is called. */
    record Named(String login, String name) {}

    private Mono<Account> made(Invitations.Invitation invitation, Named named, String password) {
        Grant grant = invitation.grant();
        return database.sql("""
                        insert into person (login, name, password, role, channels)
                        values (:login, :name, :password, :role, :channels) on conflict (login) do nothing
                        returning id, password""")
                .bind("login", named.login())
                .bind("name", named.name())
                .bind("password", password)
                .bind("role", grant.role())
                .bind("channels", Parameter.fromOrEmpty(grant.array(), String[].class))
                .map(Account::of)
                .one()
                .switchIfEmpty(Mono.error(() -> new RulesBroken("login", "taken", "is somebody's already")))
                // the first account is made: the links of starts have done their work
                .flatMap(account -> database.sql("delete from invitation where first")
                        .then()
                        .thenReturn(account));
    }

    private Mono<Account> renewed(Invitations.Invitation invitation, String password) {
        return database.sql("""
                        update person set password = :password where id = :id and ended_at is null
                        returning id, password""")
                .bind("password", password)
                .bind("id", invitation.ofPerson())
                .map(Account::of)
                .one()
                .switchIfEmpty(Mono.error(Invitations::gone))
                .flatMap(account -> forgetSessions(account.id(), null).thenReturn(account));
    }
}
