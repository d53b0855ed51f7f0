package dev.howdah.ops.posture;

import dev.howdah.model.AwsScope;
import dev.howdah.model.InstanceRef;
import dev.howdah.task.Leave;
import dev.howdah.task.Live;
import dev.howdah.task.Time;
import dev.howdah.task.Work;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/// What is read of each instance while somebody looks at it, again after a while, and when it is asked for.
///
/// @param <S> all that is known of one instance
final class Desks<S> implements AutoCloseable {
    /// Reads one instance, and publishes what came.
    interface Reading<S> {
        /// @return after how long it is read again
        Duration read(AwsScope scope, InstanceRef ref, Live<S> live) throws InterruptedException;
    }

    /// Guarded by itself.
    private static final class Desk<S> {
        final Live<S> live;
        int lookers;
        int wishes;
        int fulfilled;
        boolean running;
        long next;

        Desk(S nothing, long next) {
            live = new Live<>(nothing);
            this.next = next;
        }
    }

    private final Work work;
    private final Time time;
    private final S nothing;
    private final UnaryOperator<S> begun;
    private final Reading<S> reading;
    private final Map<InstanceRef, Desk<S>> desks = new ConcurrentHashMap<>();

    /// @param name of its threads
    /// @param nothing before the first reading
    /// @param begun what is known while it is being read
    Desks(String name, Time time, S nothing, UnaryOperator<S> begun, Reading<S> reading) {
        this.work = new Work(name);
        this.time = time;
        this.nothing = nothing;
        this.begun = begun;
        this.reading = reading;
    }

    Live<S> of(InstanceRef ref) {
        return desk(ref).live;
    }

    private Desk<S> desk(InstanceRef ref) {
        return desks.computeIfAbsent(ref, _ -> new Desk<>(nothing, time.nanos()));
    }

    /// Keeps it fresh until the handle is closed.
    AutoCloseable look(AwsScope scope, InstanceRef ref) {
        Desk<S> desk = desk(ref);
        synchronized (desk) {
            desk.lookers++;
            if (!desk.running) {
                desk.running = true;
                work.background("watch", () -> watch(scope, ref, desk));
            }
            desk.notifyAll();
        }
        return new Leave(desk, () -> desk.lookers--);
    }

    /// Reads again: at once while somebody looks, else when somebody does.
    void again(InstanceRef ref) {
        Desk<S> desk = desk(ref);
        synchronized (desk) {
            desk.wishes++;
            desk.notifyAll();
        }
    }

    private void watch(AwsScope scope, InstanceRef ref, Desk<S> desk) {
        try {
            while (true) {
                int seen;
                synchronized (desk) {
                    while (desk.lookers > 0 && desk.wishes == desk.fulfilled && time.nanos() < desk.next) {
                        desk.wait(Math.max(1, (desk.next - time.nanos()) / 1_000_000));
                    }
                    if (desk.lookers == 0) {
                        desk.running = false;
                        return;
                    }
                    seen = desk.wishes;
                }
                desk.live.update(begun);
                Duration rest = reading.read(scope, ref, desk.live);
                synchronized (desk) {
                    desk.fulfilled = seen;
                    desk.next = time.nanos() + rest.toNanos();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        work.close();
    }
}
