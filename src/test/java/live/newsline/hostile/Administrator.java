package live.newsline.hostile;

import java.net.http.HttpResponse;
import live.newsline.Ask;
import org.jspecify.annotations.Nullable;

/** An administrator at the desk of the node that is attacked. An address is a method and a path. */
final class Administrator {

    static final String ZERO = "00000000-0000-0000-0000-000000000000";

    private Administrator() {}

    static HttpResponse<String> ask(String address, @Nullable String json) {
        return (json == null ? to(address) : to(address).json(json)).send();
    }

    static Ask to(String address) {
        String[] words = address.split(" ");
        return new Ask(Target.node(), words[0], words[1])
                .token(Target.node().token())
                .header("If-Match", "*");
    }

    static String type(HttpResponse<String> answer) {
        return answer.headers().firstValue("Content-Type").orElse("");
    }

    /** All that the desk could have changed. */
    static String all() {
        return Target.sql().strings("""
                        select concat_ws(' ', (select position from newsline.head), (select count(*) from newsline.pending),
                            (select count(*) from newsline.invitation), (select count(*) from newsline.person),
                            (select count(*) from newsline.token), (select count(*) from newsline.pause),
                            (select count(*) from newsline.editing), (select count(*) from newsline.pin))""").get(0);
    }
}
