package live.newsline.access;

import java.util.List;
import java.util.UUID;
import live.newsline.item.Channel;
import live.newsline.problem.Problem;
import org.jspecify.annotations.Nullable;

/**
 * The one who asks, and what they may.
 *
 * @param token null for anybody
 * @param channels null: every channel
 */
public record Caller(
        @Nullable UUID token, Role role, @Nullable List<String> channels) {

    /** The attribute of an exchange that holds its caller. */
    public static final String ATTRIBUTE = "newsline.caller";

    public static final Caller ANYBODY = new Caller(null, Role.ANYBODY, null);

    public enum Role {
        ANYBODY,
        READER,
        EDITOR,
        ADMINISTRATOR
    }

    public boolean mayRead(Channel channel) {
        return channel.open() || (role != Role.ANYBODY && covers(channel.name()));
    }

    public boolean mayEdit(String channel) {
        return role.compareTo(Role.EDITOR) >= 0 && covers(channel);
    }

    public boolean isAdministrator() {
        return role == Role.ADMINISTRATOR;
    }

    /** @throws Problem.Exception 401 for anybody, 403 for a caller who may not */
    public void mustEdit(String channel) {
        must(mayEdit(channel), "This token may not edit the channel " + channel + ".");
    }

    /** @throws Problem.Exception 401 for anybody, 403 for a caller who may not edit anything */
    public void mustBeEditor() {
        must(role.compareTo(Role.EDITOR) >= 0, "This token may not write.");
    }

    /** @throws Problem.Exception 401 for anybody, 403 for a caller who is not */
    public void mustBeAdministrator() {
        must(isAdministrator(), "This needs an administrator's token.");
    }

    /** Whose answers to repeated requests are remembered together. */
    public UUID identity() {
        if (token == null) {
            throw unauthorized();
        }
        return token;
    }

    private void must(boolean may, String otherwise) {
        if (role == Role.ANYBODY) {
            throw unauthorized();
        }
        if (!may) {
            throw new Problem("forbidden", "Not allowed", 403, otherwise, List.of(), null).exception();
        }
    }

    static Problem.Exception unauthorized() {
        return new Problem(
                        "unauthorized",
                        "Who is asking?",
                        401,
                        "Send Authorization: Bearer with a token that is valid.",
                        List.of(),
                        null)
                .exception();
    }

    private boolean covers(String channel) {
        return channels == null || channels.contains(channel);
    }
}
