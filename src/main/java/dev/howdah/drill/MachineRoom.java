package dev.howdah.drill;

import dev.howdah.drill.postgres.Origin;
import dev.howdah.drill.postgres.Password;
import dev.howdah.drill.postgres.Servers;
import dev.howdah.drill.postgres.Spec;
import dev.howdah.drill.postgres.host.Account;
import dev.howdah.drill.postgres.host.RunDirectory;
import dev.howdah.drill.postgres.host.Trees;
import dev.howdah.drill.tls.DrillCa;
import dev.howdah.drill.world.Blueprint;
import dev.howdah.drill.world.DataPlane;
import dev.howdah.drill.world.Pace;
import dev.howdah.drill.world.ParameterGroup;
import dev.howdah.drill.world.Vault;
import dev.howdah.drill.world.World;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.IntConsumer;

/// What all real servers of one drill share: their home, the authority behind their certificates, and the copies that snapshots
/// stand for. All of it lies in a run directory, so what a drill that was killed leaves is removed by the next one.
final class MachineRoom implements Vault {
    private static final System.Logger LOG = System.getLogger(MachineRoom.class.getName());
    private final World world;
    private final Path home;
    private final Account account;
    private final RunDirectory kept;
    private final DrillCa ca;
    private final Thread hook = new Thread(this::remove, "drill-copies-exit");
    /// Guarded by `this`, as is the next.
    private final Map<String, Copy> copies = new LinkedHashMap<>();
    private int count;

    /// @param login of the master user as it was then
    private record Copy(Path directory, DataPlane.Login login) {}

    private MachineRoom(World world, Path home, Account account, RunDirectory kept, DrillCa ca) {
        this.world = world;
        this.home = home;
        this.account = account;
        this.kept = kept;
        this.ca = ca;
        Runtime.getRuntime().addShutdownHook(hook);
    }

    static MachineRoom open(World world) throws IOException {
        Path home = Spec.standardHome();
        Files.createDirectories(home);
        Account account = Account.forServers();
        RunDirectory kept = RunDirectory.open(home.resolve("run"), account);
        try {
            return new MachineRoom(world, home, account, kept, DrillCa.create(kept.path()));
        } catch (IOException | RuntimeException e) {
            kept.close();
            throw e;
        }
    }

    DrillCa ca() {
        return ca;
    }

    /// What is to be built.
    ///
    /// @param port that the endpoint would like on this machine; 0 for any
    Spec spec(Blueprint plan, int port, DataPlane.Login login) {
        Duration archiveTimeout = world.pace() == Pace.BRISK ? Spec.Size.BRISK : Spec.Size.REALISTIC;
        Spec.Size small = Spec.Size.small(archiveTimeout);
        return new Spec(home, new Spec.Endpoint(plan.host(), port),
                new Spec.Database(login.database(), login.user(), new Password(login.password())),
                new Spec.Zones(plan.zone(), Optional.ofNullable(plan.standbyZone())),
                new Spec.Size(small.vcpus(), small.memoryBytes(), (long) plan.gib() << 30, archiveTimeout,
                        parameters(plan.parameterGroup())),
                ca);
    }

    /// What a parameter group sets, so that the group tells the truth. What RDS adds to PostgreSQL has no server.
    Map<String, String> parameters(String group) {
        Map<String, String> own = new LinkedHashMap<>();
        ParameterGroup found = world.home().parameterGroup(group);
        if (found != null) {
            for (ParameterGroup.Parameter p : found.parameters()) {
                String value = p.value();
                if (value != null && p.source().equals("user") && !p.name().startsWith("rds.")) {
                    own.put(p.name(), value);
                }
            }
        }
        return own;
    }

    /// Servers that nothing lives on, from what `origin` says.
    PostgresServers build(Blueprint plan, Origin origin, DataPlane.Login login, Consumer<String> progress) throws IOException {
        return new PostgresServers(this, Servers.create(spec(plan, 0, login), origin, progress), login);
    }

    /// Takes a copy of `servers` for a snapshot.
    void take(String snapshotId, Servers servers, DataPlane.Login login, IntConsumer percent) throws IOException {
        Path directory = next();
        servers.snapshot(directory, percent);
        keep(snapshotId, new Copy(directory, login));
    }

    private synchronized Path next() {
        return kept.path().resolve("copy-" + count++);
    }

    private synchronized void keep(String snapshotId, Copy copy) {
        copies.put(snapshotId, copy);
    }

    private synchronized Copy copy(String snapshotId) throws IOException {
        Copy found = copies.get(snapshotId);
        if (found == null) {
            throw new IOException("There is no data behind snapshot " + snapshotId);
        }
        return found;
    }

    @Override
    public synchronized boolean holds(String snapshotId) {
        return copies.containsKey(snapshotId);
    }

    @Override
    public void copy(String snapshotId, String newId, IntConsumer percent) throws IOException {
        Copy from = copy(snapshotId);
        Path directory = next();
        Trees.copy(from.directory, directory, account, _ -> true, percent);
        keep(newId, new Copy(directory, from.login));
    }

    @Override
    public void drop(String snapshotId) throws IOException {
        Copy gone;
        synchronized (this) {
            gone = copies.remove(snapshotId);
        }
        if (gone != null) {
            Trees.remove(gone.directory);
        }
    }

    @Override
    public DataPlane create(Blueprint to, DataPlane.Login login, Consumer<String> progress) throws IOException {
        return build(to, new Origin.Empty(), login, progress);
    }

    @Override
    public Path certificateAuthority() {
        return ca.caPem();
    }

    @Override
    public DataPlane restore(Blueprint to, String snapshotId, Consumer<String> progress) throws IOException {
        Copy from = copy(snapshotId);
        return build(to, new Origin.Snapshot(from.directory), from.login, progress);
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            LOG.log(Level.DEBUG, "closing because the process ends", e);
        }
        remove();
    }

    private void remove() {
        try {
            kept.close();
        } catch (IOException e) {
            LOG.log(Level.WARNING, "the drill left something in " + kept.path(), e);
        }
    }
}
