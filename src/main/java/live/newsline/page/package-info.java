/**
 * The pages that people read without a program of their own: a channel's line, one item, the page for iframes, and what
 * other sites ask before they embed it. Start with {@link live.newsline.page.LineEndpoint}.
 *
 * <p>Every page is made from the journal at the moment it is asked for, and nothing of it is kept: what was killed is
 * gone from the next answer. Its HTML is a Mustache template ({@code resources/pages}), where every value is escaped;
 * its words stand beside them, one file for each language.
 */
@NullMarked
package live.newsline.page;

import org.jspecify.annotations.NullMarked;
