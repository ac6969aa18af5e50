/**
 * The streams as their readers see them, over every transport: nothing here looks into the server. A {@link
 * live.newsline.stream.Subscriber} checks on every frame what protocol.md promises of all frames; the suites check what
 * it promises of a situation.
 */
@NullMarked
package live.newsline.stream;

import org.jspecify.annotations.NullMarked;
