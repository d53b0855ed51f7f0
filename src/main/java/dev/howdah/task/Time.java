package dev.howdah.task;

import java.time.Duration;
import java.time.Instant;

/// The clock that code asks, so that a test may turn it.
public interface Time {
    Instant now();

    /// Nanoseconds on a clock that never steps back; only differences mean anything.
    long nanos();

    void sleep(Duration howLong) throws InterruptedException;

    /// The machine's own clocks.
    Time SYSTEM = new Time() {
        @Override
        public Instant now() {
            return Instant.now();
        }

        @Override
        public long nanos() {
            return System.nanoTime();
        }

        @Override
        public void sleep(Duration howLong) throws InterruptedException {
            Thread.sleep(howLong);
        }
    };
}
