/**
 * The people who work at the desk: accounts and invitations, passwords, signing in, and the tokens that administrators
 * make for programs (docs/desk.md). What each of them may is {@code access}'s to say. Begin at {@link
 * live.newsline.people.SignInEndpoint} and {@link live.newsline.people.People}.
 */
@NullMarked
package live.newsline.people;

import org.jspecify.annotations.NullMarked;
