package dev.howdah.task;

import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.Deque;

/// What a view holds while it is shown: followings and reads. Closing it ends them, newest first.
public final class Scope implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Scope.class.getName());
    /// Guarded by `this`.
    private final Deque<AutoCloseable> held = new ArrayDeque<>();

    public synchronized <C extends AutoCloseable> C hold(C handle) {
        held.push(handle);
        return handle;
    }

    @Override
    public synchronized void close() {
        while (!held.isEmpty()) {
            try {
                held.pop().close();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (Exception e) {
                LOG.log(Level.WARNING, "a handle refused to close", e);
            }
        }
    }
}
