package live.newsline.access;

import java.util.List;
import java.util.Objects;
import java.util.UUID;
import live.newsline.item.Channel;
import live.newsline.item.Item;
import live.newsline.item.PubStatus;
import live.newsline.journal.Order;
import live.newsline.problem.Problem;
import org.jspecify.annotations.Nullable;

/**
 * The one who asks, and what they may: the policy that every door asks (docs/desk.md, "Who may").
 *
 * @param token null for anybody, and for a person
 * @param person null for anybody, and for a token
 * @param by the person's or the token's name, for the record of who did what; empty for anybody
 * @param channels null: every channel
 */
public record Caller(
        @Nullable UUID token,
        @Nullable UUID person,
        String by,
        Role role,
        @Nullable List<String> channels) {

    /** The attribute of an exchange that holds its caller. */
    public static final String ATTRIBUTE = "newsline.caller";

    /** The attribute of a stream's exchange that holds why its caller cannot be known now. */
    public static final String NOT_KNOWN_NOW = "newsline.caller.not-known-now";

    public static final Caller ANYBODY = new Caller(null, null, "", Role.ANYBODY, null);

    /** Each may what those before it may. */
    public enum Role {
        ANYBODY,
        READER,
        CONTRIBUTOR,
        EDITOR,
        CHIEF,
        ADMINISTRATOR
    }

    public static Caller token(UUID token, String name, Role role, @Nullable List<String> channels) {
        return new Caller(token, null, name, role, channels);
    }

    public static Caller person(UUID person, String name, Role role, @Nullable List<String> channels) {
        return new Caller(null, person, name, role, channels);
    }

    public boolean mayRead(Channel channel) {
        return channel.open() || is(Role.READER, channel.name());
    }

    public boolean mayContribute(String channel) {
        return is(Role.CONTRIBUTOR, channel);
    }

    public boolean mayEdit(String channel) {
        return is(Role.EDITOR, channel);
    }

    /** A token that may edit may: it is a program that somebody has decided about. */
    public boolean mayFlash(String channel) {
        return is(person == null ? Role.EDITOR : Role.CHIEF, channel);
    }

    public boolean mayPause(String channel) {
        return is(Role.CHIEF, channel);
    }

    /** Whether this caller sees an item's text: a withheld one is its editors', a killed one its chiefs'. */
    public boolean maySeeTextOf(Item item) {
        return maySeeText(item.channel(), item.pubStatus());
    }

    public boolean maySeeText(String channel, PubStatus status) {
        return switch (status) {
            case USABLE -> true;
            case WITHHELD -> mayEdit(channel);
            case CANCELED -> maySeeKilled(channel);
        };
    }

    public boolean maySeeKilled(String channel) {
        return isAdministrator() || is(Role.CHIEF, channel);
    }

    public boolean isAdministrator() {
        return role == Role.ADMINISTRATOR;
    }

    /** @throws Problem.Exception 401 for anybody, 403 for a caller who may not */
    public void mustContribute(String channel) {
        must(mayContribute(channel), "This needs a contributor to the channel " + channel + ".");
    }

    /** @throws Problem.Exception 401 for anybody, 403 for a caller who may not contribute to anything */
    public void mustBeContributor() {
        must(role.compareTo(Role.CONTRIBUTOR) >= 0, "This needs a contributor.");
    }

    /** @throws Problem.Exception 401 for anybody, 403 for a caller who may not */
    public void mustEdit(String channel) {
        must(mayEdit(channel), "This needs an editor of the channel " + channel + ".");
    }

    /** @throws Problem.Exception 401 for anybody, 403 for a caller who may not edit anything */
    public void mustBeEditor() {
        must(role.compareTo(Role.EDITOR) >= 0, "This needs an editor.");
    }

    /** @throws Problem.Exception 401 for anybody, 403 for a caller who may not */
    public void mustFlash(String channel) {
        must(mayFlash(channel), "A flash needs a chief of the channel " + channel + ".");
    }

    /** @throws Problem.Exception 401 for anybody, 403 for a caller who may not */
    public void mustPause(String channel) {
        must(mayPause(channel), "This needs a chief of the channel " + channel + ".");
    }

    /** @throws Problem.Exception 401 for anybody, 403 for a caller who may not */
    public void mustSeeKilled(String channel) {
        must(maySeeKilled(channel), "This needs a chief of the channel " + channel + ".");
    }

    /** @throws Problem.Exception 401 for anybody, 403 for a caller who is not */
    public void mustBeAdministrator() {
        must(isAdministrator(), "This needs an administrator.");
    }

    /**
     * What reaches beyond channels, such as making tokens for any of them.
     *
     * @throws Problem.Exception 401 for anybody, 403 for a caller who is not
     */
    public void mustAdministerAll() {
        must(isAdministrator() && channels == null, "This needs an administrator of every channel.");
    }

    /** Whose answers to repeated requests are remembered together; ids of persons and tokens are random, and differ. */
    public UUID identity() {
        if (role == Role.ANYBODY) {
            throw unauthorized();
        }
        return Objects.requireNonNull(token != null ? token : person);
    }

    /** For the record of who did what. */
    public Order.By doer() {
        return new Order.By(identity(), by);
    }

    private void must(boolean may, String otherwise) {
        if (role == Role.ANYBODY) {
            throw unauthorized();
        }
        if (!may) {
            throw new Problem("forbidden", "Not allowed", 403, otherwise, List.of(), null).exception();
        }
    }

    public static Problem.Exception unauthorized() {
        return new Problem(
                        "unauthorized",
                        "Who is asking?",
                        401,
                        "Sign in at the desk, or send Authorization: Bearer with a token that is valid.",
                        List.of(),
                        null)
                .exception();
    }

    private boolean is(Role least, String channel) {
        return role.compareTo(least) >= 0 && (channels == null || channels.contains(channel));
    }
}
