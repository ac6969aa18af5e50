package live.newsline.access;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A person who is signed in.
 *
 * @param channels null: every channel
 * @param csrf what every request but GET and HEAD must carry in {@code Newsline-Csrf}
 */
public record Session(
        UUID id,
        UUID person,
        String login,
        String name,
        Caller.Role role,
        @Nullable List<String> channels,
        String csrf) {

    /** The attribute of an exchange that holds its session, where the caller came by one. */
    public static final String ATTRIBUTE = "newsline.session";

    /** {@code __Host-}: no other host, path or plain connection can set it (RFC 6265bis, section 4.1.3.2). */
    public static final String COOKIE = "__Host-newsline";

    Caller caller() {
        return Caller.person(person, name, role, channels);
    }
}
