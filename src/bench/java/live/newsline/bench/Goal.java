package live.newsline.bench;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a figure should be.
 *
 * @param of the contestant whose figure it is
 * @param against null: the figure itself counts, in its unit; otherwise its ratio to this contestant's in the same round
 */
record Goal(
        String what, Measure measure, String of, @Nullable String against, double least, double most) {

    static Goal atMost(String what, Measure measure, String of, @Nullable String against, double most) {
        return new Goal(what, measure, of, against, Double.NEGATIVE_INFINITY, most);
    }

    static Goal atLeast(String what, Measure measure, String of, double least) {
        return new Goal(what, measure, of, null, least, Double.POSITIVE_INFINITY);
    }

    boolean reached(double value) {
        return least <= value && value <= most;
    }

    String wanted() {
        if (least == Double.NEGATIVE_INFINITY) {
            return most == 0 ? "0" : "≤ " + number(most);
        }
        return most == Double.POSITIVE_INFINITY ? "≥ " + number(least) : number(least) + " to " + number(most);
    }

    private static String number(double value) {
        return value == Math.rint(value) ? String.format(Locale.ROOT, "%,.0f", value) : Double.toString(value);
    }
}
