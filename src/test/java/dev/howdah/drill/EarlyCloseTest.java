package dev.howdah.drill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.drill.postgres.Spec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A drill that is closed before it is ready: by somebody who has changed their mind.
final class EarlyCloseTest {
    @ParameterizedTest
    @ValueSource(strings = {"Taking the first base backup", "Starting the standby in ap-northeast-2c", "Loading the blog",
            "Archiving what was loaded"})
    void leavesNoServerAndNoDirectory(String at) throws Exception {
        var there = new CountDownLatch(1);
        Set<Path> before = runs();
        Drill drill = Drill.start(DrillOptions.standard(), line -> {
            if (line.startsWith(at)) {
                there.countDown();
            }
        });
        assertThat(there.await(2, TimeUnit.MINUTES)).isTrue();
        List<Path> its = runs().stream().filter(run -> !before.contains(run)).toList();
        List<Long> postmasters = postmasters(its);
        assertThat(postmasters).isNotEmpty();
        drill.close();
        assertThat(its).noneMatch(Files::exists);
        assertThat(postmasters).noneMatch(EarlyCloseTest::runs);
    }

    /// One that has ended and that nobody has reaped yet runs nothing any more.
    private static boolean runs(long pid) {
        return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).flatMap(p -> p.info().command()).isPresent();
    }

    private static List<Long> postmasters(List<Path> runs) throws IOException {
        var found = new ArrayList<Long>();
        for (Path run : runs) {
            for (String node : List.of("a", "b")) {
                Path file = run.resolve(node).resolve("data").resolve("postmaster.pid");
                if (Files.exists(file)) {
                    found.add(Long.parseLong(Files.readAllLines(file).getFirst().strip()));
                }
            }
        }
        return found;
    }

    /// The directories of this process's servers.
    private static Set<Path> runs() {
        Path home = Spec.standardHome().resolve("run");
        try (Stream<Path> all = Files.exists(home) ? Files.list(home) : Stream.empty()) {
            return all.filter(Files::isDirectory).filter(p -> p.getFileName().toString().startsWith(ProcessHandle.current().pid() + "-"))
                    .collect(Collectors.toSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
