package live.newsline.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** PostgreSQL's own note of the process that runs on a data folder: {@code postmaster.pid}. */
record Postmaster(ProcessHandle process, boolean ready) {

    private static final int STATUS_LINE = 7;

    /** Whoever the note names, if that process exists. */
    static Optional<Postmaster> of(Path cluster) throws IOException {
        List<String> lines;
        try {
            lines = Files.readAllLines(note(cluster));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
        try {
            boolean ready =
                    lines.size() > STATUS_LINE && lines.get(STATUS_LINE).strip().equals("ready");
            long pid = Long.parseLong(lines.isEmpty() ? "" : lines.get(0).strip());
            return ProcessHandle.of(pid).map(process -> new Postmaster(process, ready));
        } catch (NumberFormatException halfWritten) {
            return Optional.empty();
        }
    }

    static void forget(Path cluster) throws IOException {
        Files.deleteIfExists(note(cluster));
    }

    /** Whether this is the process that we started, or its wrapper's child. */
    boolean startedBy(Process ours) {
        return process.pid() == ours.pid()
                || process.parent().filter(parent -> parent.pid() == ours.pid()).isPresent();
    }

    /**
     * Whether the process really is a PostgreSQL at work on this folder. The note outlives a crash; its number may
     * then belong to a zombie, or to any other program (in a container, numbers repeat from life to life).
     */
    boolean worksOn(Path cluster) {
        Path proc = Path.of("/proc", Long.toString(process.pid()));
        if (Files.isDirectory(proc)) {
            try {
                return Files.readString(proc.resolve("comm")).strip().equals("postgres")
                        && Files.readSymbolicLink(proc.resolve("cwd")).equals(cluster);
            } catch (IOException goneOrZombie) {
                return false;
            }
        }
        ProcessHandle.Info info = process.info();
        boolean postgres = info.command()
                .map(command -> command.matches(".*[/\\\\]postgres(\\.exe)?"))
                .orElse(false);
        boolean here = info.arguments()
                .map(arguments -> List.of(arguments).contains(cluster.toString()))
                // Windows does not tell a process's arguments.
                .orElse(true);
        return process.isAlive() && postgres && here;
    }

    private static Path note(Path cluster) {
        return cluster.resolve("postmaster.pid");
    }
}
