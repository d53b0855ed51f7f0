package dev.howdah.ui;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import javafx.application.Platform;

/// Watches the JavaFX thread: a probe is sent again as soon as the one before came back. Of each probe it keeps how long it
/// was away, how much of that the thread computed, and, when it was away for long, whether the program's own code was met
/// there. The toolkit's waiting for its software renderer counts as time away and not as computing.
public final class Stalls implements AutoCloseable {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final long LONG_MS = 50;

    /// @param away from sending the probe until the JavaFX thread ran it, by that thread's own reading of the clock: when this
    /// watcher was woken afterwards says nothing about the JavaFX thread
    /// @param computing processor time of the JavaFX thread meanwhile
    /// @param ours the program's own frames met on the thread after 50 ms if it waited there, empty when there were none;
    /// a thread that only lacks a processor, because others have it, does not wait
    public record Probe(Duration away, Duration computing, List<String> ours) {}

    private final List<Probe> probes = new ArrayList<>();
    private volatile boolean stopped;
    private final long javaFx;
    private final Thread thread;

    public Stalls() {
        javaFx = Screens.onFx(() -> Thread.currentThread().threadId());
        thread = Thread.ofPlatform().daemon().name("stalls").start(this::watch);
    }

    private void watch() {
        while (!stopped) {
            var back = new CountDownLatch(1);
            var answered = new AtomicLong();
            long sent = System.nanoTime();
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
                    probes.add(new Probe(Duration.ofNanos(answered.get() - sent),
                            Duration.ofNanos(THREADS.getThreadCpuTime(javaFx) - computed), ours));
                }
                TimeUnit.MILLISECONDS.sleep(1);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
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
