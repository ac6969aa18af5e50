package live.newsline.database;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.springframework.util.FileSystemUtils;

/** The folder that holds the embedded database, and our hold on it: one Newsline at a time. */
final class DataFolder implements AutoCloseable {

    /** Names with this part are unfinished work: nobody uses them, and the next start throws them away. */
    static final String UNFINISHED = ".unfinished-";

    private static final long LOG_BYTES = 10 << 20;

    private static final boolean POSIX =
            FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

    /**
     * The folders held in this JVM. A file lock alone does not do here: on POSIX, closing any channel of the file
     * releases the lock that another channel of the same process holds.
     */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final Path path;
    private final FileChannel lock;

    private DataFolder(Path path, FileChannel lock) {
        this.path = path;
        this.lock = lock;
    }

    /** Takes the folder, or fails if another Newsline has it. The hold dies with the JVM, even by kill -9. */
    static DataFolder hold(Path wanted) throws IOException {
        if (!Files.isDirectory(wanted)) {
            Files.createDirectories(wanted, onlyOurs("rwx------"));
        }
        Path path = wanted.toRealPath();
        if (!HELD.add(path)) {
            throw inUse(path);
        }
        try {
            FileChannel lock =
                    FileChannel.open(path.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (lock.tryLock() == null) {
                lock.close();
                throw inUse(path);
            }
            DataFolder folder = new DataFolder(path, lock);
            folder.dropUnfinished();
            folder.turnLog();
            return folder;
        } catch (IOException | RuntimeException e) {
            HELD.remove(path);
            throw e;
        }
    }

    Path path() {
        return path;
    }

    Path cluster() {
        return path.resolve("db");
    }

    Path log() {
        return path.resolve("postgres.log");
    }

    Path passwordFile() {
        return path.resolve("db-password");
    }

    /** The database's password: made once, before the database, and readable by its owner only. */
    String password() throws IOException {
        Path file = passwordFile();
        if (!Files.exists(file)) {
            if (Files.exists(cluster())) {
                throw new DatabaseUnavailable(
                        "The database in " + cluster() + " has lost its password: there is no " + file + ".",
                        "Put the file back from a backup.");
            }
            byte[] random = new byte[24];
            new SecureRandom().nextBytes(random);
            Path unfinished = unfinished(file);
            Files.createFile(unfinished, onlyOurs("rw-------"));
            Files.writeString(unfinished, Base64.getUrlEncoder().encodeToString(random) + "\n");
            finish(unfinished, file);
        }
        return Files.readString(file).strip();
    }

    static Path unfinished(Path path) {
        return path.resolveSibling(path.getFileName() + UNFINISHED + Long.toHexString(new SecureRandom().nextLong()));
    }

    /** Gives finished work its name in one step, so that a kill leaves all of it or nothing. */
    static void finish(Path unfinished, Path path) throws IOException {
        try {
            Files.move(unfinished, path, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            if (!Files.isDirectory(path)) {
                throw e;
            }
            // Another process finished the same work first.
            FileSystemUtils.deleteRecursively(unfinished);
        }
        if (POSIX) {
            try (FileChannel folder = FileChannel.open(path.toAbsolutePath().getParent(), StandardOpenOption.READ)) {
                folder.force(true);
            }
        }
    }

    static FileAttribute<?>[] onlyOurs(String permissions) {
        return POSIX
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }

    private void dropUnfinished() throws IOException {
        List<Path> leftovers;
        try (Stream<Path> all = Files.list(path)) {
            leftovers = all.filter(p -> p.getFileName().toString().contains(UNFINISHED))
                    .toList();
        }
        for (Path leftover : leftovers) {
            try {
                FileSystemUtils.deleteRecursively(leftover);
            } catch (IOException stillBeingWritten) {
                // An initdb whose JVM was killed a moment ago. It cleans up by itself, or the next start does.
            }
        }
    }

    private void turnLog() throws IOException {
        if (Files.exists(log()) && Files.size(log()) > LOG_BYTES) {
            Files.move(log(), path.resolve("postgres.log.1"), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static DatabaseUnavailable inUse(Path path) {
        return new DatabaseUnavailable(
                "Another Newsline is running with the data folder " + path + ".",
                "Stop the other one, or give this one its own folder with newsline.data.");
    }

    @Override
    public void close() throws IOException {
        try {
            lock.close();
        } finally {
            HELD.remove(path);
        }
    }
}
