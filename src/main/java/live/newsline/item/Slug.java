package live.newsline.item;

import java.util.regex.Pattern;

/** The form of a channel's name. */
public final class Slug {

    private static final Pattern FORM = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");

    private Slug() {}

    public static boolean is(String name) {
        return FORM.matcher(name).matches();
    }
}
