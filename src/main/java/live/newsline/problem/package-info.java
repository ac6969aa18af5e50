/**
 * How every refusal is told: RFC 9457 problem details, at every door and on every transport. {@link
 * live.newsline.problem.Problem} knows what each failure is called.
 */
@NullMarked
package live.newsline.problem;

import org.jspecify.annotations.NullMarked;
