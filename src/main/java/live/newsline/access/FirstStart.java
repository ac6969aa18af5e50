package live.newsline.access;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Gives the first start an administrator's token in a file, and every start a last line that says where to look. */
@Component
class FirstStart implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(FirstStart.class);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Tokens tokens;
    private final Path file;
    private volatile boolean running;

    FirstStart(Tokens tokens, @Value("${newsline.data:data}") Path data) {
        this.tokens = tokens;
        this.file = data.resolve("admin-token").toAbsolutePath().normalize();
    }

    @Override
    public void start() {
        running = true;
        if (Boolean.TRUE.equals(tokens.hasAdministrator().block(PATIENCE))) {
            return;
        }
        try {
            // the file first: a token that is valid but that nobody knows would be worse than a file too many
            String token = Files.exists(file) ? Files.readString(file).strip() : write(Tokens.random());
            if (Boolean.FALSE.equals(tokens.addFirst(token).block(PATIENCE))) {
                Files.delete(file);
            }
        } catch (IOException failure) {
            throw new IllegalStateException("The administrator's token cannot be kept in " + file, failure);
        }
    }

    private String write(String token) throws IOException {
        Path folder = file.getParent();
        Files.createDirectories(folder);
        boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
        FileAttribute<?>[] forOwner = posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
        Path temporary = Files.createTempFile(folder, "admin-token", "", forOwner);
        Files.writeString(temporary, token);
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
        return token;
    }

    @EventListener
    void ready(ApplicationReadyEvent event) {
        if (event.getApplicationContext() instanceof WebServerApplicationContext web && web.getWebServer() != null) {
            log.info("Newsline is at http://localhost:{}/", web.getWebServer().getPort());
            log.info(
                    "The administrator's token is in {}",
                    Files.exists(file) ? file : "the data folder of the node that was started first");
        }
    }

    @Override
    public void stop() {
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Before the web server listens. */
    @Override
    public int getPhase() {
        return 0;
    }
}
