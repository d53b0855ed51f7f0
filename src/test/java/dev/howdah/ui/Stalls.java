package dev.howdah.ui;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javafx.application.Platform;

/// Measures how long the JavaFX thread is kept from its work: a probe is sent again as soon as the one before came back,
/// and the longest way is what a user would have felt.
public final class Stalls implements AutoCloseable {
    private final List<Long> nanos = new ArrayList<>();
    private volatile boolean stopped;
    private final Thread thread = Thread.ofPlatform().daemon().name("stalls").start(this::watch);

    private void watch() {
        while (!stopped) {
            var back = new CountDownLatch(1);
            long sent = System.nanoTime();
            Platform.runLater(back::countDown);
            try {
                if (!back.await(10, TimeUnit.SECONDS)) {
                    return;
                }
                synchronized (nanos) {
                    nanos.add(System.nanoTime() - sent);
                }
                TimeUnit.MILLISECONDS.sleep(1);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    public Duration longest() {
        synchronized (nanos) {
            return Duration.ofNanos(nanos.stream().mapToLong(Long::longValue).max().orElse(0));
        }
    }

    public Duration quantile(double share) {
        synchronized (nanos) {
            long[] sorted = nanos.stream().mapToLong(Long::longValue).sorted().toArray();
            return sorted.length == 0 ? Duration.ZERO : Duration.ofNanos(sorted[(int) Math.min(sorted.length - 1, sorted.length * share)]);
        }
    }

    public int probes() {
        synchronized (nanos) {
            return nanos.size();
        }
    }

    /// Forgets what was measured so far.
    public void reset() {
        synchronized (nanos) {
            nanos.clear();
        }
    }

    @Override
    public void close() throws InterruptedException {
        stopped = true;
        thread.join(Duration.ofSeconds(10));
    }
}
