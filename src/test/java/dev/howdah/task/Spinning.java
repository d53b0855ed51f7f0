package dev.howdah.task;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Keeps every processor that virtual threads run on busy, so that none that waits is scheduled before it is closed.
public final class Spinning implements AutoCloseable {
    private final int processors = Runtime.getRuntime().availableProcessors();
    private final CountDownLatch begun = new CountDownLatch(processors);
    private volatile boolean over;

    /// @throws IllegalStateException when they are not all busy within ten seconds
    public Spinning() throws InterruptedException {
        for (int i = 0; i < processors; i++) {
            Thread.ofVirtual().name("spinning").start(() -> {
                begun.countDown();
                while (!over) {
                    Thread.onSpinWait();
                }
            });
        }
        if (!begun.await(10, TimeUnit.SECONDS)) {
            close();
            throw new IllegalStateException("not all processors are busy");
        }
    }

    @Override
    public void close() {
        over = true;
    }
}
