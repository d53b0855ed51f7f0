package dev.howdah.drill;

import dev.howdah.drill.postgres.Origin;
import dev.howdah.drill.postgres.Password;
import dev.howdah.drill.postgres.Servers;
import dev.howdah.drill.postgres.practice.Ground;
import dev.howdah.drill.world.Application;
import dev.howdah.drill.world.Blueprint;
import dev.howdah.drill.world.ChapterSeed;
import dev.howdah.drill.world.DataPlane;
import dev.howdah.drill.world.Vault;
import dev.howdah.drill.world.World;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/// The real servers behind one instance, as the account sees them.
final class PostgresServers implements DataPlane {
    private static final System.Logger LOG = System.getLogger(PostgresServers.class.getName());
    private static final int WISHED_PORT = 5432;
    private final MachineRoom room;
    private final Servers servers;
    private final Measurements measurements;
    private final @Nullable Application application;
    /// Since when which login of the master user holds. Guarded by itself.
    private final NavigableMap<Instant, Login> logins = new TreeMap<>();

    PostgresServers(MachineRoom room, Servers servers, Login login) {
        this(room, servers, login, null);
    }

    private PostgresServers(MachineRoom room, Servers servers, Login login, @Nullable Application application) {
        this.room = room;
        this.servers = servers;
        this.application = application;
        this.measurements = new Measurements(servers.metrics(), servers.load());
        logins.put(Instant.EPOCH, login);
    }

    /// Builds blog-db: primary, standby and endpoint, with the blog and its tasks on it.
    static DataPlane start(World world, Consumer<String> progress) throws IOException {
        MachineRoom room = MachineRoom.open(world);
        world.home().keep(room);
        try {
            var login = new Login("blog_admin", Password.random().value(), "blogdb");
            var plan = new Blueprint(ChapterSeed.address(ChapterSeed.BLOG), World.HOME + "a", World.HOME + "c", "blog-pg16", 20);
            Servers servers = Servers.create(room.spec(plan, WISHED_PORT, login), progress);
            try {
                return new PostgresServers(room, servers, login, BlogApplication.load(world, room.ca(), servers, login, progress));
            } catch (IOException | RuntimeException e) {
                servers.close();
                throw e;
            }
        } catch (IOException | RuntimeException e) {
            room.close();
            throw e;
        }
    }

    /// The same servers as scenarios handle them.
    Ground ground() {
        return new Ground(servers, room.ca().caPem(), login().database());
    }

    @Override
    public int port() {
        return servers.endpointPort();
    }

    @Override
    public String url() {
        Login login = login();
        return "postgresql://" + login.user() + ":" + URLEncoder.encode(login.password(), StandardCharsets.UTF_8) + "@"
                + servers.endpointHost() + ":" + port() + "/"
                + login.database() + "?hostaddr=127.0.0.1&sslmode=verify-full&sslrootcert=" + certificateAuthority();
    }

    @Override
    public Login login() {
        return login(Instant.now());
    }

    private Login login(Instant at) {
        synchronized (logins) {
            return logins.floorEntry(at).getValue();
        }
    }

    @Override
    public @Nullable Application application() {
        return application;
    }

    @Override
    public Vault vault() {
        return room;
    }

    @Override
    public Path certificateAuthority() {
        return room.ca().caPem();
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
    public void enlarge(int gib) {
        servers.enlarge((long) gib << 30);
    }

    @Override
    public void reboot() throws IOException {
        servers.reboot();
    }

    @Override
    public void reconfigure(String host, String parameterGroup) throws IOException {
        servers.restart(servers.spec().withHost(host).withParameters(room.parameters(parameterGroup)));
    }

    @Override
    public void reload(String parameterGroup) throws IOException {
        servers.reload(room.parameters(parameterGroup));
    }

    @Override
    public void standby(@Nullable String zone) throws IOException {
        if (zone == null) {
            servers.dropStandby();
        } else {
            servers.addStandby(zone);
        }
    }

    @Override
    public void setMasterPassword(String password) throws IOException {
        Login old = login();
        servers.setPassword(old.user(), new Password(password));
        synchronized (logins) {
            logins.put(Instant.now(), new Login(old.user(), password, old.database()));
        }
    }

    @Override
    public DataPlane restore(Blueprint to, Instant target, Consumer<String> progress) throws IOException {
        return room.build(to, new Origin.At(servers, target), login(target), progress);
    }

    @Override
    public void retire() throws IOException {
        servers.retire();
    }

    @Override
    public void snapshot(String snapshotId, IntConsumer percent) throws IOException {
        room.take(snapshotId, servers, login(), percent);
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
    public List<Look> load(Instant from, Instant to) {
        return measurements.load(from, to);
    }

    @Override
    public int vcpus() {
        return servers.spec().size().vcpus();
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
        try {
            servers.close();
        } catch (IOException e) {
            LOG.log(Level.WARNING, "servers of " + servers.endpointHost() + " did not end cleanly", e);
        }
    }
}
