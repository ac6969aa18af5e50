/**
 * The ordered record in PostgreSQL: the only truth about what readers were told, and in which order.
 *
 * <p>Start with {@link live.newsline.journal.Journal}. Its promise: positions are 1, 2, 3 … without gaps, and an entry
 * is never seen before one with a lower position, because every writer holds the head row's lock until it commits.
 * {@code Ledger} decides, in memory, what an order means for the items it touches; {@code Writer} commits whatever orders
 * are waiting in one transaction; {@link live.newsline.journal.Bell} says "look" and never what is there. The promise
 * does not hold for rows changed by hand, nor across a database that forgets its commits: then the epoch changes.
 */
@NullMarked
package live.newsline.journal;

import org.jspecify.annotations.NullMarked;
