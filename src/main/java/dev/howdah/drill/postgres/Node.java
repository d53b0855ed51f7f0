package dev.howdah.drill.postgres;

import dev.howdah.drill.postgres.host.Account;
import dev.howdah.drill.postgres.host.Binaries;
import dev.howdah.drill.postgres.host.Posix;
import dev.howdah.drill.postgres.host.Postmaster;
import dev.howdah.drill.postgres.host.Trees;
import dev.howdah.drill.tls.ServerCertificate;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// One server: a data directory, an address of its own, and the postmaster while it runs. It knows how to start, stop, die
/// and be promoted, and nothing about its peer.
final class Node {
    private static final Duration START = Duration.ofSeconds(30);
    private static final Duration STOP = Duration.ofSeconds(20);
    /// Replaced under the lock of [Servers] while the server is stopped.
    private volatile Machine machine;
    private final Path directory;
    private final String zone;
    private final String address;
    private final int port;
    /// Written under the lock of [Servers]; read anywhere.
    private volatile @Nullable Process process;

    /// What all servers of a pair share.
    record Machine(Spec spec, Binaries binaries, Account account, ServerCertificate certificate, Path archive) {}

    Node(Machine machine, Path directory, String zone, String address) throws IOException {
        this.machine = machine;
        this.directory = machine.account().directory(directory);
        this.zone = zone;
        this.address = address;
        try (var free = new ServerSocket()) {
            free.bind(new InetSocketAddress(InetAddress.getByName(address), 0));
            this.port = free.getLocalPort();
        }
        machine.account().directory(directory.resolve("log"));
        machine.account().directory(logDirectory());
    }

    String zone() {
        return zone;
    }

    String address() {
        return address;
    }

    int port() {
        return port;
    }

    Path directory() {
        return directory;
    }

    Path data() {
        return directory.resolve("data");
    }

    Path logDirectory() {
        return directory.resolve("log").resolve("error");
    }

    boolean alive() {
        Process running = process;
        return running != null && running.isAlive();
    }

    /// The postmaster's process number.
    long pid() {
        Process running = process;
        if (running == null) {
            throw new IllegalStateException("The server in " + zone + " is not running");
        }
        return running.pid();
    }

    /// Makes an empty cluster with `rdsadmin` as its superuser. Segments of 4 MB (RDS: 64 MB) keep an archive that is cut
    /// every minute small.
    void initialise(Password superuser) throws IOException {
        Path secret = machine.account().file(directory.resolve("initdb.secret"), superuser.value() + "\n");
        try {
            run("initdb", START,
                    List.of("-D", data().toString(), "-U", Roles.SUPERUSER, "--pwfile=" + secret, "--auth=scram-sha-256", "--encoding=UTF8",
                            "--locale=C", "--data-checksums", "--wal-segsize=4", "--no-sync", "--no-instructions"));
        } finally {
            Files.delete(secret);
        }
        configure("");
    }

    /// From the next start on it serves under another name or other settings.
    void adopt(Machine next, String more) throws IOException {
        machine = next;
        write(more);
    }

    /// Writes all configuration for this server into its data directory, whatever was there: a copy brings its source's.
    void configure(String more) throws IOException {
        machine.account().file(data().resolve("postgresql.auto.conf"), "");
        write(more);
        Files.deleteIfExists(data().resolve(Settings.SYNCHRONOUS));
    }

    /// Tells the server to read its configuration anew.
    void reload() throws SQLException {
        execute("postgres", "SELECT pg_reload_conf()");
    }

    private void write(String more) throws IOException {
        Account account = machine.account();
        account.file(data().resolve("postgresql.conf"), Settings.configuration(machine.spec(), this, machine.archive()) + more);
        account.file(data().resolve("pg_hba.conf"), Settings.hostBasedAuthentication());
        account.file(data().resolve("server.crt"), machine.certificate().certificatePem());
        account.file(data().resolve("server.key"), machine.certificate().keyPem());
        account.file(data().resolve("ca.pem"), Files.readString(machine.spec().ca().caPem()));
    }

