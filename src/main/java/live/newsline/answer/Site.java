package live.newsline.answer;

import live.newsline.item.Item;

/**
 * The addresses under which strangers find us again.
 *
 * @param origin such as {@code https://news.example}, without a slash at the end
 */
public record Site(String origin) {

    public String line(String channel) {
        return origin + linePath(channel);
    }

    public String item(Item item) {
        return origin + itemPath(item);
    }

    public String feed(String channel, String form) {
        return origin + "/v1/channels/" + channel + "/feed." + form;
    }

    public static String linePath(String channel) {
        return "/line/" + channel;
    }

    public static String itemPath(Item item) {
        return "/line/" + item.channel() + "/" + item.id();
    }
}
