package dev.howdah.drill.world;

import java.util.Map;
import java.util.Set;
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
    private final Trail trail = new Trail();
    private static final Logger LOG = Logger.getLogger(World.class.getName());
    private final Map<String, Region> regions = new ConcurrentHashMap<>();
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private final DrillClock clock;
    private final Pace pace;
    private final Logins logins;
    private final Set<Thread> workers = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    public World(DrillClock clock, Pace pace) {
        this.clock = clock;
        this.pace = pace;
        logins = new Logins(clock);
    }

    public Region region(String name) {
        return regions.computeIfAbsent(name, n -> new Region(ACCOUNT, n));
    }

    /// The region in which the chapter's stack lives.
    public Region home() {
        return region(HOME);
    }

    /// Who has been given credentials.
    public Logins logins() {
        return logins;
    }

    /// What was meant to change the account.
    public Trail trail() {
        return trail;
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
        work(name, servers == null ? null : () -> real.run(servers), usual, done, failed);
    }

    /// The same for work that is not of one set of servers.
    ///
    /// @param real null where there is none to do
    public void work(String name, @Nullable RealWork real, Duration usual, Consumer<Instant> done, Consumer<Exception> failed) {
        if (real == null) {
            clock.after(usual, done);
            return;
        }
        Instant earliest = clock.now().plus(usual);
        Thread worker = Thread.ofVirtual().name("drill-" + name).unstarted(() -> {
            try {
                real.run();
                Duration left = Duration.between(clock.now(), earliest);
                clock.after(left.isNegative() ? Duration.ZERO : left, done);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (Exception e) {
                if (!closed) {
                    LOG.log(Level.WARNING, "drill: " + name + " failed", e);
                    failed.accept(e);
                }
            } finally {
                workers.remove(Thread.currentThread());
            }
        });
        workers.add(worker);
        worker.start();
    }

    /// Work that real servers do.
    @FunctionalInterface
    public interface ServerWork {
        void run(DataPlane servers) throws Exception;
    }

    /// Work on real servers or files.
    @FunctionalInterface
    public interface RealWork {
        void run() throws Exception;
    }

    /// Nothing moves by itself any more, what is being worked on is given up, and all servers are stopped and removed.
    @Override
    public void close() {
        closed = true;
        clock.close();
        workers.forEach(Thread::interrupt);
        workers.forEach(World::join);
        regions.values().forEach(Region::close);
    }

    private static void join(Thread worker) {
        try {
            if (!worker.join(PATIENCE)) {
                LOG.log(Level.WARNING, "drill: {0} did not end when told to", worker.getName());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
