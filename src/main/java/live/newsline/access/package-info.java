/**
 * Who may: tokens, their roles, and the one policy that every door asks ({@link live.newsline.access.Caller}).
 *
 * <p>A token is 256 random bits, kept as its SHA-256; no password exists yet, so there is nothing here for a larger
 * library to do (docs/rationale.md, "Access").
 */
@NullMarked
package live.newsline.access;

import org.jspecify.annotations.NullMarked;
