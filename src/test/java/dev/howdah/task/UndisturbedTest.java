package dev.howdah.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Bad input tried: a thread told to stop before and in the middle, and pieces that throw a checked, an unchecked exception and an error.
final class UndisturbedTest {
    @Test
    void aThreadToldBeforeWritesAndIsStillTold(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("a");
        Thread.currentThread().interrupt();
        Undisturbed.run(() -> Files.writeString(file, "whole"));
        assertThat(Thread.interrupted()).isTrue();
        assertThat(file).hasContent("whole");
    }

    @Test
    void aThreadToldInTheMiddleWaitsForTheEndAndRunsItOnce() throws InterruptedException {
        var begun = new CountDownLatch(1);
        var go = new CountDownLatch(1);
        var runs = new AtomicInteger();
        var told = new AtomicBoolean();
        Thread asking = Thread.ofPlatform().start(() -> {
            try {
                Undisturbed.run(() -> {
                    begun.countDown();
                    await(go);
                    runs.incrementAndGet();
                });
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
            told.set(Thread.currentThread().isInterrupted());
        });
        begun.await();
        asking.interrupt();
        while (asking.isInterrupted()) {
            Thread.onSpinWait();
        }
        assertThat(asking.isAlive()).as("waits for the end").isTrue();
        go.countDown();
        asking.join();
        assertThat(runs).hasValue(1);
        assertThat(told).isTrue();
    }

    @Test
    void whatThePieceThrowsIsThrown() {
        assertThatThrownBy(() -> Undisturbed.run(() -> {
            throw new IOException("disk full");
        })).isExactlyInstanceOf(IOException.class).hasMessage("disk full");
        assertThatThrownBy(() -> Undisturbed.run(() -> {
            throw new IllegalStateException("no");
        })).isExactlyInstanceOf(IllegalStateException.class).hasMessage("no");
        assertThatThrownBy(() -> Undisturbed.run(() -> {
            throw new StackOverflowError("deep");
        })).isExactlyInstanceOf(StackOverflowError.class);
    }

    private static void await(CountDownLatch latch) throws IOException {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IOException("the piece was told to stop", e);
        }
    }
}