    /// Starts the server and waits until it answers queries (a standby: as far as it has become consistent).
    void start() throws IOException {
        Path out = directory.resolve("server.out");
        Process started = child(List.of(machine.binaries().program("postgres"), "-D", data().toString()))
                .redirectInput(new java.io.File(System.getProperty("os.name").startsWith("Windows") ? "NUL" : "/dev/null"))
                .redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.appendTo(out.toFile())).start();
        process = started;
        try {
            Waiting.until("the server in " + zone + " answers", START, () -> {
                if (!started.isAlive()) {
                    throw new IOException("The server in " + zone + " ended with code " + started.exitValue());
                }
                return ready(started.pid());
            });
        } catch (IOException e) {
            kill();
            throw new IOException(e.getMessage() + ": " + lastWords(out), e);
        }
    }

    /// Line 8 of `postmaster.pid` says so (`LOCK_FILE_LINE_PM_STATUS`, which `pg_ctl` waits for too), without a connection
    /// that would only fill the log while the server starts.
    private boolean ready(long pid) throws IOException {
        Path file = data().resolve("postmaster.pid");
        if (Files.notExists(file)) {
            return false;
        }
        List<String> lines = Files.readAllLines(file);
        return lines.size() >= 8 && lines.getFirst().strip().equals(Long.toString(pid)) && lines.get(7).strip().equals("ready");
    }

    /// A connection that goes to this server whatever the endpoint says.
    Connection connect(String database, String user, Password password) throws SQLException {
        var properties = EndpointSocketFactory.properties(machine.spec().endpoint().host(), machine.spec().ca().caPem(), user, password);
        properties.setProperty("ApplicationName", "rdsadmin");
        properties.setProperty("socketTimeout", "60");
        return DriverManager.getConnection("jdbc:postgresql://" + address + ":" + port + "/" + database, properties);
    }

    /// See [Servers#holdWal].
    long holdWal(long used) throws IOException {
        Path held = data().resolve("pg_wal").resolve("held");
        Files.deleteIfExists(held);
        long length = used - Trees.size(directory());
        if (length <= 0) {
            return 0;
        }
        try (var file = new RandomAccessFile(held.toFile(), "rw")) {
            file.setLength(length);
        }
        machine.account().own(held);
        return length;
    }

    Connection admin(String database) throws SQLException {
        return connect(database, Roles.SUPERUSER, Roles.secret());
    }

    void execute(String database, String... statements) throws SQLException {
        try (Connection connection = admin(database); var statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /// From now on commits wait for the standby called `application` ("" : for nobody). Returns when every process of the
    /// server knows: a new session sees the setting, so the postmaster has passed it on; and the checkpointer, which keeps
    /// what committing sessions look at, has gone round since (`SyncRepUpdateSyncStandbysDefined` in checkpointer.c).
    void synchronousWith(String application) throws IOException, SQLException {
        machine.account().file(data().resolve(Settings.SYNCHRONOUS), Settings.synchronous(application));
        reload();
        Waiting.until("the server in " + zone + " has read its settings", STOP, () -> {
            try (Connection connection = admin("postgres");
                    var statement = connection.createStatement();
                    var answer = statement.executeQuery("SHOW synchronous_standby_names")) {
                return answer.next() && answer.getString(1).equals(application);
            }
        });
        if (!application.isEmpty()) {
            execute("postgres", "CHECKPOINT");
        }
    }

    /// Makes a standby a primary; returns when it accepts writes.
    void promote() throws SQLException {
        try (Connection connection = admin("postgres");
                var statement = connection.createStatement();
                var answer = statement.executeQuery("SELECT pg_promote(true, 60)")) {
            if (!answer.next() || !answer.getBoolean(1)) {
                throw new SQLException("The standby in " + zone + " was not promoted within 60 s");
            }
        }
    }

    /// Fast shutdown: sessions are ended, a checkpoint is written (PostgreSQL manual, 19.5).
    void stop() throws IOException {
        Process running = process;
        if (running == null) {
            return;
        }
        Posix.signal(running.pid(), Posix.SIGINT);
        try {
            if (!running.waitFor(STOP.toMillis(), TimeUnit.MILLISECONDS)) {
                kill();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted while the server in " + zone + " was stopping", e);
        }
        process = null;
    }

    /// SIGKILL to the postmaster and all its processes: nothing of it can answer afterwards.
    void kill() throws IOException {
        Process running = process;
        if (running == null) {
            return;
        }
        var memory = Postmaster.of(data()).flatMap(Postmaster::sharedMemory);
        new Postmaster(running.pid(), memory).kill(STOP);
        process = null;
    }

    /// A child with an environment of its own: ours may hold credentials, and `HOME` or `PG…` would lead the server astray.
    private ProcessBuilder child(List<String> command) {
        var builder = new ProcessBuilder(machine.account().command(command)).directory(directory.toFile());
        builder.environment().keySet().retainAll(java.util.Set.of("PATH", "SystemRoot", "TEMP", "TMP"));
        builder.environment().put("HOME", directory.toString());
        builder.environment().put("LC_ALL", "C");
        return builder;
    }

    private void run(String program, Duration patience, List<String> arguments) throws IOException {
        var command = new java.util.ArrayList<String>();
        command.add(machine.binaries().program(program));
        command.addAll(arguments);
        Path out = directory.resolve(program + ".out");
        Process child = child(command).redirectErrorStream(true)
                .redirectOutput(out.toFile()).start();
        try {
            if (!child.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                child.destroyForcibly();
                throw new IOException(program + " did not end within " + patience.toSeconds() + " s: " + lastWords(out));
            }
        } catch (InterruptedException e) {
            child.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted while " + program + " ran", e);
        }
        if (child.exitValue() != 0) {
            throw new IOException(program + " ended with code " + child.exitValue() + ": " + lastWords(out));
        }
    }

    /// The end of what it wrote, and of its log: the reason is there and nowhere else.
    private String lastWords(Path out) throws IOException {
        var text = new StringBuilder(Files.exists(out) ? Files.readString(out) : "");
        try (var logs = Files.list(logDirectory())) {
            for (Path log : logs.sorted().toList()) {
                text.append(Files.readString(log));
            }
        }
        return text.substring(Math.max(0, text.length() - 2000)).strip();
    }
}
