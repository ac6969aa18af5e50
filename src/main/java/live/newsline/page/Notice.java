package live.newsline.page;

import live.newsline.item.Channel;
import org.jspecify.annotations.Nullable;

/**
 * A page that says why there is nothing else on it.
 *
 * @param line null where no channel may be named
 * @param advisory the newsroom's reason
 */
record Notice(
        Words words,
        Head head,
        String text,
        @Nullable Line line,
        @Nullable String advisory) {

    /** @param why the name of its title among the words; that of its text ends in "Text" */
    static Notice of(String why, @Nullable Line line, @Nullable String advisory) {
        Words words = line == null ? Words.in("en") : line.words();
        return new Notice(words, Head.notice(words.get(why)), words.get(why + "Text"), line, advisory);
    }

    @Nullable
    Channel channel() {
        return line == null ? null : line.channel();
    }

    @Nullable
    String home() {
        return line == null ? null : line.path();
    }
}
