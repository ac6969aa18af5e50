/**
 * A node that is used for a long time by all kinds of readers, and watched: {@link live.newsline.soak.Soak}. For minutes
 * in every build, for an hour by {@code mvn -Pbench verify -Dbench=soak -Dminutes=60}.
 */
@NullMarked
package live.newsline.soak;

import org.jspecify.annotations.NullMarked;
