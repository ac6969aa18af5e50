package live.newsline.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@Timeout(300)
@DisabledOnOs(OS.WINDOWS)
class EmbeddedPostgresIT {

    private static final String COLD = "cold";

    private static final Path PROGRAMS = Path.of("target").toAbsolutePath();

    /** A database fresh from initdb, which takes its time: most tests begin with a copy. */
    @TempDir
    static Path made;

    @TempDir
    Path temporary;

    @BeforeAll
    static void make() {
        EmbeddedPostgres.start(made, 0, PROGRAMS).close();
    }

    @BeforeEach
    void copy(TestInfo test) throws Exception {
        if (!test.getTags().contains(COLD)) {
            Process cp = new ProcessBuilder("cp", "-a", made.toString(), data().toString()).start();
            assertThat(cp.waitFor()).isZero();
        }
    }

    @Test
    @Tag(COLD)
    void theSecondStartFindsWhatTheFirstHasWritten() throws Exception {
        try (EmbeddedPostgres first = start()) {
            execute(first, "create table kept as select 7 as number");
        }
        try (EmbeddedPostgres second = start()) {
            assertThat(ask(second, "select number from kept")).isEqualTo("7");
        }
    }

    @Test
    void aCommitIsOnTheDiskWhenItIsAnswered() throws Exception {
        try (EmbeddedPostgres postgres = start()) {
            assertThat(ask(postgres, "show fsync")).isEqualTo("on");
            assertThat(ask(postgres, "show synchronous_commit")).isEqualTo("on");
            assertThat(ask(postgres, "show full_page_writes")).isEqualTo("on");
            assertThat(ask(postgres, "show data_checksums")).isEqualTo("on");
        }
    }

    @Test
    void textIsUnicodeAndTimeIsUniversal() throws Exception {
        try (EmbeddedPostgres postgres = start()) {
            assertThat(ask(postgres, "show server_encoding")).isEqualTo("UTF8");
            assertThat(ask(postgres, "select lower('ÄÇŁ')")).isEqualTo("äçł");
            assertThat(ask(postgres, "select reset_val from pg_settings where name = 'log_timezone'"))
                    .isEqualTo("UTC");
        }
    }

    @Test
    void nobodyGetsInWithoutThePassword() {
        try (EmbeddedPostgres postgres = start()) {
            for (String password : List.of("", "wrong")) {
                assertThatThrownBy(() -> DriverManager.getConnection(
                                postgres.jdbc().url(), postgres.jdbc().user(), password))
                        .isInstanceOf(SQLException.class)
                        .hasMessageContaining("password");
            }
        }
    }

    @Test
    @Tag(COLD)
    void filesAreForOurEyesOnly() throws Exception {
        start().close();
        assertThat(permissions(data())).isEqualTo("rwx------");
        assertThat(permissions(data().resolve("db"))).isEqualTo("rwx------");
        assertThat(permissions(data().resolve("db-password"))).isEqualTo("rw-------");
    }

    @Test
    void itIsReachedFromThisMachineOnly() throws Exception {
        try (EmbeddedPostgres postgres = start()) {
            assertThat(ask(postgres, "show unix_socket_directories")).isEmpty();
            for (NetworkInterface network : NetworkInterface.networkInterfaces().toList()) {
                network.inetAddresses()
                        .filter(a -> !a.isLoopbackAddress())
                        .forEach(outside -> assertThatThrownBy(() -> {
                                    try (Socket socket = new Socket()) {
                                        socket.connect(new InetSocketAddress(outside, postgres.port()), 2_000);
                                    }
                                })
                                .isInstanceOf(ConnectException.class));
            }
        }
    }

    @Test
    void itStopsWhenItIsClosed() throws Exception {
        EmbeddedPostgres postgres = start();
        ProcessHandle postmaster = postmaster();
        postgres.close();
        assertThat(postmaster.isAlive()).isFalse();
        assertThat(data().resolve("db/postmaster.pid")).doesNotExist();
    }

    @Test
    void theFixedPortIsKept() throws Exception {
        int port;
        try (EmbeddedPostgres any = start()) {
            port = any.port();
        }
        try (EmbeddedPostgres fixed = EmbeddedPostgres.start(data(), port, PROGRAMS)) {
            assertThat(fixed.port()).isEqualTo(port);
        }
    }

