package dev.howdah.drill.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.drill.postgres.metrics.Metric;
import dev.howdah.drill.postgres.workload.Target;
import dev.howdah.drill.postgres.workload.Workload;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/// What RDS promises of a Multi-AZ instance: an acknowledged commit survives a failover.
final class FailoverTest {
    private static final int FAILOVERS = 20;

    @Test
    void twentyForcedFailoversInARowLoseNoAcknowledgedCommit() throws Exception {
        try (Servers servers = Clients.start(true)) {
            try (Connection master = Clients.master(servers)) {
                Clients.run(master, "CREATE TABLE ledger (writer int, n bigint, PRIMARY KEY (writer, n))");
            }
            Set<String> acknowledged = ConcurrentHashMap.newKeySet();
            var last = new AtomicLong();
            List<Thread> writers = new ArrayList<>();
            for (int w = 0; w < 3; w++) {
                int writer = w;
                writers.add(Thread.ofVirtual().name("writer-" + w).start(() -> write(servers, writer, acknowledged, last)));
            }
            var zones = new ArrayList<String>();
            for (int i = 0; i < FAILOVERS; i++) {
                servers.awaitStandby(Duration.ofSeconds(60));
                long before = last.get();
                Clients.await("writes go on", Duration.ofSeconds(20), () -> last.get() > before + 20);
                servers.failover((phase, when) -> {});
                zones.add(servers.primaryAz());
            }
            long after = last.get();
            Clients.await("writes after the last failover", Duration.ofSeconds(20), () -> last.get() > after + 20);
            writers.forEach(Thread::interrupt);
            for (Thread writer : writers) {
                assertThat(writer.join(Duration.ofSeconds(15))).isTrue();
            }
            var found = new HashSet<String>();
            try (Connection master = Clients.master(servers);
                    var statement = master.createStatement();
                    ResultSet rows = statement.executeQuery("SELECT writer || '/' || n FROM ledger")) {
                while (rows.next()) {
                    found.add(rows.getString(1));
                }
            }
            assertThat(acknowledged).hasSizeGreaterThan(FAILOVERS * 20);
            assertThat(found).containsAll(acknowledged);
            assertThat(zones).hasSize(FAILOVERS).startsWith("ap-northeast-2c", "ap-northeast-2a");
            System.out.println(acknowledged.size() + " commits were acknowledged through " + FAILOVERS + " failovers; none is missing");
        }
    }

    /// Inserts numbers one by one and remembers those whose commit was acknowledged.
    private static void write(Servers servers, int writer, Set<String> acknowledged, AtomicLong last) {
        long n = 0;
        while (!Thread.currentThread().isInterrupted()) {
            try (Connection client = Clients.master(servers);
                    var insert = client.prepareStatement("INSERT INTO ledger VALUES (?, ?)")) {
                while (!Thread.currentThread().isInterrupted()) {
                    n++;
                    insert.setInt(1, writer);
                    insert.setLong(2, n);
                    insert.executeUpdate();
                    acknowledged.add(writer + "/" + n);
                    last.incrementAndGet();
                }
            } catch (SQLException e) {
                // a failover ends the session: this commit's outcome is unknown, so it is not counted, and a new one is opened
                java.util.concurrent.locks.LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
            }
        }
    }

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
                assertThat(servers.metrics().newest().get(Metric.FREEABLE_MEMORY).value()).isBetween(1.0 * (1L << 30), 2.0 * (1L << 30));
            }
        }
    }
}
