package dev.howdah.drill;

import dev.howdah.drill.postgres.EndpointSocketFactory;
import dev.howdah.drill.postgres.Password;
import dev.howdah.drill.postgres.Servers;
import dev.howdah.drill.postgres.Spec;
import dev.howdah.drill.postgres.workload.Target;
import dev.howdah.drill.postgres.workload.Task;
import dev.howdah.drill.postgres.workload.Workload;
import dev.howdah.drill.tls.DrillCa;
import dev.howdah.drill.world.ChapterSeed;
import dev.howdah.drill.world.DataPlane;
import dev.howdah.drill.world.EcsSeed;
import dev.howdah.drill.world.Pace;
import dev.howdah.drill.world.ParameterGroup;
import dev.howdah.drill.world.World;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/// The real servers behind blog-db, as the account sees them.
final class PostgresServers implements DataPlane {
    private static final System.Logger LOG = System.getLogger(PostgresServers.class.getName());
    private static final int WISHED_PORT = 5432;
    private static final String APP_ROLE = "blog_app";
    private static final int TASKS = 3;
    private final Servers servers;
    private final Spec spec;
    private final Path kept;
    private final Measurements measurements;
    private final Workload workload;

    private PostgresServers(Servers servers, Spec spec, Path kept, Workload workload) {
        this.servers = servers;
        this.workload = workload;
        this.spec = spec;
        this.kept = kept;
        this.measurements = new Measurements(servers.metrics());
    }

    /// Builds primary, standby and endpoint. Snapshots and the authority's certificate are kept in a directory of their own
    /// until the drill ends.
    static DataPlane start(World world, Consumer<String> progress) throws IOException {
        Path home = Spec.standardHome();
        Files.createDirectories(home);
        Path kept = Files.createTempDirectory(home, "drill-");
        try {
            Spec spec = spec(world, home, DrillCa.create(kept));
            Servers servers = Servers.create(spec, progress);
            try {
                return new PostgresServers(servers, spec, kept, blog(world, servers, spec, progress));
            } catch (IOException | RuntimeException e) {
                servers.close();
                throw e;
            }
        } catch (IOException | RuntimeException e) {
            delete(kept);
            throw e;
        }
    }

    /// The blog's rows, and the service that lives on them.
    private static Workload blog(World world, Servers servers, Spec spec, Consumer<String> progress) throws IOException {
        Password app = Password.random();
        servers.createRole(APP_ROLE, app);
        Path ca = spec.ca().caPem();
        var workload = new Workload(new Target("jdbc:postgresql://127.0.0.1:" + servers.endpointPort() + "/" + spec.database().name(),
                EndpointSocketFactory.properties(servers.endpointHost(), ca, spec.database().masterUser(),
                        spec.database().masterPassword()),
                EndpointSocketFactory.properties(servers.endpointHost(), ca, APP_ROLE, app)));
        progress.accept("Loading the blog");
        workload.load(APP_ROLE);
        progress.accept("Starting the tasks of blog-api");
        for (String address : EcsSeed.addresses(world.home(), EcsSeed.API, TASKS)) {
            workload.start(address.startsWith("127.") ? address : null);
        }
        return workload;
    }

    private static Spec spec(World world, Path home, DrillCa ca) {
        Duration archiveTimeout = world.pace() == Pace.BRISK ? Spec.Size.BRISK : Spec.Size.REALISTIC;
        Spec.Size small = Spec.Size.small(archiveTimeout);
        return new Spec(home, new Spec.Endpoint(ChapterSeed.address(ChapterSeed.BLOG), WISHED_PORT),
                new Spec.Database("blogdb", "blog_admin", Password.random()),
                new Spec.Zones(World.HOME + "a", Optional.of(World.HOME + "c")),
                new Spec.Size(small.vcpus(), small.memoryBytes(), small.storageBytes(), archiveTimeout, parameters(world)), ca);
    }

    /// What the instance's parameter group sets, so that the group tells the truth. What RDS adds to PostgreSQL has no server.
    private static Map<String, String> parameters(World world) {
        Map<String, String> own = new LinkedHashMap<>();
        ParameterGroup group = world.home().parameterGroup("blog-pg16");
        if (group != null) {
            for (ParameterGroup.Parameter p : group.parameters()) {
                String value = p.value();
                if (value != null && p.source().equals("user") && !p.name().startsWith("rds.")) {
                    own.put(p.name(), value);
                }
            }
        }
        return own;
    }

    @Override
    public int port() {
        return servers.endpointPort();
    }

    @Override
    public String url() {
        Spec.Database database = spec.database();
        return "postgresql://" + database.masterUser() + ":" + database.masterPassword().value() + "@" + servers.endpointHost() + ":"
                + port()
                + "/" + database.name() + "?hostaddr=127.0.0.1&sslmode=verify-full&sslrootcert=" + certificateAuthority();
    }

    @Override
    public Login login() {
        Spec.Database database = spec.database();
        return new Login(database.masterUser(), database.masterPassword().value(), database.name());
    }

    @Override
    public List<String> tasks() {
        return workload.tasks().stream().map(Task::id).toList();
    }

    @Override
    public void hang(String task) {
        workload.hang(task);
    }

    @Override
    public Path certificateAuthority() {
        return spec.ca().caPem();
    }

    @Override
    public Instant certificateEnds() {
        return servers.certificate().validTill();
    }

    @Override
    public String serverVersion() {
        return servers.serverVersion().split(" ", 2)[0];
    }

    @Override
    public String zone() {
        return servers.primaryAz();
    }

    @Override
    public boolean standbyReady() {
        return servers.standbyInSync();
    }

    @Override
    public void failover() throws IOException {
        servers.failover((phase, when) -> LOG.log(Level.DEBUG, "{0} at {1}", phase, when));
    }

    @Override
    public void reboot() throws IOException {
        servers.reboot();
    }

    @Override
    public void snapshot(String snapshotId, IntConsumer percent) throws IOException {
        servers.snapshot(copy(snapshotId), percent);
    }

    @Override
    public void dropSnapshot(String snapshotId) throws IOException {
        delete(copy(snapshotId));
    }

    /// Automated snapshots have a colon in their name, which not every file system takes.
    private Path copy(String snapshotId) {
        return kept.resolve(snapshotId.replace(':', '_'));
    }

    @Override
    public @Nullable Window restoreWindow() {
        try {
            var window = servers.restoreWindow();
            return new Window(window.earliest(), window.latest());
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "no restore window yet", e);
            return null;
        }
    }

    @Override
    public List<Metric> metrics() {
        return measurements.metrics();
    }

    @Override
    public List<Sample> samples(String metric, Instant from, Instant to) {
        return measurements.samples(metric, from, to);
    }

    @Override
    public List<LogFile> logFiles() throws IOException {
        return servers.logFiles().stream().map(f -> new LogFile(f.name(), f.lastWritten(), f.size())).toList();
    }

    @Override
    public Portion readLog(String name, long from, int most) throws IOException {
        var portion = servers.readLog(name, from, most);
        return new Portion(portion.text(), portion.next(), portion.more());
    }

    @Override
    public void close() {
        workload.close();
        try {
            servers.close();
            delete(kept);
        } catch (IOException e) {
            LOG.log(Level.WARNING, "the drill left something in " + kept, e);
        }
    }

    private static void delete(Path directory) throws IOException {
        try (var files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (NoSuchFileException e) {
            LOG.log(Level.DEBUG, "{0} is gone already", directory);
        }
    }
}
