package live.newsline.page;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import live.newsline.answer.Places;
import live.newsline.item.Channel;
import live.newsline.item.Item;
import live.newsline.journal.Journal;
import org.jspecify.annotations.Nullable;

/**
 * A page of a channel's line, newest first under the names of their days.
 *
 * @param newer where the page before this one is; null: this is the first
 * @param older where the page after this one is; null: this is the last
 */
record LinePage(
        Line line,
        Head head,
        List<Row> items,
        @Nullable String newer,
        @Nullable String older) {

    /** As many as the element shows, so that the page goes on where the live line ends. */
    static final int ROWS = 50;

    /**
     * @param group the name of a group that begins with this row; null: it goes on
     * @param dated whether the row stands apart from its day
     */
    record Row(@Nullable String group, boolean dated, Story story) {}

    /**
     * The first page: pinned items on top, whatever their age.
     *
     * @param newestFirst one more than a page holds where there are more, and older pinned items after them
     */
    static LinePage first(Line line, List<Item> newestFirst) {
        boolean more = newestFirst.size() > ROWS;
        List<Story> pinned =
                newestFirst.stream().filter(Item::pinned).map(line::story).toList();
        List<Item> newest = more ? newestFirst.subList(0, ROWS) : newestFirst;
        List<Story> others =
                newest.stream().filter(item -> !item.pinned()).map(line::story).toList();
        List<Row> rows = new ArrayList<>();
        for (Story story : pinned) {
            rows.add(new Row(rows.isEmpty() ? line.words().get("pinned") : null, true, story));
        }
        rows.addAll(byDay(others));
        String older = more ? olderThan(line, newest.get(ROWS - 1)) : null;
        List<Story> all = new ArrayList<>(pinned);
        all.addAll(others);
        all.sort(Comparator.comparing((Story story) -> story.item().publishedAt())
                .reversed());
        return new LinePage(line, Head.line(line, all, older), rows, null, older);
    }

    /**
     * A page further down, with every item in its place.
     *
     * @param newestFirst one more than a page holds where there are more
     * @param newer where the page before begins; null: with the newest item
     */
    static LinePage further(Line line, List<Item> newestFirst, Journal.@Nullable Place newer) {
        boolean more = newestFirst.size() > ROWS;
        List<Item> shown = more ? newestFirst.subList(0, ROWS) : newestFirst;
        String newerPage = newer == null ? line.path() : before(line, newer);
        String olderPage = more ? olderThan(line, shown.get(ROWS - 1)) : null;
        return new LinePage(
                line,
                Head.older(line, newerPage, olderPage),
                byDay(shown.stream().map(line::story).toList()),
                newerPage,
                olderPage);
    }

    Channel channel() {
        return line.channel();
    }

    Words words() {
        return line.words();
    }

    String home() {
        return line.path();
    }

    String zone() {
        return line.words().zone(line.zone());
    }

    String feeds() {
        return "/v1/channels/" + line.channel().name() + "/feed";
    }

    int rows() {
        return ROWS;
    }

    boolean empty() {
        return items.isEmpty();
    }

    private static List<Row> byDay(List<Story> stories) {
        List<Row> rows = new ArrayList<>();
        String day = null;
        for (Story story : stories) {
            String own = story.published().day();
            rows.add(new Row(own.equals(day) ? null : own, false, story));
            day = own;
        }
        return rows;
    }

    private static String olderThan(Line line, Item item) {
        return before(line, Journal.Place.of(item));
    }

    private static String before(Line line, Journal.Place place) {
        return line.path() + "?before=" + Places.word(place);
    }
}
