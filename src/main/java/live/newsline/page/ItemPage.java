package live.newsline.page;

import live.newsline.item.Channel;

/** An item's own page: its address for life. */
record ItemPage(Line line, Head head, Story story) {

    static ItemPage of(Line line, Story story) {
        return new ItemPage(line, Head.item(line, story), story);
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
}
