package dev.howdah.task;

import java.io.IOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/// A short piece of work with files that goes to its end also when the thread that asked for it is told to stop. An interruption closes
/// the channel under the work ([java.nio.channels.InterruptibleChannel]) and with it gives a lock on the file back in the middle, so the
/// work is done by a thread that nobody can tell anything.
public final class Undisturbed {
    private Undisturbed() {}

    /// What is done.
    @FunctionalInterface
    public interface Piece {
        void run() throws IOException;
    }

    /// Returns when the piece is done. A thread that was told to stop, before or meanwhile, is still told so afterwards.
    ///
    /// @throws IOException what the piece threw
    public static void run(Piece piece) throws IOException {
        var task = new FutureTask<Void>(() -> {
            piece.run();
            return null;
        });
        Thread.ofVirtual().name("undisturbed").start(task);
        boolean told = false;
        try {
            while (true) {
                try {
                    task.get();
                    return;
                } catch (InterruptedException e) {
                    told = true;
                }
            }
        } catch (ExecutionException e) {
            throw thrown(e.getCause());
        } finally {
            if (told) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static IOException thrown(@Nullable Throwable cause) {
        return switch (cause) {
            case IOException e -> e;
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            case null, default -> throw new IllegalStateException(cause);
        };
    }
}
