package live.newsline.page;

import java.time.ZoneId;
import live.newsline.answer.Site;
import live.newsline.item.Channel;
import live.newsline.item.Item;

/** A channel as its pages show it: in its words, by its clock, at its public address. */
record Line(Channel channel, Site site, Words words, ZoneId zone) {

    static Line of(Channel channel, Site site) {
        return new Line(channel, site, Words.in(channel.language()), ZoneId.of(channel.timeZone()));
    }

    Story story(Item item) {
        return new Story(item, words, zone);
    }

    String path() {
        return Site.linePath(channel.name());
    }
}
