package dev.howdah.posture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.model.SecretState;
import dev.howdah.model.SecretVersion;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Which task holds which version. Bad inputs tried: versions that may not be read, a version without a date, one that is pending, a secret
/// that nobody was given, a service with two secrets.
final class HoldingTest {
    private static final String ARN = "arn:aws:secretsmanager:r:a:secret:blog-api/db-AbCdEf";
    private static final Instant NOW = Made.NOW;

    private static SecretVersion version(String id, @Nullable Instant created, String... stages) {
        return new SecretVersion(id, Set.of(stages), created);
    }

    private static Holding held(Part<List<SecretVersion>> versions) {
        List<Service> services = ((Part.Read<Services>) Made.with(m -> m).services()).value().using();
        Part<SecretState> state = Part.of(new SecretState(ARN, "blog-api/db", true, 7, NOW.minus(Duration.ofDays(3)), null));
        return Holding.of(services, null, Map.of(ARN, new Holding.Read(state, versions))).getFirst();
    }

    @Test
    void aTaskHoldsWhatWasCurrentWhenItWasCreated() {
        // its tasks were created two days and one day ago
        Holding holding = held(Part.of(List.of(version("v3", NOW.minus(Duration.ofMinutes(5)), "AWSPENDING"),
                version("v2", NOW.minus(Duration.ofHours(30)), "AWSCURRENT"),
                version("v1", NOW.minus(Duration.ofDays(9)), "AWSPREVIOUS"))));
        assertThat(holding.name()).isEqualTo("blog-api/db");
        assertThat(holding.holders()).extracting(h -> h.task().id(), h -> h.version() == null ? "" : h.version().id(), Holding.Holder::grip)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("4f1a09c2e8", "v1", Holding.Grip.OLD),
                        org.assertj.core.groups.Tuple.tuple("77aa31b000", "v2", Holding.Grip.CURRENT));
        assertThat(holding.current()).hasValueSatisfying(v -> assertThat(v.id()).isEqualTo("v2"));
    }

    @Test
    void withoutVersionsTheDateOfTheValueDecidesAndWithoutItNothing() {
        Holding holding = held(new Part.Unread<>("not allowed"));
        assertThat(holding.holders()).hasSize(2).allSatisfy(h -> {
            assertThat(h.version()).isNull();
            assertThat(h.grip()).isEqualTo(Holding.Grip.CURRENT);
        });
        // a current version without a date: what the value said counts
        assertThat(held(Part.of(List.of(version("v1", null, "AWSCURRENT")))).holders())
                .allSatisfy(h -> assertThat(h.version()).isNull());
    }

    @Test
    void theMasterSecretIsThereAlsoWhereNobodyWasGivenIt() {
        List<Holding> all = Holding.of(List.of(), "arn:aws:secretsmanager:r:a:secret:rds!db-1-Kq3vTz", Map.of());
        assertThat(all).singleElement().satisfies(h -> {
            assertThat(h.managed()).isTrue();
            assertThat(h.name()).isEqualTo("rds!db-1");
            assertThat(h.holders()).isEmpty();
            assertThat(h.state()).isInstanceOf(Part.Unread.class);
        });
    }
}
