package dev.howdah.drill;

import dev.howdah.drill.world.DataPlane;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Stands where real servers would, so that the wire can be tested without them: it does at once what it is told.
final class FakeServers implements DataPlane {
    static final Instant FIRST_SAMPLE = Instant.parse("2026-11-24T11:30:00Z");
    final List<String> done = new CopyOnWriteArrayList<>();
    private final Path log;

    FakeServers(Path log) {
        this.log = log;
    }

    @Override
    public int port() {
        return 15_432;
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
    public Path certificateAuthority() {
        return log;
    }

    @Override
    public void dropSnapshot(String snapshotId) {
        done.add("drop " + snapshotId);
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

    /// One sample every five seconds for half an hour: 0, 1, 2 …
    @Override
    public List<Metric> metrics() {
        List<Sample> samples = IntStream.range(0, 360).mapToObj(i -> new Sample(FIRST_SAMPLE.plusSeconds(5L * i), i)).toList();
        return List.of(new Metric("CPUUtilization", "Percent", samples), new Metric("FreeStorageSpace", "Bytes", samples));
    }

    @Override
    public List<LogFile> logFiles() {
        return List.of(new LogFile("error/postgresql.log.2026-11-24-11", log, FIRST_SAMPLE, log.toFile().length()));
    }

    @Override
    public void close() {
        done.add("close");
    }
}
