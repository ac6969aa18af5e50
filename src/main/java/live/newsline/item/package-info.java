/**
 * What a newsroom says: plain values that know their own rules and import {@code java.*} only.
 *
 * <p>Start with {@link live.newsline.item.Item}; {@link live.newsline.item.Draft} is where every rule about text, links
 * and times stands (protocol.md, "An item"), so that each door enforces the same ones.
 */
@NullMarked
package live.newsline.item;

import org.jspecify.annotations.NullMarked;
