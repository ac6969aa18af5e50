/**
 * Whole servers, and the PostgreSQL behind them, killed, frozen and cut from outside while they work. Main code knows
 * nothing of it: what breaks is a process, a connection or a data folder.
 */
@NullMarked
package live.newsline.kill;

import org.jspecify.annotations.NullMarked;
