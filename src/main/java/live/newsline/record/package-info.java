/**
 * The record: what was done, for good, each act chained to the one before by a hash (docs/desk.md, "The record").
 *
 * <p>Start with {@link live.newsline.record.Sealer}, which appends what the journal and the {@code Acts} have to tell, and
 * keeps the words to search by at the same time: neither costs the journal's writer anything. {@code Chain} is where the
 * bytes of a line and its hash are defined, and {@code ChainCheck} computes them again.
 */
@NullMarked
package live.newsline.record;

import org.jspecify.annotations.NullMarked;
