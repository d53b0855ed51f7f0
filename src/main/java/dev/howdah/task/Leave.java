package dev.howdah.task;

/// The handle of one who looks, reads or waits beside others: leaving counts once, however often it is closed, and wakes whoever
/// looks after the place.
public final class Leave implements AutoCloseable {
    private final Object place;
    private final Runnable leaving;
    private boolean left;

    /// @param place the monitor that guards what `leaving` changes
    public Leave(Object place, Runnable leaving) {
        this.place = place;
        this.leaving = leaving;
    }

    @Override
    public void close() {
        synchronized (place) {
            if (!left) {
                left = true;
                leaving.run();
                place.notifyAll();
            }
        }
    }
}
