package dev.howdah.drill.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.drill.postgres.metrics.Metric;
import dev.howdah.drill.postgres.workload.Target;
import dev.howdah.drill.postgres.workload.Workload;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/// The blog's tasks live through a failover.
final class WorkloadTest {
    @Test
    void theWorkloadSurvivesAFailoverAndTheMetricsShowIt() throws Exception {
        try (Servers servers = Clients.start(true)) {
            servers.createRole("blog_app", Clients.PASSWORD);
            String url = "jdbc:postgresql://127.0.0.1:" + servers.endpointPort() + "/blogdb";
            var target = new Target(url,
                    EndpointSocketFactory.properties(servers.endpointHost(), servers.spec().ca().caPem(), "blog_admin", Clients.PASSWORD),
                    EndpointSocketFactory.properties(servers.endpointHost(), servers.spec().ca().caPem(), "blog_app", Clients.PASSWORD));
            assertThat(target.toString()).doesNotContain(Clients.PASSWORD.value());
            try (var workload = new Workload(target)) {
                Instant begun = Instant.now();
                workload.load("blog_app");
                System.out.println("the blog's rows were loaded in " + Duration.between(begun, Instant.now()).toMillis() + " ms");
                try (Connection master = Clients.master(servers)) {
                    assertThat(Clients.ask(master, "SELECT count(*) > 300000 FROM (SELECT 1 FROM comments UNION ALL SELECT 1 FROM posts "
                            + "UNION ALL SELECT 1 FROM authors) t")).isEqualTo("t");
                }
                for (int i = 0; i < 3; i++) {
                    workload.start();
                }
                Clients.await("requests", Duration.ofSeconds(20), () -> workload.tasks().stream().allMatch(t -> t.answered() > 10));
                Clients.await("sessions in the metrics", Duration.ofSeconds(20), () -> {
                    var newest = servers.metrics().newest();
                    return newest.containsKey(Metric.DATABASE_CONNECTIONS) && newest.get(Metric.DATABASE_CONNECTIONS).value() >= 15
                            && newest.containsKey(Metric.COMMITS) && newest.get(Metric.COMMITS).value() > 1
                            && newest.containsKey(Metric.CPU_UTILIZATION) && newest.containsKey(Metric.FREE_STORAGE_SPACE);
                });
                servers.awaitStandby(Duration.ofSeconds(30));
                servers.failover((phase, when) -> {});
                long[] answered = workload.tasks().stream().mapToLong(t -> t.answered()).toArray();
                Clients.await("every task answers again", Duration.ofSeconds(30), () -> {
                    for (int i = 0; i < answered.length; i++) {
                        if (workload.tasks().get(i).answered() < answered[i] + 5) {
                            return false;
                        }
                    }
                    return true;
                });
                var one = workload.tasks().getFirst();
                try (Connection master = Clients.master(servers)) {
                    String count = "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'blog-api/" + one.id() + "'";
                    assertThat(Clients.ask(master, count)).isNotEqualTo("0");
                    workload.stop(one);
                    Clients.await("the stopped task's sessions end", Duration.ofSeconds(20), () -> Clients.ask(master, count).equals("0"));
                }
                var free = servers.metrics().newest().get(Metric.FREE_STORAGE_SPACE);
                assertThat(free.value()).isBetween(15.0 * (1L << 30), 20.0 * (1L << 30));
                servers.enlarge(30L << 30);
                Clients.await("the larger volume has more room", Duration.ofSeconds(20),
                        () -> servers.metrics().newest().get(Metric.FREE_STORAGE_SPACE).value() > 25.0 * (1L << 30));
                assertThat(servers.metrics().newest().get(Metric.FREEABLE_MEMORY).value()).isBetween(1.0 * (1L << 30), 2.0 * (1L << 30));
            }
        }
    }
}
