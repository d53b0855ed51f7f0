package dev.howdah.drill.ssm.gateway;

import dev.howdah.drill.world.TunnelFault;
import dev.howdah.drill.world.TunnelFault.Way;
import dev.howdah.drill.world.TunnelFaults;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Random;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// One direction of one session: messages come out in the order in which they went in, unless a fault says otherwise.
final class Line {
    private static final long MOST_BYTES = 8 << 20;
    private static final long HOLD = Duration.ofMillis(200).toNanos();
    private final Way way;
    private final TunnelFaults faults;
    private final Consumer<byte[]> end;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    /// Guarded by `lock`, as all below.
    private final ArrayDeque<Item> items = new ArrayDeque<>();
    private final Dice lose = new Dice();
    private final Dice duplicate = new Dice();
    private final Dice reorder = new Dice();
    private long bytes;
    private @Nullable Item held;
    private boolean closed;
    private final Thread thread;

    Line(String name, Way way, TunnelFaults faults, Consumer<byte[]> end) {
        this.way = way;
        this.faults = faults;
        this.end = end;
        this.thread = Thread.ofVirtual().name(name).start(this::run);
    }

    /// Puts a message in, to which faults apply. Waits while too much is on the way.
    void put(byte[] message) {
        var loss = faults.now(TunnelFault.Lose.class);
        var copy = faults.now(TunnelFault.Duplicate.class);
        var swap = faults.now(TunnelFault.Reorder.class);
        lock.lock();
        try {
            if (loss != null && loss.way().covers(way) && lose.roll(loss, loss.rate(), loss.seed())) {
                return;
            }
            awaitRoom();
            Item item = item(message);
            if (swap != null && swap.way().covers(way) && held == null && reorder.roll(swap, swap.rate(), swap.seed())) {
                held = item;
                changed.signalAll();
                return;
            }
            add(item);
            if (copy != null && copy.way().covers(way) && duplicate.roll(copy, copy.rate(), copy.seed())) {
                add(item);
            }
            release();
        } finally {
            lock.unlock();
        }
    }

    /// Puts a message in that no fault touches: the gateway's own.
    void direct(byte[] message) {
        lock.lock();
        try {
            release();
            add(item(message));
        } finally {
            lock.unlock();
        }
    }

    private Item item(byte[] message) {
        var extra = faults.now(TunnelFault.ExtraRoundTrip.class);
        long now = System.nanoTime();
        return new Item(message, now, now + (extra == null ? 0 : extra.howMuch().toNanos() / 2));
    }

    private void awaitRoom() {
        while (bytes > MOST_BYTES && !closed) {
            changed.awaitUninterruptibly();
        }
    }

    private void add(Item item) {
        items.add(item);
        bytes += item.message.length;
        changed.signalAll();
    }

    private void release() {
        Item late = held;
        held = null;
        if (late != null) {
            add(late);
        }
    }

    private void run() {
        try {
            for (byte[] next = next(); next != null; next = next()) {
                end.accept(next);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private byte @Nullable [] next() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (true) {
                Item head = items.peek();
                if (head == null && held == null && closed) {
                    return null;
                }
                long now = System.nanoTime();
                if (head != null && head.due <= now) {
                    items.poll();
                    bytes -= head.message.length;
                    changed.signalAll();
                    return head.message;
                }
                await(head, now);
            }
        } finally {
            lock.unlock();
        }
    }

    /// Waits until the head is due; a message that waits for a later one waits only so long.
    private void await(@Nullable Item head, long now) throws InterruptedException {
        Item late = held;
        if (late != null && (closed || now - late.since >= HOLD)) {
            release();
        } else if (head != null) {
            changed.awaitNanos(head.due - now);
        } else if (late != null) {
            changed.awaitNanos(HOLD - (now - late.since));
        } else {
            changed.await();
        }
    }

    /// Nothing more goes in; what is in still comes out.
    void finish() {
        lock.lock();
        closed = true;
        changed.signalAll();
        lock.unlock();
    }

    /// Waits until everything has come out.
    void join() throws InterruptedException {
        thread.join();
    }

    /// Nothing more comes out.
    void cut() {
        finish();
        thread.interrupt();
    }

    private record Item(byte[] message, long since, long due) {}

    /// Chance that repeats itself: a new condition starts it anew from its seed.
    private static final class Dice {
        private @Nullable Object of;
        private Random random = new Random(0);

        boolean roll(Object condition, double rate, long seed) {
            if (!condition.equals(of)) {
                of = condition;
                random = new Random(seed);
            }
            return random.nextDouble() < rate;
        }
    }
}
