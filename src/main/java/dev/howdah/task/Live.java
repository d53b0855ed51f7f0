package dev.howdah.task;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/// The newest value of something that changes. A follower that is busy skips to the newest value instead of queueing
/// every one in between, so a slow screen can never make the process hold old fleets.
public final class Live<T> {
    private final AtomicReference<T> value;
    private final List<Following> followers = new CopyOnWriteArrayList<>();

    public Live(T initial) {
        value = new AtomicReference<>(initial);
    }

    public T get() {
        return value.get();
    }

    /// Publishes from any thread.
    public void set(T next) {
        value.set(next);
        followers.forEach(Following::announce);
    }

    /// Publishes what `change` makes of the newest value; `change` may run more than once.
    public T update(UnaryOperator<T> change) {
        T next = value.updateAndGet(change);
        followers.forEach(Following::announce);
        return next;
    }

    /// Shows the value now and after each change, on `executor`, until the handle is closed.
    public AutoCloseable follow(Executor executor, Consumer<T> see) {
        var following = new Following(executor, see);
        followers.add(following);
        following.announce();
        return following;
    }

    /// Waits until the value is as wanted, at most so long.
    ///
    /// @return the value that was wanted, or the newest when the time is over
    public T await(Predicate<T> wanted, Duration most) throws InterruptedException {
        long deadline = System.nanoTime() + most.toNanos();
        var changed = new Semaphore(0);
        var following = new Following(Runnable::run, _ -> changed.release());
        followers.add(following);
        try {
            while (true) {
                T now = value.get();
                if (wanted.test(now) || !changed.tryAcquire(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                    return now;
                }
            }
        } finally {
            following.close();
        }
    }

    /// How many follow: a view that was closed and still follows is a leak.
    public int followers() {
        return followers.size();
    }

    private final class Following implements AutoCloseable {
        private final Executor executor;
        private final Consumer<T> see;
        private final AtomicBoolean pending = new AtomicBoolean();
        private volatile boolean closed;

        Following(Executor executor, Consumer<T> see) {
            this.executor = executor;
            this.see = see;
        }

        void announce() {
            if (!closed && pending.compareAndSet(false, true)) {
                executor.execute(() -> {
                    pending.set(false);
                    if (!closed) {
                        see.accept(value.get());
                    }
                });
            }
        }

        @Override
        public void close() {
            closed = true;
            followers.remove(this);
        }
    }
}