    @Test
    void aPortThatIsTakenIsNamed() throws Exception {
        try (ServerSocket taken = new ServerSocket()) {
            taken.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            assertThatExceptionOfType(DatabaseUnavailable.class)
                    .isThrownBy(() -> EmbeddedPostgres.start(data(), taken.getLocalPort(), PROGRAMS))
                    .withMessageContaining("could not bind")
                    .withMessageContaining("Address already in use");
        }
    }

    @Test
    void whatPostgresSaidIsInTheError() throws Exception {
        start().close();
        Files.writeString(data().resolve("db/postgresql.conf"), "\nno_such_setting = 1\n", StandardOpenOption.APPEND);
        assertThatExceptionOfType(DatabaseUnavailable.class)
                .isThrownBy(this::start)
                .withMessageContaining("no_such_setting");
    }

    @Test
    void aSecondOwnerIsRefusedAndHarmsNothing() throws Exception {
        try (EmbeddedPostgres postgres = start()) {
            assertThatExceptionOfType(DatabaseUnavailable.class)
                    .isThrownBy(this::start)
                    .withMessageContaining("Another Newsline");
            assertThat(owner().waitFor()).isNotZero();
            assertThat(ask(postgres, "select 1")).isEqualTo("1");
        }
    }

    @Test
    void anOwnerInAnotherJvmKeepsUsOut() throws Exception {
        Process owner = owner();
        awaitReady(owner);
        assertThatExceptionOfType(DatabaseUnavailable.class)
                .isThrownBy(this::start)
                .withMessageContaining("Another Newsline");
        owner.getOutputStream().close();
        assertThat(owner.waitFor()).isZero();
        assertLives(1);
    }

    @Test
    void aKilledJvmLeavesNoPostgresBehind() throws Exception {
        Process owner = owner();
        awaitReady(owner);
        ProcessHandle postmaster = postmaster();
        owner.destroyForcibly().waitFor();
        awaitEnd(postmaster);
        assertThat(data().resolve("db/postmaster.pid")).doesNotExist();
        assertLives(1);
    }

    @Test
    void theNextLifeNeedNotWaitForTheEndOfAKilledOne() throws Exception {
        for (int life = 1; life <= 3; life++) {
            Process owner = owner();
            awaitReady(owner);
            // The JVM is gone, and its postgres is still on its way out.
            owner.destroyForcibly().waitFor();
        }
        assertLives(3);
    }

    @Test
    void allKilledAtOnceLosesNothing() throws Exception {
        for (int life = 1; life <= 2; life++) {
            Process owner = owner();
            awaitReady(owner);
            ProcessHandle postmaster = postmaster();
            List<ProcessHandle> all = owner.descendants().toList();
            // the shell first: it would stop PostgreSQL in good order for whichever of the others it saw die
            postmaster.parent().orElseThrow().destroyForcibly();
            all.forEach(ProcessHandle::destroyForcibly);
            owner.destroyForcibly().waitFor();
            awaitEnd(postmaster);
        }
        assertThat(data().resolve("db/postmaster.pid")).exists();
        assertLives(2);
    }

    @Test
    void anOrphanIsStopped() throws Exception {
        Process owner = owner();
        awaitReady(owner);
        ProcessHandle postmaster = postmaster();
        ProcessHandle shell = postmaster.parent().orElseThrow();
        shell.children().filter(child -> !child.equals(postmaster)).forEach(ProcessHandle::destroyForcibly);
        shell.destroyForcibly();
        owner.destroyForcibly().waitFor();
        assertThat(postmaster.isAlive()).isTrue();
        assertLives(1);
        awaitEnd(postmaster);
    }

    @Test
    void aNoteThatNamesAStrangerIsNotBelieved() throws Exception {
        start().close();
        Path note = data().resolve("db/postmaster.pid");
        String stranger = Long.toString(ProcessHandle.current().pid());
        for (String text : List.of(stranger + "\n" + data().resolve("db") + "\n", "", "nonsense")) {
            Files.writeString(note, text);
            try (EmbeddedPostgres postgres = start()) {
                assertThat(ask(postgres, "select 1")).isEqualTo("1");
            }
        }
    }

