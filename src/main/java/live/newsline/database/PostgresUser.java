package live.newsline.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Whom PostgreSQL's programs run as. They refuse root, and initdb refuses a user without a name (an arbitrary user of
 * a container). A user namespace of their own, where they are nobody, suits both and needs no privilege, but a
 * container's seccomp profile may forbid it; root can become somebody else instead.
 *
 * @param prefix the command that makes the one after it run so
 * @param owner the user who must own the database's files, or -1 for whoever does
 */
record PostgresUser(List<String> prefix, int owner) {

    private static final String UID = "unix:uid";
    private static final int NOBODY = 65534;

    static final PostgresUser OURSELVES = new PostgresUser(List.of(), -1);
    static final PostgresUser NAMESPACED = new PostgresUser(List.of("unshare", "-U"), 0);
    static final PostgresUser DEMOTED = new PostgresUser(
            List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups", "--"), NOBODY);

    /** The first of the ways that works here. */
    static PostgresUser forPrograms(Path home, Path data) throws IOException {
        return switch (System.getProperty("user.name")) {
            case "root" -> firstWorking(List.of(NAMESPACED, DEMOTED), home, data);
            case "?" -> firstWorking(List.of(new PostgresUser(NAMESPACED.prefix, -1), OURSELVES), home, data);
            default -> OURSELVES;
        };
    }

    static PostgresUser firstWorking(List<PostgresUser> ways, Path home, Path data) throws IOException {
        for (PostgresUser way : ways) {
            way.own(data);
            way.ownAll(home);
            if (way.works(home)) {
                return way;
            }
        }
        throw new DatabaseUnavailable(
                "PostgreSQL does not run as root, and neither 'unshare -U' nor 'setpriv' can run it as somebody else"
                        + " below " + data + ".",
                "Start Newsline as another user, or use a PostgreSQL of your own:"
                        + " newsline.database=external and spring.r2dbc.url.");
    }

    List<String> command(List<String> program) {
        List<String> command = new ArrayList<>(prefix);
        command.addAll(program);
        return command;
    }

    /** Hands over a file or folder, not what is in it. */
    void own(Path path) throws IOException {
        if (!owns(path)) {
            Files.setAttribute(path, UID, owner, LinkOption.NOFOLLOW_LINKS);
        }
    }

    /** Hands over a folder that another user's life may have left, with all that is in it. */
    void ownAll(Path folder) throws IOException {
        if (!owns(folder)) {
            try (Stream<Path> all = Files.walk(folder)) {
                for (Path path : (Iterable<Path>) all.filter(p -> !p.equals(folder))::iterator) {
                    own(path);
                }
            }
            // Last, so that after a kill in the middle the folder's own owner tells that it is not done.
            own(folder);
        }
    }

    private boolean owns(Path path) throws IOException {
        return owner < 0 || Integer.valueOf(owner).equals(Files.getAttribute(path, UID, LinkOption.NOFOLLOW_LINKS));
    }

    private boolean works(Path home) throws IOException {
        Process process;
        try {
            process = new ProcessBuilder(
                            command(List.of(home.resolve("bin/postgres").toString(), "--version")))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException noSuchCommand) {
            return false;
        }
        return process.onExit().join().exitValue() == 0;
    }
}
