package dev.howdah.ops.reach;

import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.model.Hop;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Bad inputs tried: a task that never had a session, an address that no task has, a task without an address, two containers of one task, a time that is absent.
final class ClientsTest {
    private static final Instant FAILOVER = Instant.parse("2026-11-24T02:14:06Z");

    @Test
    void tasksAreToldByTheirAddressAndThoseThatHadASessionAndNoneSinceAreStuck() {
        var before = List.of(new Clients.Client("blog-api task c", "10.20.11.33", 5, 0, FAILOVER.minusSeconds(60), true),
                new Clients.Client("blog-worker", "10.20.11.34", 0, 0, null, false));
        var clients = Clients.of(
                List.of(row("10.20.11.31", "5", "1", FAILOVER.plusSeconds(4)), row("10.20.12.32", "5", "0", FAILOVER.minusSeconds(900)),
                        row("192.0.2.7", "1", "1", FAILOVER.plusSeconds(9))),
                List.of(task("blog-api task a", "10.20.11.31"), task("blog-api task b", "10.20.12.32"),
                        task("blog-api task b (log)", "10.20.12.32"), task("blog-api task c", "10.20.11.33"),
                        task("blog-worker", "10.20.11.34"), task("blog-api task d", null)),
                before);
        assertThat(clients).extracting(Clients.Client::name).containsExactly("blog-api task a", "blog-api task b", null, "blog-api task c",
                "blog-worker");
        assertThat(clients).filteredOn(c -> c.stuckSince(FAILOVER)).extracting(Clients.Client::name).containsExactly("blog-api task b",
                "blog-api task c");
        assertThat(clients.get(3).sessions()).isZero();
    }

    @Test
    void anAddressWithoutATaskIsNeverStuckBecauseNobodyKnowsWhetherItComesBack() {
        var clients = Clients.of(List.of(Arrays.asList("10.9.9.9", "1", "0", null)), List.of(), null);
        assertThat(clients).hasSize(1);
        assertThat(clients.getFirst().stuckSince(FAILOVER)).isFalse();
        assertThat(clients.getFirst().newest()).isNull();
    }

    private static List<String> row(String address, String sessions, String active, Instant newest) {
        return List.of(address, sessions, active, newest.getEpochSecond() + ".0");
    }

    private static Hop task(String name, String address) {
        return new Hop(Hop.Kind.TASK, "ecs:c_t_r", name, null, null, address, Set.of(), List.of(), List.of());
    }
}
