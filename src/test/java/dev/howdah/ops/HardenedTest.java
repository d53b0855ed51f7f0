package dev.howdah.ops;

import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.model.Hardening;
import dev.howdah.model.Instance;
import dev.howdah.posture.Made;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// The way back of a setting never makes the night worse. Bad inputs tried: backups that were off, and a number of days and a type of
/// storage that nobody knows.
final class HardenedTest {
    private static Instance keeping(@Nullable Integer days) {
        return Made.with(m -> {
            m.retention = days;
            return m;
        }).instance();
    }

    @Test
    void noWayBackDeletesTheAutomatedBackups() {
        assertThat(Hardened.back(Hardening.RETENTION, keeping(7))).contains("--backup-retention-period 7.");
        assertThat(Hardened.back(Hardening.RETENTION, keeping(0))).startsWith("None that is safe").doesNotContain("aws rds");
        assertThat(Hardened.back(Hardening.RETENTION, keeping(null))).contains("unknown").doesNotContain("aws rds", "null");
    }
}
