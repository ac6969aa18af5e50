package live.newsline.people;

import java.util.UUID;
import live.newsline.access.Secrets;
import live.newsline.journal.Journal;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Browsers that somebody signed in with before: strangers' failures do not slow them. Safe for any thread. */
@Component
class Devices {

    private final DatabaseClient database;

    Devices(DatabaseClient database) {
        this.database = database;
    }

    /** Whether somebody signed in to this account with this browser. */
    Mono<Boolean> knows(@Nullable String device, String login) {
        if (device == null || !Secrets.isOne(device)) {
            return Mono.just(false);
        }
        return Journal.asked(database.sql("""
                        select exists (select from device d join person p on p.id = d.person
                            where d.digest = :digest and p.login = :login
                                and d.seen_at > clock_timestamp() - interval '180 days') as known""")
                .bind("digest", Secrets.digest(device))
                .bind("login", login)
                .map(row -> Person.value(row, "known", Boolean.class))
                .one());
    }

    /** Remembers a browser under a new secret; a person's twenty newest are kept. */
    Mono<String> remember(UUID person, @Nullable String before) {
        String device = Secrets.random();
        return Journal.asked(database.sql("""
                        with old as (
                            delete from device where person = :person and (digest = :before or digest in (
                                select digest from device where person = :person order by seen_at desc offset 19))
                        )
                        insert into device (digest, person) values (:digest, :person)""")
                .bind("person", person)
                .bind("before", Secrets.digest(before == null ? "" : before))
                .bind("digest", Secrets.digest(device))
                .fetch()
                .rowsUpdated()
                .thenReturn(device));
    }
}
