package dev.howdah.drill.world;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.function.Consumer;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The practice account: its regions, its clock, its pace. A region that was never used is there, and empty.
public final class World implements AutoCloseable {
    public static final String ACCOUNT = "123456789012";
    public static final String HOME = "ap-northeast-2";
    private static final Logger LOG = Logger.getLogger(World.class.getName());
    private final Map<String, Region> regions = new ConcurrentHashMap<>();
    private final DrillClock clock;
    private final Pace pace;

    public World(DrillClock clock, Pace pace) {
        this.clock = clock;
        this.pace = pace;
    }

    public Region region(String name) {
        return regions.computeIfAbsent(name, n -> new Region(ACCOUNT, n));
    }

    /// The region in which the chapter's stack lives.
    public Region home() {
        return region(HOME);
    }

    public DrillClock clock() {
        return clock;
    }

    public Pace pace() {
        return pace;
    }

    /// Has servers do a piece of work and then `done`; without servers, lets `usual` pass and then does it. Servers of a
    /// practice size are quicker than RDS, so `usual` is also the least that it takes with them: a state that nobody can see
    /// teaches nothing. When the servers fail, `failed` is told instead.
    public void work(String name, @Nullable DataPlane servers, ServerWork real, Duration usual, Consumer<Instant> done,
            Consumer<Exception> failed) {
        if (servers == null) {
            clock.after(usual, done);
            return;
        }
        Instant earliest = clock.now().plus(usual);
        Thread.ofVirtual().name("drill-" + name).start(() -> {
            try {
                real.run(servers);
                Duration left = Duration.between(clock.now(), earliest);
                clock.after(left.isNegative() ? Duration.ZERO : left, done);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (Exception e) {
                LOG.log(Level.WARNING, "drill: " + name + " failed", e);
                failed.accept(e);
            }
        });
    }

    /// Work that real servers do.
    @FunctionalInterface
    public interface ServerWork {
        void run(DataPlane servers) throws Exception;
    }

    @Override
    public void close() {
        clock.close();
    }
}
