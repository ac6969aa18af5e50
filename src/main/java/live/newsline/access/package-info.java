/**
 * Who may: tokens, sessions, their roles, and the one policy that every door asks ({@link
 * live.newsline.access.Caller}).
 *
 * <p>Tokens and sessions are 256 random bits, kept as their SHA-256, so there is nothing here for a larger library to do
 * (docs/rationale.md, "Access"); passwords are the room {@code people}'s.
 */
@NullMarked
package live.newsline.access;

import org.jspecify.annotations.NullMarked;
