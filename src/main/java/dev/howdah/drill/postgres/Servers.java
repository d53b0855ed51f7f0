package dev.howdah.drill.postgres;

import dev.howdah.drill.postgres.host.Account;
import dev.howdah.drill.postgres.host.Binaries;
import dev.howdah.drill.postgres.host.RunDirectory;
import dev.howdah.drill.postgres.host.Trees;
import dev.howdah.drill.postgres.metrics.History;
import dev.howdah.drill.postgres.metrics.LoadHistory;
import dev.howdah.drill.tls.ServerCertificate;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/// One database instance: a primary, its synchronous standby if it has one, the endpoint in front, the backups behind.
///
/// The promise that all else serves: a commit that a client saw acknowledged survives [#failover]. It holds because the
/// standby becomes a candidate only after every commit waits for it ([Node#synchronousWith]), and stays one until commits no
/// longer do. While there is no standby nobody waits, as on RDS, and a failover is refused.
public final class Servers implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Servers.class.getName());
    private static final Duration RECOVERY = Duration.ofMinutes(5);
    private static final Duration CATCH_UP = Duration.ofSeconds(60);
    private static final int REBUILD_ATTEMPTS = 5;
    private static final String APPLICATION = "rds_standby";
    private final RunDirectory run;
    private final Loopback addresses = Loopback.next();
    /// Written under `turn`.
    private volatile Node.Machine machine;
    private final Backups backups;
    private final Forwarder endpoint;
    private final String version;
    private final History history = new History();
    private final LoadHistory load = new LoadHistory();
    private final Object turn = new Object();
    private final Thread hook;
    private final Thread care;
    private volatile boolean closed;
    private volatile boolean retired;
    /// Written under `turn`, as are the next three.
    private volatile Node primary;
    /// Of the volume, in bytes.
    private volatile long allocated;
    private volatile @Nullable Node standby;
    /// Every commit since this became true is on the standby.
    private volatile boolean inSync;
    private volatile @Nullable Thread rebuilding;

    /// Builds and starts everything; returns when the endpoint serves and the standby is in sync. `progress` gets a line for
    /// each step.
    public static Servers create(Spec spec, Origin origin, Consumer<String> progress) throws IOException {
        Account account = Account.forServers();
        Files.createDirectories(spec.home());
        account.mustReach(spec.home());
        progress.accept("Unpacking PostgreSQL");
        Binaries binaries = Binaries.unpack(spec.home().resolve("binaries"));
        RunDirectory run = RunDirectory.open(spec.home().resolve("run"), account);
        try {
            return new Servers(spec, origin, run, account, binaries, progress);
        } catch (IOException | SQLException | RuntimeException e) {
            // who is told to stop in the middle still has to clean up, and waits for processes to end
            boolean interrupted = Thread.interrupted();
            try {
                run.close();
            } catch (IOException left) {
                e.addSuppressed(left);
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
            if (e instanceof RuntimeException own) {
                throw own;
            }
            throw new IOException("The drill's database could not be started: " + e.getMessage(), e);
        }
    }

    public static Servers create(Spec spec, Consumer<String> progress) throws IOException {
        return create(spec, new Origin.Empty(), progress);
    }

    private Servers(Spec spec, Origin origin, RunDirectory run, Account account, Binaries binaries, Consumer<String> progress)
            throws IOException, SQLException {
        this.run = run;
        this.allocated = spec.size().storageBytes();
        Path archive = account.directory(run.path().resolve("archive"));
        ServerCertificate certificate = spec.ca().serverCertificate(spec.endpoint().host());
        this.machine = new Node.Machine(spec, binaries, account, certificate, archive);
        this.backups = new Backups(run.path(), archive, account);
        this.primary = new Node(machine, run.path().resolve("a"), spec.zones().primary(), addresses.first());
        populate(origin, progress);
        this.version = text(primary, "SHOW server_version");
        this.endpoint = new Forwarder(spec.endpoint().port());
        this.hook = new Thread(this::closeAtExit, "drill-servers-exit");
        try {
            endpoint.follow(primary);
            progress.accept("Taking the first base backup");
            BaseBackup backup = backups.take(primary);
            if (spec.zones().standby().isPresent()) {
                progress.accept("Starting the standby in " + spec.zones().standby().get());
                join(new Node(machine, run.path().resolve("b"), spec.zones().standby().get(), addresses.second()), backup);
            }
            Runtime.getRuntime().addShutdownHook(hook);
        } catch (IOException | SQLException | RuntimeException e) {
            endpoint.close();
            throw e;
        }
        this.care = Thread.ofVirtual().name("drill-servers/care").start(new Care(this));
        progress.accept("Ready at " + endpointHost() + ", port " + endpointPort());
    }

    private void populate(Origin origin, Consumer<String> progress) throws IOException, SQLException {
        switch (origin) {
            case Origin.Empty ignored -> {
                progress.accept("Creating the database in " + primary.zone());
                primary.initialise(Roles.secret());
                primary.start();
                Roles.create(primary, spec().database());
            }
            case Origin.Snapshot(Path directory) -> {
                progress.accept("Copying the snapshot");
                Trees.copy(directory, primary.data(), machine.account(), path -> true, percent -> {
                });
                primary.configure("");
                progress.accept("Recovering");
                primary.start();
            }
            case Origin.Latest(Servers source) -> populate(new Origin.At(source, source.restoreWindow().latest()), progress);
            case Origin.At(Servers source, Instant target) -> {
                progress.accept("Copying the base backup");
                source.backups.before(target).copyTo(primary, machine.account());
                primary.configure(Settings.recovery(source.backups.archive(), Backups.target(target)));
                Files.createFile(primary.data().resolve("recovery.signal"));
                machine.account().own(primary.data().resolve("recovery.signal"));
                progress.accept("Replaying WAL up to " + target);
                primary.start();
                Waiting.until("recovery up to " + target + " has ended", RECOVERY, () -> isPrimary(primary));
                primary.configure("");
            }
        }
    }

    private static boolean isPrimary(Node node) throws SQLException {
        try (var connection = node.admin("postgres");
                var statement = connection.createStatement();
                var answer = statement.executeQuery("SELECT NOT pg_is_in_recovery()")) {
            return answer.next() && answer.getBoolean(1);
        }
    }

    /// Makes `node` the standby from `backup` and lets commits wait for it.
    private void join(Node node, BaseBackup backup) throws IOException, SQLException {
        Node from = primary;
        backup.copyTo(node, machine.account());
        node.configure(conninfo(node, from));
        Files.createFile(node.data().resolve("standby.signal"));
        machine.account().own(node.data().resolve("standby.signal"));
        try {
            node.start();
            Waiting.until("the standby streams", CATCH_UP, () -> standbyIs(from, "state = 'streaming'"));
            from.synchronousWith(APPLICATION);
            Waiting.until("the standby is in sync", CATCH_UP, () -> standbyIs(from, "state = 'streaming' AND sync_state = 'sync'"));
            String now = text(from, "SELECT pg_current_wal_flush_lsn()::text");
            Waiting.until("the standby has all that was committed", CATCH_UP, () -> standbyIs(from, "flush_lsn >= '" + now + "'::pg_lsn"));
            synchronized (turn) {
                if (primary != from) {
                    throw new IOException("The primary changed while its standby was being built");
                }
                standby = node;
                inSync = true;
            }
        } catch (IOException | SQLException e) {
            node.kill();
            throw e;
        }
    }

    private String conninfo(Node standby, Node from) {
        return Settings.standby(machine.spec(), from, APPLICATION, standby.data().resolve("ca.pem"), Roles.secret());
    }

    private static boolean standbyIs(Node primary, String condition) throws SQLException {
        return "t".equals(text(primary, "SELECT coalesce(bool_or(" + condition + "), false)::text::char(1) FROM pg_stat_replication"));
    }

    private static String text(Node node, String query) throws SQLException {
        try (var connection = node.admin("postgres");
                var statement = connection.createStatement();
                var answer = statement.executeQuery(query)) {
            answer.next();
            return answer.getString(1);
        }
    }

    // ---- where it is

    public String endpointHost() {
        return spec().endpoint().host();
    }

    /// The port on 127.0.0.1 that follows the primary for as long as these servers live.
    public int endpointPort() {
        return endpoint.port();
    }

    public String primaryAz() {
        return primary.zone();
    }

    /// Absent for Single-AZ and while the standby is being rebuilt.
    public Optional<String> standbyAz() {
        return Optional.ofNullable(standby).map(Node::zone);
    }

    /// The address that the name of the endpoint stands for now, as `inet_server_addr()` says it.
    public String primaryAddress() {
        return primary.address();
    }

    public boolean primaryAlive() {
        return primary.alive();
    }

    /// Whether a failover now would lose no acknowledged commit.
    public boolean standbyInSync() {
        Node second = standby;
        return inSync && second != null && second.alive();
    }

    /// For instance `16.15`.
    public String serverVersion() {
        return version;
    }

    public ServerCertificate certificate() {
        return machine.certificate();
    }

    public Spec spec() {
        return machine.spec();
    }

    /// Waits until a standby is in sync.
    public void awaitStandby(Duration atMost) throws IOException {
        Waiting.until("a standby is in sync", atMost, this::standbyInSync);
    }

    // ---- what happens to it

    /// Kills the primary, promotes the standby and moves the endpoint; returns when new connections reach it. The lost side is
    /// then rebuilt in the background.
    ///
    /// @throws IllegalStateException when no standby is in sync; nothing has happened then
    public void failover(Failover.Listener listener) throws IOException {
        synchronized (turn) {
            Node lost = primary;
            Node next = standby;
            if (closed || retired || !inSync || next == null || !next.alive()) {
                throw new IllegalStateException("There is no standby in sync to fail over to");
            }
            inSync = false;
            standby = null;
            lost.kill();
            endpoint.cut();
            listener.reached(Failover.Phase.PRIMARY_LOST, Instant.now());
            try {
                next.promote();
            } catch (SQLException e) {
                throw new IOException("The standby in " + next.zone() + " was not promoted: " + e.getMessage(), e);
            }
            primary = next;
            listener.reached(Failover.Phase.PROMOTED, Instant.now());
            endpoint.follow(next);
            listener.reached(Failover.Phase.ENDPOINT_MOVED, Instant.now());
            rebuild(lost, listener);
        }
    }

    /// Restarts the primary where it is. Sessions end; the endpoint resets new connections meanwhile. Also revives a primary
    /// that was killed.
    public void reboot() throws IOException {
        synchronized (turn) {
            primary.stop();
            primary.start();
        }
    }

    /// Restarts both sides under other settings, or behind another name, for which a certificate is made: clients that verify
    /// the old name are refused from then on. Where the endpoint listens does not change.
    public void restart(Spec next) throws IOException {
        synchronized (turn) {
            ServerCertificate certificate = next.endpoint().host().equals(endpointHost())
                    ? machine.certificate()
                    : next.ca().serverCertificate(next.endpoint().host());
            var changed = new Node.Machine(next, machine.binaries(), machine.account(), certificate, machine.archive());
            Node second = standby;
            primary.stop();
            if (second != null) {
                second.stop();
            }
            machine = changed;
            primary.adopt(changed, "");
            primary.start();
            if (second != null) {
                second.adopt(changed, conninfo(second, primary));
                second.start();
            }
        }
    }

    /// Other settings, as far as they can change while the servers run; what cannot waits for the next restart.
    public void reload(Map<String, String> parameters) throws IOException {
        synchronized (turn) {
            machine = new Node.Machine(machine.spec().withParameters(parameters), machine.binaries(), machine.account(),
                    machine.certificate(), machine.archive());
            Node second = standby;
            try {
                primary.adopt(machine, "");
                primary.reload();
                if (second != null) {
                    second.adopt(machine, conninfo(second, primary));
                    second.reload();
                }
            } catch (SQLException e) {
                throw new IOException("The settings could not be read anew: " + e.getMessage(), e);
            }
        }
    }

    /// Takes the standby away: commits wait for nobody any more.
    public void dropStandby() throws IOException {
        end(rebuilding);
        synchronized (turn) {
            Node second = standby;
            inSync = false;
            standby = null;
            try {
                primary.synchronousWith("");
            } catch (SQLException e) {
                throw new IOException("The standby could not be taken away: " + e.getMessage(), e);
            }
            if (second != null) {
                second.kill();
                Trees.remove(second.directory());
            }
        }
    }

    /// Builds a standby in `zone`; returns when commits wait for it. Nothing happens when there is one.
    public void addStandby(String zone) throws IOException {
        if (standby != null) {
            return;
        }
        Node from = primary;
        Path other = run.path().resolve(from.directory().endsWith("a") ? "b" : "a");
        try {
            Trees.remove(other);
            BaseBackup backup = backups.take(from);
            join(new Node(machine, other, zone, addresses.beside(from.address())), backup);
        } catch (SQLException e) {
            throw new IOException("The standby in " + zone + " could not be built: " + e.getMessage(), e);
        }
    }

    /// Stops the servers for ever, after all WAL has gone to the archive; their backups can still be restored from until
    /// [#close].
    public void retire() throws IOException {
        synchronized (turn) {
            if (closed || retired) {
                return;
            }
            retired = true;
        }
        endpoint.close();
        end(care);
        end(rebuilding);
        synchronized (turn) {
            primary.stop();
            Trees.remove(primary.directory());
            Node second = standby;
            if (second != null) {
                second.kill();
                Trees.remove(second.directory());
            }
        }
    }

    /// The primary's host dies. Nothing is promoted: call [#failover], or [#reboot] for a host that comes back.
    public void killPrimary() throws IOException {
        synchronized (turn) {
            primary.kill();
        }
    }

    /// The standby's host dies. Commits stop waiting for it within about a second, then it is rebuilt.
    public void killStandby() throws IOException {
        synchronized (turn) {
            Node second = standby;
            if (second != null) {
                second.kill();
            }
        }
    }

    /// Looks after a standby that died by itself.
    void tend() throws IOException, SQLException {
        synchronized (turn) {
            Node second = standby;
            if (!closed && !retired && second != null && !second.alive() && primary.alive()) {
                LOG.log(Level.INFO, "The standby in {0} died; commits no longer wait for it", second.zone());
                inSync = false;
                standby = null;
                primary.synchronousWith("");
                rebuild(second, (phase, when) -> LOG.log(Level.INFO, "{0}", phase));
            }
        }
    }

    private void rebuild(Node lost, Failover.Listener listener) {
        rebuilding = Thread.ofVirtual().name("drill-servers/rebuild").start(() -> {
            for (int attempt = 1; !closed && !retired && attempt <= REBUILD_ATTEMPTS; attempt++) {
                try {
                    listener.reached(Failover.Phase.STANDBY_REBUILDING, Instant.now());
                    lost.kill();
                    Trees.remove(lost.directory());
                    BaseBackup backup = backups.take(primary);
                    listener.reached(Failover.Phase.BACKED_UP, Instant.now());
                    join(new Node(machine, lost.directory(), lost.zone(), lost.address()), backup);
                    listener.reached(Failover.Phase.STANDBY_IN_SYNC, Instant.now());
                    return;
                } catch (IOException | SQLException e) {
                    if (!closed && !retired) {
                        LOG.log(Level.WARNING, "The standby in " + lost.zone() + " could not be rebuilt, attempt " + attempt, e);
                    }
                    pause(Duration.ofSeconds(attempt));
                }
            }
        });
    }

    private static void pause(Duration howLong) {
        try {
            Thread.sleep(howLong);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Sets the password of a role, as `ModifyDBInstance(MasterUserPassword)` or a rotation does. Sessions that are open stay.
    public void setPassword(String role, Password password) throws IOException {
        try {
            Roles.setPassword(primary, role, password);
        } catch (SQLException e) {
            throw new IOException("The password of " + role + " could not be set: " + e.getMessage(), e);
        }
    }

    /// Creates a role that logs in, without further rights.
    public void createRole(String role, Password password) throws IOException {
        try {
            primary.execute("postgres", "CREATE ROLE " + Roles.quoted(role) + " LOGIN NOSUPERUSER");
            Roles.setPassword(primary, role, password);
        } catch (SQLException e) {
            throw new IOException("The role " + role + " could not be created: " + e.getMessage(), e);
        }
    }

    // ---- backups

    /// Copies the database into `directory` (which must not exist), with all that [Origin.Snapshot] needs to start from it.
    /// `percent` goes from 0 to 100.
    public void snapshot(Path directory, IntConsumer percent) throws IOException {
        try {
            BaseBackup.take(primary, directory, machine.account(), true, done -> percent.accept(Math.min(99, done)))
                    .addSegments(backups.archive(), machine.account());
            percent.accept(100);
        } catch (SQLException e) {
            Trees.remove(directory);
            throw new IOException("The snapshot failed: " + e.getMessage(), e);
        }
    }

    /// Which times [Origin.At] may name now.
    public RestoreWindow restoreWindow() throws IOException {
        return backups.window();
    }

    /// Closes the current WAL segment, so that all that is committed gets into the archive now and not at the archive timeout.
    public void switchWal() throws IOException {
        try (var connection = primary.admin("rdsadmin"); var statement = connection.createStatement()) {
            backups.beat(connection);
            statement.execute("SELECT pg_switch_wal()");
        } catch (SQLException e) {
            throw new IOException("The WAL segment could not be closed: " + e.getMessage(), e);
        }
    }

    // ---- what it says

    public History metrics() {
        return history;
    }

    /// Who was at work.
    public LoadHistory load() {
        return load;
    }

    /// The server logs of the current primary, oldest first.
    public List<LogFile> logFiles() throws IOException {
        return Logs.list(primary.logDirectory());
    }

    /// At most `most` bytes of a log from byte `from` on; a character at the end is never cut in two.
    ///
    /// @throws java.nio.file.NoSuchFileException when the primary has no log of that name
    public LogFile.Portion readLog(String name, long from, int most) throws IOException {
        return Logs.read(primary.logDirectory(), name, from, most);
    }

    /// A superuser's session with the primary as it is now, past the endpoint, as AWS's own people have it: it comes in when every
    /// other slot is taken.
    public Connection admin(String database) throws SQLException {
        return primary.admin(database);
    }

    /// Lets the primary's volume look as full as if this much were used, by a file with holes beside its WAL. It takes no room here, and no
    /// base backup has it.
    ///
    /// @param used bytes of the volume in all; what is less than used already takes the file away
    /// @return the length of the file
    public long holdWal(long used) throws IOException {
        return primary.holdWal(used);
    }

    /// From now on the volume has this much room.
    ///
    /// @param bytes allocated, which FreeStorageSpace starts from
    public void enlarge(long bytes) {
        allocated = bytes;
    }

    long allocated() {
        return allocated;
    }

    Node primary() {
        return primary;
    }

    Forwarder endpoint() {
        return endpoint;
    }

    Backups backups() {
        return backups;
    }

    // ---- the end

    /// Ends every process, frees the ports and removes the run directory. Not a clean shutdown: nobody will start from there.
    @Override
    public void close() throws IOException {
        synchronized (turn) {
            if (closed) {
                return;
            }
            closed = true;
        }
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            LOG.log(Level.DEBUG, "closing because the process ends", e);
        }
        // who is told to stop in the middle still has to clean up, and waits for threads and processes to end
        boolean interrupted = Thread.interrupted();
        try {
            endpoint.close();
            end(care);
            end(rebuilding);
            run.close();
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static void end(@Nullable Thread thread) {
        if (thread == null) {
            return;
        }
        thread.interrupt();
        try {
            if (!thread.join(Duration.ofSeconds(20))) {
                LOG.log(Level.WARNING, "{0} did not end when told to", thread.getName());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void closeAtExit() {
        try {
            close();
        } catch (IOException e) {
            LOG.log(Level.WARNING, "the drill's servers did not end cleanly", e);
        }
    }
}
