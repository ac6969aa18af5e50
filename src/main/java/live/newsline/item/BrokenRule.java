package live.newsline.item;

/**
 * One rule that an input breaks.
 *
 * @param field where, in the input's own words: {@code headline}, {@code image.href}, {@code tags[3]}
 * @param rule which, as one word for programs: {@code required}, {@code too-long}, {@code unknown} …
 * @param detail what to do about it, for people
 */
public record BrokenRule(String field, String rule, String detail) {}
