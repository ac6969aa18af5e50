package live.newsline.record;

import live.newsline.journal.Journal;
import live.newsline.journal.Rows;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Says where the chain ends, into a log that whoever rules the database does not: so that it can be compared. */
@Component
class ChainHead {

    private static final Logger log = LoggerFactory.getLogger(ChainHead.class);

    private final DatabaseClient database;

    ChainHead(DatabaseClient database) {
        this.database = database;
    }

    Mono<Void> log() {
        return Journal.asked(database.sql(
                                "select seq, encode(hash, 'hex') as hash from history order by seq desc limit 1")
                        .map(row -> "The record ends with act %d, hash %s"
                                .formatted(Rows.value(row, "seq", Long.class), Rows.value(row, "hash", String.class)))
                        .one())
                .doOnNext(log::info)
                .then();
    }
}