    @Test
    @Tag(COLD)
    void aKillWhileUnpackingIsMadeGood() throws Exception {
        Process owner = Owner.start(data(), data());
        eventually().pollInterval(Duration.ofMillis(2)).until(() -> unfinished("postgres-"));
        owner.destroyForcibly().waitFor();
        assertThat(unfinished("postgres-")).isTrue();
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(data(), 0)) {
            assertThat(ask(postgres, "select 1")).isEqualTo("1");
        }
        assertThat(unfinished("")).isFalse();
    }

    @Test
    @Tag(COLD)
    void aKillDuringInitdbIsMadeGood() throws Exception {
        Process owner = owner();
        eventually().pollInterval(Duration.ofMillis(2)).until(() -> unfinished("db."));
        owner.destroyForcibly().waitFor();
        assertThat(data().resolve("db")).doesNotExist();
        try (EmbeddedPostgres postgres = start()) {
            assertThat(ask(postgres, "select 1")).isEqualTo("1");
        }
        start().close();
        eventually().until(() -> !unfinished(""));
    }

    @Test
    void aLostPasswordIsSaid() throws Exception {
        start().close();
        Files.delete(data().resolve("db-password"));
        assertThatExceptionOfType(DatabaseUnavailable.class)
                .isThrownBy(this::start)
                .withMessageContaining("lost its password");
    }

    @Test
    @Tag(COLD)
    void rootMayBecomeSomebodyElse() throws Exception {
        assumeTrue(System.getProperty("user.name").equals("root"));
        // JUnit's folder is root's alone; the somebody else must get through to the data.
        Files.setPosixFilePermissions(temporary, PosixFilePermissions.fromString("rwxr-xr-x"));
        for (PostgresUser user : List.of(PostgresUser.DEMOTED, PostgresUser.NAMESPACED, PostgresUser.DEMOTED)) {
            try (DataFolder folder = DataFolder.hold(data())) {
                Path home = PostgresBinaries.unpackedIn(folder.path());
                PostgresUser works = PostgresUser.firstWorking(List.of(user), home, folder.path());
                try (EmbeddedPostgres postgres = EmbeddedPostgres.start(folder, 0, home, works)) {
                    assertThat(ask(postgres, "select 1")).isEqualTo("1");
                }
            }
        }
    }

    @Test
    void rootWithoutAWayOutIsTold() {
        PostgresUser absent = new PostgresUser(List.of("/no/such/command"), -1);
        PostgresUser forbidden = new PostgresUser(List.of("false"), -1);
        assertThatExceptionOfType(DatabaseUnavailable.class)
                .isThrownBy(() -> PostgresUser.firstWorking(List.of(absent, forbidden), PROGRAMS, temporary))
                .withMessageContaining("does not run as root");
    }

    private static ConditionFactory eventually() {
        return await().atMost(Duration.ofSeconds(60));
    }

    private Path data() {
        return temporary.resolve("data");
    }

    private EmbeddedPostgres start() {
        return EmbeddedPostgres.start(data(), 0, PROGRAMS);
    }

    private Process owner() throws Exception {
        return Owner.start(data(), PROGRAMS);
    }

    private static void awaitReady(Process owner) throws IOException {
        BufferedReader said = owner.inputReader();
        String line = said.readLine();
        while (line != null && !line.equals(Owner.READY)) {
            line = said.readLine();
        }
        assertThat(line).isEqualTo(Owner.READY);
    }

    private void assertLives(int count) throws SQLException {
        try (EmbeddedPostgres postgres = start()) {
            assertThat(ask(postgres, "select count(*) from life")).isEqualTo(Integer.toString(count));
        }
    }

    private ProcessHandle postmaster() throws IOException {
        return Postmaster.of(data().resolve("db")).orElseThrow().process();
    }

    /** A process that nobody waits for stays a zombie, which is dead enough. */
    private void awaitEnd(ProcessHandle postmaster) throws IOException {
        Path cluster = data().toRealPath().resolve("db");
        eventually().until(() -> !new Postmaster(postmaster, false).worksOn(cluster));
    }

    private boolean unfinished(String start) throws IOException {
        if (!Files.isDirectory(data())) {
            return false;
        }
        try (Stream<Path> files = Files.list(data())) {
            return files.map(file -> file.getFileName().toString())
                    .anyMatch(name -> name.startsWith(start)
                            && name.contains(DataFolder.UNFINISHED)
                            && !name.startsWith("db-password"));
        }
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    private static void execute(EmbeddedPostgres postgres, String sql) throws SQLException {
        try (Connection connection = connect(postgres);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String ask(EmbeddedPostgres postgres, String sql) throws SQLException {
        try (Connection connection = connect(postgres);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }

    private static Connection connect(EmbeddedPostgres postgres) throws SQLException {
        JdbcAddress address = postgres.jdbc();
        return DriverManager.getConnection(address.url(), address.user(), address.password());
    }
}
