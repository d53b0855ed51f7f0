package dev.howdah.drill;

import dev.howdah.drill.world.Application;
import dev.howdah.drill.world.Blueprint;
import dev.howdah.drill.world.DataPlane;
import dev.howdah.drill.world.Vault;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Stands where real servers would, so that the wire can be tested without them: it does at once what it is told.
final class FakeServers implements DataPlane {
    static final Instant FIRST_SAMPLE = Instant.parse("2026-11-24T11:30:00Z");
    final List<String> done = new CopyOnWriteArrayList<>();
    private final List<String> tasks = new CopyOnWriteArrayList<>(List.of("0a1b2c3d", "1b2c3d4e", "2c3d4e5f"));
    /// Longer than what a list of keys shows of a statement.
    static final String LONG = "ALTER TABLE posts ADD COLUMN status varchar(20) NOT NULL DEFAULT 'draft' /* " + "ä".repeat(400) + " */";
    private static final String LOG = "error/postgresql.log.2026-11-24-11";
    private final Path log;
    private final int port;

    FakeServers(Path log) {
        this(log, 15_432);
    }

    /// @param port where something answers for the database
    FakeServers(Path log, int port) {
        this.log = log;
        this.port = port;
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public String serverVersion() {
        return "16.15";
    }

    @Override
    public String url() {
        return "postgresql://blog_admin@127.0.0.1:15432/blogdb";
    }

    @Override
    public Login login() {
        return new Login("blog_admin", "fake-password", "blogdb");
    }

    @Override
    public Application application() {
        return new Application() {
            @Override
            public List<String> tasks() {
                return List.copyOf(tasks);
            }

            @Override
            public void start(String task, String address) {
                tasks.add(task);
                done.add("start " + task);
            }

            @Override
            public void stop(String task) {
                tasks.remove(task);
                done.add("stop " + task);
            }

            @Override
            public void hang(String task) {
                done.add("hang " + task);
            }

            @Override
            public String rotate() {
                done.add("rotate");
                return "rotated";
            }

            @Override
            public void renew() {
                done.add("renew");
            }

            @Override
            public Traffic traffic() {
                return new Traffic(0, 0);
            }

            @Override
            public void close() {
                tasks.clear();
            }
        };
    }

    @Override
    public Vault vault() {
        return new Vault() {
            @Override
            public boolean holds(String snapshotId) {
                return done.contains("snapshot " + snapshotId);
            }

            @Override
            public void copy(String snapshotId, String newId, IntConsumer percent) {
                done.add("copy " + snapshotId + " " + newId);
                done.add("snapshot " + newId);
            }

            @Override
            public void drop(String snapshotId) {
                done.add("drop " + snapshotId);
            }

            @Override
            public DataPlane create(Blueprint to, Login login, Consumer<String> progress) {
                done.add("create " + to.host());
                return new FakeServers(log, port);
            }

            @Override
            public Path certificateAuthority() {
                return log;
            }

            @Override
            public DataPlane restore(Blueprint to, String snapshotId, Consumer<String> progress) {
                done.add("restore " + snapshotId + " " + to.host());
                return new FakeServers(log, port);
            }

            @Override
            public void close() {
                // nothing was kept
            }
        };
    }

    @Override
    public void reload(String parameterGroup) {
        done.add("reload " + parameterGroup);
    }

    @Override
    public void reconfigure(String host, String parameterGroup) {
        done.add("reconfigure " + host + " " + parameterGroup);
    }

    @Override
    public void standby(@Nullable String zone) {
        done.add("standby " + zone);
    }

    @Override
    public void setMasterPassword(String password) {
        done.add("password");
    }

    @Override
    public DataPlane restore(Blueprint to, Instant target, Consumer<String> progress) {
        done.add("restore " + target + " " + to.host());
        return new FakeServers(log, port);
    }

    @Override
    public void retire() {
        done.add("retire");
    }

    @Override
    public Path certificateAuthority() {
        return log;
    }

    @Override
    public String zone() {
        return done.contains("failover") ? "ap-northeast-2c" : "ap-northeast-2a";
    }

    @Override
    public boolean standbyReady() {
        return !done.contains("failover");
    }

    @Override
    public void failover() {
        done.add("failover");
    }

    @Override
    public void enlarge(int gib) {
        done.add("enlarge " + gib);
    }

    @Override
    public void reboot() throws IOException {
        throw new IOException("this one does not come back");
    }

    @Override
    public void snapshot(String snapshotId, IntConsumer percent) {
        percent.accept(40);
        done.add("snapshot " + snapshotId);
    }

    @Override
    public @Nullable Window restoreWindow() {
        return new Window(FIRST_SAMPLE, Instant.parse("2026-11-24T11:59:12Z"));
    }

    @Override
    public Instant certificateEnds() {
        return FIRST_SAMPLE.plusSeconds(86_400);
    }

    @Override
    public List<Metric> metrics() {
        return List.of(new Metric("CPUUtilization", "Percent"), new Metric("FreeStorageSpace", "Bytes"));
    }

    /// One sample every five seconds for half an hour: 0, 1, 2 …
    @Override
    public List<Sample> samples(String metric, Instant from, Instant to) {
        return IntStream.range(0, 360).mapToObj(i -> new Sample(FIRST_SAMPLE.plusSeconds(5L * i), i))
                .filter(s -> !s.at().isBefore(from) && s.at().isBefore(to)).toList();
    }

    /// A look each second for half an hour, none in the two minutes from 11:40 on: one session on the CPU; in every second look one that
    /// reads; for five minutes from 11:45 on six that wait for a lock.
    @Override
    public List<Look> load(Instant from, Instant to) {
        return IntStream.range(0, 1800).filter(i -> i < 600 || i >= 720).mapToObj(FakeServers::look)
                .filter(l -> !l.at().isBefore(from) && l.at().isBefore(to)).toList();
    }

    private static Look look(int second) {
        var sessions = new ArrayList<Active>();
        sessions.add(active("SELECT * FROM posts WHERE id = " + second % 7, 11, "blog_app", "10.0.1.15", "", ""));
        if (second % 2 == 0) {
            sessions.add(active("SELECT count(*) FROM comments", 12, "blog_app", "10.0.1.16", "IO", "DataFileRead"));
        }
        if (second >= 900 && second < 1200) {
            IntStream.range(0, 6).forEach(i -> sessions.add(active(LONG, 0, "blog_admin", "10.0.1." + (20 + i), "Lock", "relation")));
        }
        return new Look(FIRST_SAMPLE.plusSeconds(second), sessions);
    }

    private static Active active(String sql, long queryId, String user, String host, String waitType, String waitEvent) {
        return new Active(sql, queryId, user, "blogdb", host, host.endsWith("15") ? "" : "blog-api", "client backend", waitType, waitEvent);
    }

    @Override
    public int vcpus() {
        return 2;
    }

    @Override
    public List<LogFile> logFiles() throws IOException {
        return List.of(new LogFile(LOG, FIRST_SAMPLE, Files.size(log)));
    }

    @Override
    public Portion readLog(String name, long from, int most) throws IOException {
        if (!name.equals(LOG)) {
            throw new NoSuchFileException(name);
        }
        byte[] all = Files.readAllBytes(log);
        int to = (int) Math.min(all.length, from + most);
        return new Portion(new String(all, (int) from, to - (int) from, StandardCharsets.UTF_8), to, to < all.length);
    }

    @Override
    public void close() {
        done.add("close");
    }
}
