/**
 * What programs fetch on behalf of people: RSS, Atom and JSON Feed for each channel, and for search engines the sitemap
 * and the rules for robots. Start with {@link live.newsline.syndication.FeedEndpoint}.
 *
 * <p>XML is written by the JDK's own {@code XMLStreamWriter}: docs/rationale.md says why not by a library for feeds.
 */
@NullMarked
package live.newsline.syndication;

import org.jspecify.annotations.NullMarked;
