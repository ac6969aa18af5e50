/** A peer to be measured beside Newsline. It is outside of its packages, so that Newsline does not find its parts. */
@NullMarked
package tutorial;

import org.jspecify.annotations.NullMarked;
