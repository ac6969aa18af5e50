package live.newsline.people;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import live.newsline.item.Fields;
import live.newsline.item.Ids;
import live.newsline.problem.Problem;
import org.jspecify.annotations.Nullable;

/** What a person types about themselves, and its rules (docs/desk.md, "Signing in"). */
final class Input {

    private static final Pattern LOGIN = Pattern.compile("[a-z0-9][a-z0-9._-]{0,62}");
    private static final int SHORTEST_PASSWORD = 12;
    static final int LONGEST_PASSWORD = 256;
    static final int LONGEST_NAME = 100;

    private Input() {}

    /** Any string; not what it should look like. */
    static String word(Fields fields, Map<String, ? extends @Nullable Object> values, String field) {
        Object value = values.get(field);
        if (value instanceof String word) {
            return word;
        }
        if (value == null) {
            fields.breaks(field, "required", "must be set");
        } else {
            fields.breaks(field, "wrong-type", "must be a string");
        }
        return "";
    }

    static String newPassword(Fields fields, Map<String, ? extends @Nullable Object> values, String field) {
        String password = word(fields, values, field);
        int length = password.codePointCount(0, password.length());
        if (length > LONGEST_PASSWORD) {
            fields.breaks(field, "too-long", "has more than " + LONGEST_PASSWORD + " characters");
        } else if (values.get(field) instanceof String && length < SHORTEST_PASSWORD) {
            fields.breaks(field, "too-short", "has fewer than " + SHORTEST_PASSWORD + " characters");
        }
        return password;
    }

    static People.Named named(Fields fields, Map<String, ? extends @Nullable Object> values) {
        String login = word(fields, values, "login");
        if (values.get("login") instanceof String && !isLogin(login)) {
            fields.breaks("login", "not-a-login", "must have the form [a-z0-9][a-z0-9._-]{0,62}");
        }
        String name = fields.text("name", LONGEST_NAME, true);
        return new People.Named(login, name == null ? "" : name);
    }

    static boolean isLogin(String word) {
        return LOGIN.matcher(word).matches();
    }

    static UUID id(String word, String what) {
        return Ids.parse(word)
                .orElseThrow(() ->
                        Problem.notFound("There is no " + what + " of this id.").exception());
    }

    /** What was typed is not the password, or there is nobody of this name: who asks does not learn which. */
    static Problem.Exception notThem(int status) {
        return new Problem(
                        "credentials",
                        "Not the right password",
                        status,
                        "Login or password are not right.",
                        List.of(),
                        null)
                .exception();
    }
}
