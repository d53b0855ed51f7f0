package dev.howdah.lint;

import dev.howdah.drill.postgres.Spec;
import dev.howdah.drill.postgres.host.Account;
import dev.howdah.drill.postgres.host.Binaries;
import dev.howdah.drill.postgres.host.RunDirectory;
import dev.howdah.drill.tls.DrillCa;
import dev.howdah.drill.tls.ServerCertificate;
import dev.howdah.model.Secret;
import dev.howdah.sql.session.ConnectFailure;
import dev.howdah.sql.session.Database;
import dev.howdah.sql.session.Server;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipFile;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/// Servers of several major versions, bare and without fsync, that end with the test. They have TLS, so that the console's own sessions
/// can be opened with them, and ask nobody for a password.
public final class Majors implements AutoCloseable {
    private static final String HOST = "majors.cdrill0000.ap-northeast-2.rds.amazonaws.com";
    private final RunDirectory run;
    private final DrillCa ca;
    private final Map<Integer, Integer> ports = new TreeMap<>();

    private Majors(RunDirectory run) throws IOException {
        this.run = run;
        ca = DrillCa.create(Files.createTempDirectory("howdah-majors-ca"));
    }

    public static Majors start(int... versions) throws Exception {
        Path home = Files.createDirectories(Spec.standardHome().resolveSibling("howdah-drill-tests"));
        Account account = Account.forServers();
        var majors = new Majors(RunDirectory.open(home.resolve("majors"), account));
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var tasks = new ArrayList<Callable<Void>>();
            for (int version : versions) {
                tasks.add(() -> {
                    majors.launch(version, home, account);
                    return null;
                });
            }
            for (var done : threads.invokeAll(tasks)) {
                done.get();
            }
        } catch (Exception e) {
            majors.close();
            throw e;
        }
        return majors;
    }

    /// A session as the console opens one: TLS verified in full, read-only.
    public Database database(int version, String database, String user) throws ConnectFailure {
        int port = ports.getOrDefault(version, 0);
        return Database.open(new Server(HOST, port, database), user, new Secret("not asked for"), ca.caPem(), () -> new Socket() {
            @Override
            public void connect(SocketAddress asked, int timeout) throws IOException {
                super.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), timeout);
            }
        }, Duration.ofSeconds(10));
    }

    /// On 127.0.0.1, in plain text too.
    public int port(int version) {
        return ports.getOrDefault(version, 0);
    }

    /// A superuser's connection.
    public Connection connect(int version, String database) throws SQLException {
        return DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + ports.get(version) + "/" + database
                + "?preferQueryMode=simple", "postgres", "");
    }

    private void launch(int version, Path home, Account account) throws Exception {
        Path binaries = version == 16 ? Binaries.unpack(home).directory() : unpacked(home, Path.of("target/postgres", version + ".jar"));
        Path directory = account.directory(run.path().resolve("v" + version));
        Path data = directory.resolve("data");
        run(account, directory, binaries.resolve("bin/initdb").toString(), "-D", data.toString(), "-U", "postgres", "-A", "trust", "-E",
                "UTF8", "--locale=C", "-N");
        // as on RDS, where the server's log is in it
        account.directory(data.resolve("log"));
        ServerCertificate certificate = ca.serverCertificate(HOST);
        account.file(data.resolve("server.crt"), certificate.certificatePem());
        account.file(data.resolve("server.key"), certificate.keyPem());
        int port;
        try (var free = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            port = free.getLocalPort();
        }
        run(account, directory, binaries.resolve("bin/pg_ctl").toString(), "-D", data.toString(), "-w", "-t", "60", "-l",
                directory.resolve("log").toString(), "-o", "-F -p " + port + " -c listen_addresses=127.0.0.1 -c unix_socket_directories='' "
                        + "-c shared_buffers=16MB -c autovacuum=off -c wal_level=logical -c timezone=Europe/Berlin "
                        + "-c ssl=on -c max_prepared_transactions=5 -c shared_preload_libraries=pg_stat_statements",
                "start");
        synchronized (ports) {
            ports.put(version, port);
        }
    }

    private static void run(Account account, Path directory, String... command) throws Exception {
        Path output = account.file(directory.resolve(Path.of(command[0]).getFileName() + ".out"), "");
        Process process = new ProcessBuilder(account.command(List.of(command))).directory(directory.toFile()).redirectErrorStream(true)
                .redirectOutput(output.toFile()).start();
        if (!process.waitFor(90, TimeUnit.SECONDS) || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new IOException(String.join(" ", command) + ": " + Files.readString(output));
        }
    }

    /// The archive inside a jar, unpacked once.
    private static Path unpacked(Path home, Path jar) throws IOException {
        Path ready = home.resolve("postgres-" + jar.getFileName().toString().replace(".jar", "") + "-" + Files.size(jar));
        synchronized (Majors.class) {
            try (var lock = FileChannel.open(home.resolve("majors.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                lock.lock();
                if (Files.notExists(ready)) {
                    Path draft = Files.createTempDirectory(home, "unpacking-");
                    extract(jar, draft);
                    open(draft, "rwxr-xr-x");
                    Files.move(draft, ready, StandardCopyOption.ATOMIC_MOVE);
                }
            }
        }
        return ready;
    }

    private static void extract(Path jar, Path to) throws IOException {
        try (var zip = new ZipFile(jar.toFile())) {
            var archive = zip.stream().filter(e -> e.getName().endsWith(".txz")).findFirst().orElseThrow();
            try (InputStream in = zip.getInputStream(archive);
                    var tar = new TarArchiveInputStream(new XZCompressorInputStream(new BufferedInputStream(in)))) {
                for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                    Path target = to.resolve(entry.getName()).normalize();
                    if (entry.isDirectory()) {
                        Files.createDirectories(target);
                        continue;
                    }
                    Files.createDirectories(target.resolveSibling("."));
                    if (entry.isSymbolicLink()) {
                        Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
                    } else {
                        Files.copy(tar, target);
                        open(target, (entry.getMode() & 0100) != 0 ? "rwxr-xr-x" : "rw-r--r--");
                    }
                }
            }
        }
    }

    private static void open(Path path, String permissions) throws IOException {
        if (path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
        }
    }

    @Override
    public void close() throws IOException {
        run.close();
    }
}
