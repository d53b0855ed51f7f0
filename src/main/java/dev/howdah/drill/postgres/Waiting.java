package dev.howdah.drill.postgres;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;

/// Waiting for something that a server does in its own time: always with a deadline, and the error says for what.
public final class Waiting {
    private static final Duration STEP = Duration.ofMillis(20);

    private Waiting() {}

    /// True when there is nothing more to wait for; an exception ends the waiting.
    public interface Condition {
        boolean met() throws IOException, SQLException;
    }

    public static void until(String what, Duration atMost, Condition condition) throws IOException {
        long deadline = System.nanoTime() + atMost.toNanos();
        try {
            while (!condition.met()) {
                if (System.nanoTime() > deadline) {
                    throw new IOException("Waited " + atMost.toSeconds() + " s in vain until " + what);
                }
                Thread.sleep(STEP);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted while waiting until " + what, e);
        } catch (SQLException e) {
            throw new IOException("Failed while waiting until " + what + ": " + e.getMessage(), e);
        }
    }
}
