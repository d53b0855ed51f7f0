package dev.howdah.ui;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import javafx.application.Platform;

/// Watches the JavaFX thread: a probe is sent again as soon as the one before came back. Of each probe it keeps how long it
/// was away, how much of that the thread computed, and, when it was away for long, whether the program's own code was met
/// there. The toolkit's waiting for its software renderer counts as time away and not as computing. Where the system tells it
/// (Linux, `/proc/self/task/*/schedstat`), the time for which the JavaFX thread and the renderer were ready and others had the
/// processors is kept beside it.
public final class Stalls implements AutoCloseable {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final long LONG_MS = 50;

    /// @param away from sending the probe until the JavaFX thread ran it, by that thread's own reading of the clock: when this
    /// watcher was woken afterwards says nothing about the JavaFX thread
    /// @param queued how much of that the JavaFX thread and the renderer waited for a processor; zero where the system does not tell
    /// @param computing processor time of the JavaFX thread meanwhile
    /// @param ours the program's own frames met on the thread after 50 ms if it waited there, empty when there were none;
    /// a thread that only lacks a processor, because others have it, does not wait
    public record Probe(Duration away, Duration queued, Duration computing, List<String> ours) {
        /// What is left when the machine had processors for everybody.
        public Duration blocked() {
            return away.minus(queued);
        }
    }

    private final List<Probe> probes = new ArrayList<>();
    private volatile boolean stopped;
    private final long javaFx;
    private final List<Path> threads;
    private final Thread thread;

    public Stalls() {
        javaFx = Screens.onFx(() -> Thread.currentThread().threadId());
        threads = tasks();
        thread = Thread.ofPlatform().daemon().name("stalls").start(this::watch);
    }

    private void watch() {
        while (!stopped) {
            var back = new CountDownLatch(1);
            var answered = new AtomicLong();
            long sent = System.nanoTime();
            long queued = queued();
            long computed = THREADS.getThreadCpuTime(javaFx);
            Platform.runLater(() -> {
                answered.set(System.nanoTime());
                back.countDown();
            });
            try {
                List<String> ours = back.await(LONG_MS, TimeUnit.MILLISECONDS) ? List.of() : ours();
                if (!back.await(10, TimeUnit.SECONDS)) {
                    ours = List.of("no answer within 10 s");
                    answered.set(System.nanoTime());
                }
                synchronized (probes) {
                    probes.add(new Probe(Duration.ofNanos(answered.get() - sent), Duration.ofNanos(queued() - queued),
                            Duration.ofNanos(THREADS.getThreadCpuTime(javaFx) - computed), ours));
                }
                TimeUnit.MILLISECONDS.sleep(1);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private static List<Path> tasks() {
        var found = new ArrayList<Path>();
        Path tasks = Path.of("/proc/self/task");
        if (!Files.isDirectory(tasks)) {
            return List.of();
        }
        try (var each = Files.newDirectoryStream(tasks)) {
            for (Path task : each) {
                String name = name(task);
                // the kernel keeps 15 characters of a name
                if (name.startsWith("JavaFX Applicat") || name.startsWith("QuantumRenderer")) {
                    found.add(task.resolve("schedstat"));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return found;
    }

    /// Empty for a thread that ended since it was listed.
    private static String name(Path task) throws IOException {
        try {
            return Files.readString(task.resolve("comm"));
        } catch (IOException e) {
            if (Files.exists(task)) {
                throw e;
            }
            return "";
        }
    }

    /// Nanoseconds for which they were ready and did not run, since they began.
    private long queued() {
        long sum = 0;
        for (Path each : threads) {
            try {
                sum += Long.parseLong(Files.readString(each).split(" ")[1]);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return sum;
    }

    private List<String> ours() {
        ThreadInfo info = THREADS.getThreadInfo(javaFx, 200);
        if (info.getThreadState() == Thread.State.RUNNABLE) {
            return List.of();
        }
        return java.util.Arrays.stream(info.getStackTrace()).filter(f -> f.getClassName().startsWith("dev.howdah"))
                .map(StackTraceElement::toString).toList();
    }

    public List<Probe> probes() {
        synchronized (probes) {
            return List.copyOf(probes);
        }
    }

    @Override
    public void close() throws InterruptedException {
        stopped = true;
        thread.join(Duration.ofSeconds(10));
    }
}
