/**
 * Measures Newsline beside its peers, and writes docs/performance.md. {@link live.newsline.bench.Bench} reads the command,
 * {@link live.newsline.bench.Scenarios} says what is measured, {@link live.newsline.bench.Servers} what is started, and
 * {@link live.newsline.bench.Report} turns results into tables. Readers are held by the C driver in src/bench/c.
 */
@NullMarked
package live.newsline.bench;

import org.jspecify.annotations.NullMarked;
