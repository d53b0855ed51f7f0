package dev.howdah.ops.reach;

import dev.howdah.model.Problem;
import dev.howdah.model.Sentences;
import dev.howdah.sql.session.Database;
import dev.howdah.task.Time;
import dev.howdah.task.Work;
import dev.howdah.tunnel.forward.Connection;
import dev.howdah.tunnel.forward.Tunnel;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What an application feels of a failover, measured from the last answer on one monotonic clock: when the name answers
/// differently, when the port answers, when `SELECT 1` does, and when a write does.
public final class Stopwatch implements AutoCloseable {
    /// The first message of a client that wants TLS (PostgreSQL manual, 55.7, SSLRequest); a server answers it with one byte.
    private static final byte[] TLS_PLEASE = {0, 0, 0, 8, 4, (byte) 210, 22, 47};
    /// A temporary table in a transaction that is rolled back: it proves that the server takes writes and touches nobody's data.
    private static final String WRITE = "BEGIN READ WRITE; CREATE TEMP TABLE howdah_probe (x int) ON COMMIT DROP; ROLLBACK";
    private static final Duration DNS_EVERY = Duration.ofSeconds(1);

    /// @param after from the last answer; null when it did not happen
    /// @param words what was seen
    public record Mark(String what, @Nullable Duration after, String words) {}

    private final Tunnel tunnel;
    private final Time time;
    private final Work work;
    /// Guarded by `this`, as are the fields below.
    private final List<Mark> marks = new ArrayList<>();
    private Instant lastGood;
    private long lastGoodNanos;
    private boolean running;
    private boolean portAnswered;
    private @Nullable String addressBefore;
    private @Nullable Thread names;

    Stopwatch(Tunnel tunnel, Time time, Work work) {
        this.tunnel = tunnel;
        this.time = time;
        this.work = work;
        lastGood = time.now();
        lastGoodNanos = time.nanos();
        work.background("name", () -> {
            String address = address();
            synchronized (this) {
                addressBefore = address;
            }
        });
    }

    /// An answer came.
    synchronized void good() {
        lastGood = time.now();
        lastGoodNanos = time.nanos();
        running = false;
    }

    /// No answer came: everything is measured from the last one.
    synchronized void begin() {
        marks.clear();
        running = true;
        portAnswered = false;
        Thread before = names;
        if (before == null || !before.isAlive()) {
            names = work.background("names", this::watchName);
        }
    }

    synchronized Ways.Outage outage(@Nullable Instant good) {
        return new Ways.Outage(lastGood, good, since(), List.copyOf(marks));
    }

    private synchronized Duration since() {
        return Duration.ofNanos(time.nanos() - lastGoodNanos);
    }

    private synchronized void mark(String what, String words) {
        marks.add(new Mark(what, since(), words));
    }

    /// Whether the server's port answers. Where it does not, the session is given up: it may lead to where the primary was.
    void tryPort() throws InterruptedException {
        try (Connection c = tunnel.connect(Tunnel.Use.INTERACTIVE, Duration.ofSeconds(10))) {
            c.readTimeout(1500);
            c.out().write(TLS_PLEASE);
            int answer = c.in().read();
            if (answer == 'S' || answer == 'N') {
                portAnswered();
                return;
            }
            tunnel.renew();
        } catch (IOException e) {
            tunnel.renew();
            System.getLogger(Stopwatch.class.getName()).log(System.Logger.Level.DEBUG, "the port does not answer yet", e);
        }
    }

    /// The ladder climbs again: a port that the probe found shut may answer to the login that follows it.
    void climbed(Ladder ladder) {
        if (ladder.step(Ladder.Rung.TCP).outcome() == Ladder.Outcome.HOLDS) {
            portAnswered();
        }
    }

    private synchronized void portAnswered() {
        if (!portAnswered) {
            mark("TCP", "the server's port answers");
        }
        portAnswered = true;
    }

    /// A session is open and proven again; now the write.
    void answered(Database database) {
        mark("SELECT 1", "answered");
        try {
            database.run(WRITE, Duration.ofSeconds(5));
            mark("write", "a temporary table was made and rolled back");
        } catch (Problem.Thrown e) {
            synchronized (this) {
                marks.add(new Mark("write", null, Sentences.happened(e.problem())));
            }
        }
    }

    private void watchName() {
        try {
            while (true) {
                String now = address();
                synchronized (this) {
                    if (!running) {
                        return;
                    }
                    if (now == null && addressBefore == null) {
                        marks.add(new Mark("DNS", null, "not resolvable from here"));
                        return;
                    }
                    if (now != null && !now.equals(addressBefore)) {
                        mark("DNS", "answers " + now);
                        addressBefore = now;
                        return;
                    }
                }
                time.sleep(DNS_EVERY);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private @Nullable String address() {
        try {
            return InetAddress.getByName(tunnel.destination().host()).getHostAddress();
        } catch (UnknownHostException e) {
            return null;
        }
    }

    @Override
    public synchronized void close() {
        running = false;
        Thread watching = names;
        if (watching != null) {
            watching.interrupt();
        }
    }
}
