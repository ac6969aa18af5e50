package live.newsline.publish;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import live.newsline.access.Caller;
import live.newsline.answer.Body;
import live.newsline.journal.Order;
import live.newsline.problem.Problem;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.server.ServerWebExchange;

/** The headers under which a write may be done. */
final class Conditions {

    private static final Pattern ENTITY_TAG =
            Pattern.compile("\\G\\s*(W/)?\"([\\x21\\x23-\\x7E\\x80-\\xFF]*)\"\\s*(?:,|$)");
    private static final Pattern VERSION = Pattern.compile("[1-9][0-9]{0,8}");
    private static final Pattern KEY = Pattern.compile("[\\x20-\\x7E]{1,128}");

    private Conditions() {}

    /** The versions that {@code If-Match} names; null: any. */
    static @Nullable List<Integer> versions(ServerWebExchange exchange, boolean required) {
        List<String> headers = exchange.getRequest().getHeaders().getOrEmpty(HttpHeaders.IF_MATCH);
        if (headers.isEmpty()) {
            if (required) {
                throw new Problem(
                                "precondition-required",
                                "If-Match is required",
                                428,
                                "Send If-Match with the ETag that the item had when you read it.",
                                List.of(),
                                null)
                        .exception();
            }
            return null;
        }
        String header = String.join(",", headers).strip();
        return header.equals("*") ? null : parsed(header);
    }

    private static List<Integer> parsed(String header) {
        List<Integer> versions = new ArrayList<>();
        Matcher tags = ENTITY_TAG.matcher(header);
        int end = 0;
        while (tags.find()) {
            end = tags.end();
            // RFC 9110, section 13.1.1: a weak tag never matches
            if (tags.group(1) == null && VERSION.matcher(tags.group(2)).matches()) {
                versions.add(Integer.valueOf(tags.group(2)));
            }
        }
        if (end != header.length()) {
            throw Problem.badRequest("If-Match", "malformed", "must be * or entity tags in double quotes")
                    .exception();
        }
        return versions;
    }

    static Order.@Nullable Once once(ServerWebExchange exchange, Caller caller, Body body) {
        List<String> keys = exchange.getRequest().getHeaders().getOrEmpty("Idempotency-Key");
        if (keys.isEmpty()) {
            return null;
        }
        String key = keys.get(0);
        if (keys.size() > 1 || !KEY.matcher(key).matches()) {
            throw Problem.badRequest("Idempotency-Key", "malformed", "must be 1 to 128 printable ASCII characters")
                    .exception();
        }
        String address = exchange.getRequest().getMethod() + " "
                + exchange.getRequest().getPath().value();
        return new Order.Once(caller.identity(), address, key, body.digest());
    }
}
