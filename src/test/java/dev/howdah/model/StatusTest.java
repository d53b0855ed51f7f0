package dev.howdah.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class StatusTest {
    @Test
    void aStatusThatAwsHasNotInventedYetIsUnknownAndNotHealthy() {
        assertThat(Status.of("quantum-entangling")).isEqualTo(Status.UNKNOWN);
        assertThat(Status.of(null)).isEqualTo(Status.UNKNOWN);
        assertThat(Status.words("quantum-entangling")).isNotBlank();
        assertThat(Status.words(null)).isNotBlank();
    }

    @Test
    void storageFullDoesNotServe() {
        assertThat(Status.of("storage-full")).isEqualTo(Status.DOWN);
        assertThat(Status.of("available")).isEqualTo(Status.SERVING);
        assertThat(Status.of("rebooting")).isEqualTo(Status.CHANGING);
        assertThat(Status.of("backing-up")).isEqualTo(Status.BUSY);
    }

    @Test
    void vcpusAreKnownForCurrentFamiliesOnly() {
        assertThat(InstanceClass.vcpus("db.t4g.small")).contains(2);
        assertThat(InstanceClass.vcpus("db.r7g.2xlarge")).contains(8);
        assertThat(InstanceClass.vcpus("db.z9x.huge")).isEmpty();
        assertThat(InstanceClass.vcpus(null)).isEmpty();
        assertThat(InstanceClass.vcpus("")).isEmpty();
    }
}
