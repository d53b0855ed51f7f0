package dev.howdah.drill.postgres.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// A process with several run directories keeps all of them while others sweep beside it.
final class RunDirectoryTest {
    /// Another drill, which starts and ends.
    public static void main(String[] args) throws Exception {
        RunDirectory.open(Path.of(args[0]), Account.forServers()).close();
    }

    @Test
    void anotherProcessSweepsNoneOfOurs() throws Exception {
        Path parent = dev.howdah.drill.postgres.Spec.standardHome().resolveSibling("howdah-drill-tests").resolve("sweeps");
        try (RunDirectory first = RunDirectory.open(parent, Account.forServers());
                RunDirectory second = RunDirectory.open(parent, Account.forServers())) {
            Process other = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
                    System.getProperty("java.class.path"), RunDirectoryTest.class.getName(), parent.toString()).inheritIO().start();
            assertThat(other.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(other.exitValue()).isZero();
            assertThat(first.path()).exists();
            assertThat(second.path()).exists();
        }
        Trees.remove(parent);
    }
}
