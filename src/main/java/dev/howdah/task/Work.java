package dev.howdah.task;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/// Starts named virtual threads and knows which are still running, so that a test can wait for *idle* instead of for
/// seconds, and closing leaves no thread behind.
public final class Work implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Work.class.getName());
    private final String name;
    private final Supplier<Thread.Builder> kind;
    private final Set<Thread> running = ConcurrentHashMap.newKeySet();
    private final AtomicInteger busy = new AtomicInteger();
    private volatile boolean closed;

    public Work(String name) {
        this(name, Thread::ofVirtual);
    }

    private Work(String name, Supplier<Thread.Builder> kind) {
        this.name = name;
        this.kind = kind;
    }

    /// Work for a command that ends as soon as it has its answer. A JVM that leaves with virtual threads' socket poller in
    /// native code waits 300 ms for it (`VM_Exit::wait_for_threads_in_native_to_block`); platform threads have no poller.
    public static Work ofCommand(String name) {
        return new Work(name, () -> Thread.ofPlatform().daemon());
    }

    /// Runs something that the user waits for: it counts as busy until it ends.
    public Thread start(String what, Runnable work) {
        busy.incrementAndGet();
        return launch(what, () -> {
            try {
                work.run();
            } finally {
                busy.decrementAndGet();
            }
        });
    }

    /// Runs something that never ends by itself, such as a poller: not counted as busy.
    public Thread background(String what, Runnable work) {
        return launch(what, work);
    }

    /// Runs `work` beside the caller; `get` on the result gives its value or its exception.
    public <T> FutureTask<T> ask(String what, Callable<T> work) {
        var task = new FutureTask<>(work);
        start(what, task);
        return task;
    }

    /// Whether nothing that the user waits for is running.
    public boolean idle() {
        return busy.get() == 0;
    }

    private Thread launch(String what, Runnable work) {
        if (closed) {
            throw new IllegalStateException(name + " is closed");
        }
        Thread thread = kind.get().name(name + "/" + what).unstarted(() -> {
            try {
                work.run();
            } catch (RuntimeException | Error e) {
                LOG.log(Level.ERROR, name + "/" + what + " ended by an exception of its own", e);
                throw e;
            } finally {
                running.remove(Thread.currentThread());
            }
        });
        running.add(thread);
        thread.start();
        return thread;
    }

    /// Interrupts all that still runs and waits up to five seconds for it to end.
    @Override
    public void close() {
        closed = true;
        running.forEach(Thread::interrupt);
        long deadline = System.nanoTime() + Duration.ofSeconds(5).toNanos();
        for (Thread thread : running) {
            try {
                if (thread != Thread.currentThread() && !thread.join(Duration.ofNanos(Math.max(1, deadline - System.nanoTime())))) {
                    LOG.log(Level.WARNING, "{0} did not end when told to", thread.getName());
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }
}
