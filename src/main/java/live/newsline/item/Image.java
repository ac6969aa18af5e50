package live.newsline.item;

/** A picture elsewhere on the web; width and height in CSS pixels, so that nothing jumps when it arrives. */
public record Image(String href, String alt, int width, int height) {}
