package dev.howdah.sql.session;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// A wait that any thread can end, and the wish to end what runs.
final class Pause {
    private final Semaphore woken = new Semaphore(0);
    private volatile boolean stopping;

    /// Waits.
    ///
    /// @return whether it was told to stop meanwhile; an interrupt is such a word too, and stays set
    boolean await(long millis) {
        try {
            return woken.tryAcquire(millis, TimeUnit.MILLISECONDS) || stopping;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    void stop() {
        stopping = true;
        woken.release();
    }

    boolean isStopping() { return stopping; }

    /// Begins anew.
    void reset() {
        stopping = false;
        woken.drainPermits();
    }
}
