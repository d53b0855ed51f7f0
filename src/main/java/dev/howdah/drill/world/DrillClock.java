package dev.howdah.drill.world;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/// The account's time, and what is due in it. It runs with the machine's clock unless it was stopped; a test turns it, and
/// what falls due on the way happens in order, each at its own time, before `advance` returns.
public final class DrillClock implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(DrillClock.class.getName());
    private final ReentrantLock lock = new ReentrantLock();
    private final ReentrantLock running = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final PriorityQueue<Timer> timers = new PriorityQueue<>(
            Comparator.comparing(Timer::due).thenComparingLong(Timer::order));
    private final boolean stopped;
    private Instant held;
    private Duration ahead = Duration.ZERO;
    private long order;
    private boolean started;
    private boolean closed;

    private DrillClock(boolean stopped, Instant start) {
        this.stopped = stopped;
        this.held = start;
    }

    /// A clock that runs.
    public static DrillClock real() {
        return new DrillClock(false, Instant.now());
    }

    /// A clock that stands until it is advanced.
    public static DrillClock stoppedAt(Instant start) {
        return new DrillClock(true, start);
    }

    /// Now, in milliseconds, which is as fine as AWS tells time.
    public Instant now() {
        lock.lock();
        try {
            return (stopped ? held : Instant.now().plus(ahead)).truncatedTo(ChronoUnit.MILLIS);
        } finally {
            lock.unlock();
        }
    }

    /// Does `what` once `delay` has passed; it is given the time at which it was due.
    public void after(Duration delay, Consumer<Instant> what) {
        lock.lock();
        try {
            timers.add(new Timer(now().plus(delay), order++, what));
            if (!stopped && !started && !closed) {
                started = true;
                Thread.ofPlatform().daemon().name("drill-clock").start(this::run);
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// Turns the clock forward, doing all that falls due.
    public void advance(Duration by) {
        running.lock();
        try {
            Instant end = now().plus(by);
            for (Timer timer = due(end); timer != null; timer = due(end)) {
                moveTo(timer.due);
                timer.what.accept(timer.due);
            }
            moveTo(end);
        } finally {
            running.unlock();
        }
    }

    private @Nullable Timer due(Instant end) {
        lock.lock();
        try {
            Timer first = timers.peek();
            return first == null || first.due.isAfter(end) ? null : timers.poll();
        } finally {
            lock.unlock();
        }
    }

    private void moveTo(Instant instant) {
        lock.lock();
        try {
            if (instant.isAfter(now())) {
                ahead = Duration.between(Instant.now(), instant);
                held = instant;
            }
        } finally {
            lock.unlock();
        }
    }

    private void run() {
        while (awaitDue()) {
            try {
                advance(Duration.ZERO);
            } catch (RuntimeException e) {
                LOG.log(Level.SEVERE, "drill: what was due at this time failed", e);
            }
        }
    }

    private boolean awaitDue() {
        lock.lock();
        try {
            while (!closed) {
                Timer first = timers.peek();
                if (first == null) {
                    changed.await();
                } else {
                    long nanos = Duration.between(now(), first.due).toNanos();
                    if (nanos <= 0) {
                        return true;
                    }
                    changed.awaitNanos(nanos);
                }
            }
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }

    /// Nothing more happens by itself.
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private record Timer(Instant due, long order, Consumer<Instant> what) {}
}
