package live.newsline.people;

import io.r2dbc.spi.Readable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import live.newsline.access.Secrets;
import live.newsline.item.RulesBroken;
import live.newsline.journal.Acts;
import live.newsline.journal.Facts;
import live.newsline.journal.Journal;
import live.newsline.journal.Order;
import live.newsline.journal.Refusal;
import live.newsline.problem.Problem;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.Parameter;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** The accounts. Safe for any thread; whatever cannot be asked of the database fails with {@link Refusal.DatabaseAway}. */
@Component
class People {

    private static final String LAST = """
            select exists (select from person where role = 'administrator' and ended_at is null) as left""";

    private final DatabaseClient database;
    private final Acts acts;

    People(DatabaseClient database, Acts acts) {
        this.database = database;
        this.acts = acts;
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
    Mono<Person> change(UUID id, @Nullable Grant grant, @Nullable Boolean ended, Order.By by) {
        Mono<Person> change = database.sql("lock table person in share row exclusive mode")
                .then()
                .then(database.sql("""
                                with before as (select * from person where id = :id)
                                update person set
                                    role = case when :granted then :role else role end,
                                    channels = case when :granted then :channels::text[] else channels end,
                                    ended_at = case when :ends then coalesce(ended_at, clock_timestamp())
                                        when :returns then null else ended_at end
                                where id = :id
                                returning *, (select role from before) as role_was,
                                    (select channels from before) as channels_were,
                                    (select ended_at from before) as ended_was""")
                        .bind("id", id)
                        .bind("granted", grant != null)
                        .bind("role", grant == null ? "" : grant.role())
                        .bind("channels", Parameter.fromOrEmpty(grant == null ? null : grant.array(), String[].class))
                        .bind("ends", Boolean.TRUE.equals(ended))
                        .bind("returns", Boolean.FALSE.equals(ended))
                        .map(Changed::of)
                        .one())
                .switchIfEmpty(Mono.error(() -> new Refusal.NotFound("There is no person " + id + ".")))
                .flatMap(changed -> (changed.led() ? someAdministratorIsLeft() : Mono.<Void>empty())
                        .then(changed.person().endedAt() == null ? Mono.<Void>empty() : forgetSessions(id, null))
                        .then(changed.changesNothing() ? Mono.<Void>empty() : keep("person", by, changed.facts()))
                        .thenReturn(changed.person()));
        return Journal.asked(acts.together(change));
    }

    private Mono<Void> keep(String act, Order.By by, Map<String, ? extends @Nullable Object> detail) {
        return acts.keep(new Acts.Done(act, by, detail));
    }

    /** What a person is, and was before. */
    private record Changed(Person person, Map<String, @Nullable Object> was, boolean led) {

        static Changed of(Readable row) {
            String[] channels = row.get("channels_were", String[].class);
            Map<String, @Nullable Object> was = new LinkedHashMap<>();
            was.put("role", Person.value(row, "role_was", String.class));
            was.put("channels", channels == null ? null : List.of(channels));
            was.put("endedAt", Person.time(row, "ended_was"));
            boolean led = "administrator".equals(was.get("role")) && was.get("endedAt") == null;
            return new Changed(Person.of(row), was, led);
        }

        boolean changesNothing() {
            return now().equals(was);
        }

        Map<String, @Nullable Object> facts() {
            Map<String, @Nullable Object> facts = new LinkedHashMap<>(named(person.id(), person.login()));
            facts.putAll(Facts.since(was, now()));
            return facts;
        }

        private Map<String, @Nullable Object> now() {
            Map<String, @Nullable Object> now = new LinkedHashMap<>();
            now.put("role", person.role());
            now.put("channels", person.channels());
            now.put("endedAt", person.endedAt());
            return now;
        }
    }

    private static Map<String, Object> named(UUID id, String login) {
        Map<String, Object> named = new LinkedHashMap<>();
        named.put("person", id.toString());
        named.put("login", login);
        return named;
    }

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
        Mono<Boolean> change = database.sql(
                        "update person set password = :next where id = :id and password = :kept returning id, login, name")
                .bind("next", next)
                .bind("id", account.id())
                .bind("kept", account.password())
                .map(Member::of)
                .one()
                .flatMap(changed -> forgetSessions(account.id(), session)
                        .then(keep("person", changed.by(), changed.facts("password", "changed")))
                        .thenReturn(true))
                .defaultIfEmpty(false);
        return Journal.asked(acts.together(change));
    }

    /** A person who did something to their own account. */
    private record Member(UUID id, String login, String name) {

        static Member of(Readable row) {
            return new Member(
                    Person.value(row, "id", UUID.class),
                    Person.value(row, "login", String.class),
                    Person.value(row, "name", String.class));
        }

        Order.By by() {
            return new Order.By(id, name);
        }

        Map<String, @Nullable Object> facts(String field, @Nullable Object value) {
            Map<String, @Nullable Object> facts = new LinkedHashMap<>(named(id, login));
            facts.put(field, value);
            return facts;
        }
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
        return Journal.asked(acts.together(accept));
    }

    /** What a new person is called. */
    record Named(String login, String name) {}

    private Mono<Account> made(Invitations.Invitation invitation, Named named, String password) {
        Grant grant = invitation.grant();
        return database.sql("""
                        insert into person (login, name, password, role, channels)
                        values (:login, :name, :password, :role, :channels) on conflict (login) do nothing
                        returning id, password, login, name""")
                .bind("login", named.login())
                .bind("name", named.name())
                .bind("password", password)
                .bind("role", grant.role())
                .bind("channels", Parameter.fromOrEmpty(grant.array(), String[].class))
                .map(row -> Map.entry(Account.of(row), Member.of(row)))
                .one()
                .switchIfEmpty(Mono.error(() -> new RulesBroken("login", "taken", "is somebody's already")))
                .flatMap(both -> keep("joined", both.getValue().by(), joined(both.getValue(), grant))
                        .thenReturn(both.getKey()))
                // the first account is made: the links of starts have done their work
                .flatMap(account -> database.sql("delete from invitation where first")
                        .then()
                        .thenReturn(account));
    }

    private static Map<String, @Nullable Object> joined(Member person, Grant grant) {
        Map<String, @Nullable Object> facts = new LinkedHashMap<>(named(person.id(), person.login()));
        facts.putAll(grant.facts());
        return facts;
    }

    private Mono<Account> renewed(Invitations.Invitation invitation, String password) {
        return database.sql("""
                        update person set password = :password where id = :id and ended_at is null
                        returning id, password, login, name""")
                .bind("password", password)
                .bind("id", invitation.ofPerson())
                .map(row -> Map.entry(Account.of(row), Member.of(row)))
                .one()
                .switchIfEmpty(Mono.error(Invitations::gone))
                .flatMap(both -> forgetSessions(both.getKey().id(), null)
                        .then(keep(
                                "person", both.getValue().by(), both.getValue().facts("password", "renewed")))
                        .thenReturn(both.getKey()));
    }
}
