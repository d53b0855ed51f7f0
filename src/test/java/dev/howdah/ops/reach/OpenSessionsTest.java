package dev.howdah.ops.reach;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A session that AWS has opened is written down whatever happens to the thread that opened it. Bad input tried: a thread that was told to
/// stop before, and threads that are told to in the middle.
final class OpenSessionsTest {
    @TempDir
    private Path folder;

    @Test
    void aThreadThatWasToldToStopWritesItDownAndStillKnows() {
        var open = new OpenSessions(folder);
        Thread.currentThread().interrupt();
        open.add(entry("ops-0a"));
        assertThat(Thread.interrupted()).as("still told").isTrue();
        assertThat(open.all()).extracting(OpenSessions.Entry::sessionId).containsExactly("ops-0a");
    }

    @Test
    void eachIsThereOnceWhenAllAreToldToStopInTheMiddle() throws InterruptedException {
        var open = new OpenSessions(folder);
        List<Throwable> thrown = java.util.Collections.synchronizedList(new ArrayList<>());
        var threads = new ArrayList<Thread>();
        var ready = new CountDownLatch(8);
        for (int i = 0; i < 8; i++) {
            String id = "ops-" + i;
            threads.add(Thread.ofVirtual().uncaughtExceptionHandler((_, e) -> thrown.add(e)).start(() -> {
                ready.countDown();
                for (int n = 0; n < 20; n++) {
                    open.add(entry(id + "-" + n));
                }
            }));
        }
        ready.await();
        while (threads.stream().anyMatch(Thread::isAlive)) {
            threads.forEach(Thread::interrupt);
            Thread.onSpinWait();
        }
        assertThat(thrown).isEmpty();
        assertThat(open.all()).extracting(OpenSessions.Entry::sessionId).hasSize(160).doesNotHaveDuplicates();
    }

    private static OpenSessions.Entry entry(String id) {
        return new OpenSessions.Entry(id, null, "ap-northeast-2", null, "blog-db", "task", null, ProcessHandle.current().pid(),
                OpenSessions.ownStart());
    }
}
