package dev.howdah.drill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.cbor.CBORFactory;
import dev.howdah.drill.world.DrillClock;
import dev.howdah.drill.world.Pace;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.CloudWatchException;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataResult;
import software.amazon.awssdk.services.cloudwatch.model.ScanBy;
import software.amazon.awssdk.services.cloudwatch.model.Statistic;
import software.amazon.awssdk.services.rds.RdsClient;

/// An instance with servers behind it: what comes from them reaches the wire unchanged, through all front ends.
final class ServedInstanceTest {
    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");
    private static final Instant START = FakeServers.FIRST_SAMPLE;
    private static final String SIGNED = "AWS4-HMAC-SHA256 Credential=AKIDANY/20261124/ap-northeast-2/monitoring/aws4_request, "
            + "SignedHeaders=host, Signature=0";
    private final DrillClock clock = DrillClock.stoppedAt(NOON);
    private Drill drill;
    private FakeServers servers;
    private RdsClient rds;
    private CloudWatchClient metrics;

    @BeforeEach
    void start(@TempDir Path folder) throws Exception {
        Path log = Files.writeString(folder.resolve("log"), "one\ntwo\nthree\n");
        servers = new FakeServers(log);
        drill = Drill.start(DrillOptions.standard().withClock(clock), _ -> {
        }, _ -> servers);
        drill.awaitReady();
        rds = Clients.of(drill).rds();
        metrics = Clients.of(drill).cloudWatch();
    }

    @AfterEach
    void stop() {
        rds.close();
        metrics.close();
        drill.close();
        assertThat(servers.done).endsWith("close");
    }

    @Test
    void whyItsServersDidNotStartIsAmongItsEvents() throws Exception {
        try (Drill broken = Drill.start(DrillOptions.standard().withClock(clock), _ -> {
        }, _ -> {
            throw new IOException("The server in ap-northeast-2a ended with code 1: 2026-11-30 14:08:03 GMT [7] LOG:  skipping\n"
                    + "2026-11-30 14:08:03 UTC::@:[7]:FATAL:  could not open shared memory segment \"/x\": Read-only file system\n"
                    + "2026-11-30 14:08:03 UTC::@:[7]:LOG:  database system is shut down");
        }); RdsClient asked = Clients.of(broken).rds()) {
            assertThatThrownBy(broken::awaitReady).isInstanceOf(IOException.class);
            assertThat(asked.describeDBInstances(r -> r.dbInstanceIdentifier("blog-db")).dbInstances().getFirst().dbInstanceStatus())
                    .isEqualTo("failed");
            assertThat(asked.describeEvents(r -> r.sourceIdentifier("blog-db").sourceType("db-instance")).events())
                    .anySatisfy(e -> {
                        assertThat(e.message())
                                .isEqualTo("Did not start: could not open shared memory segment \"/x\": Read-only file system");
                        assertThat(e.eventCategories()).containsExactly("failure");
                    });
        }
    }

    @Test
    void endpointRulesWindowAndFirstBackupComeFromTheServers() {
        var db = rds.describeDBInstances(r -> r.dbInstanceIdentifier("blog-db")).dbInstances().getFirst();
        assertThat(db.endpoint().port()).isEqualTo(15_432);
        assertThat(db.latestRestorableTime()).isEqualTo(Instant.parse("2026-11-24T11:59:12Z"));
        assertThat(db.tagList()).noneMatch(t -> t.key().equals("howdah:metadata-only"));
        assertThat(rds.describeDBSnapshots(r -> r.dbInstanceIdentifier("blog-db")).dbSnapshots()).hasSize(1)
                .allSatisfy(s -> assertThat(s.snapshotType()).isEqualTo("automated"));
        try (var ec2 = Clients.of(drill).ec2()) {
            assertThat(ec2.describeSecurityGroups(r -> r.groupNames("blog-rds")).securityGroups().getFirst().ipPermissions().getFirst()
                    .fromPort())
                    .isEqualTo(15_432);
        }
        assertThat(rds.describeEvents().events()).extracting(e -> e.message()).contains("DB instance created",
                "Finished DB instance backup");
    }

    @Test
    void threeFrontEndsGiveTheSameNumbers() throws Exception {
        List<Double> query = metrics
                .getMetricData(r -> r.startTime(START).endTime(NOON).metricDataQueries(q -> q.id("cpu").metricStat(s -> s
                        .period(300).stat("Average").metric(m -> m.namespace("AWS/RDS").metricName("CPUUtilization").dimensions(blog())))))
                .metricDataResults().getFirst().values();
        assertThat(query).containsExactly(329.5, 269.5, 209.5, 149.5, 89.5, 29.5);
        Map<String, Object> body = Map.of("StartTime", START.getEpochSecond(), "EndTime", NOON.getEpochSecond() + 0.25, "MetricDataQueries",
                List.of(Map.of("Id", "cpu", "MetricStat", Map.of("Period", 300, "Stat", "Average", "Metric", Map.of("Namespace", "AWS/RDS",
                        "MetricName", "CPUUtilization", "Dimensions",
                        List.of(Map.of("Name", "DBInstanceIdentifier", "Value", "blog-db")))))));
        var json = new ObjectMapper();
        assertThat(values(post("/", json.writeValueAsBytes(body), json, "X-Amz-Target", "GraniteServiceVersion20100801.GetMetricData")))
                .isEqualTo(query);
        var cbor = new ObjectMapper(new CBORFactory());
        assertThat(values(post("/service/GraniteServiceVersion20100801/operation/GetMetricData", cbor.writeValueAsBytes(body), cbor,
                "smithy-protocol", "rpc-v2-cbor"))).isEqualTo(query);
    }

    @Test
    void metricsPageAscendAndStayEmptyWhereNothingWasMeasured() {
        var pages = metrics.getMetricDataPaginator(r -> r.startTime(START).endTime(NOON).maxDatapoints(4).scanBy(ScanBy.TIMESTAMP_ASCENDING)
                .metricDataQueries(q -> q.id("a").metricStat(s -> s.period(300).stat("Maximum").metric(m -> m.namespace("AWS/RDS")
                        .metricName("CPUUtilization").dimensions(blog()))),
                        q -> q.id("b").metricStat(s -> s.period(300).stat("p50").metric(m -> m.namespace("AWS/RDS")
                                .metricName("FreeStorageSpace").dimensions(blog()))),
                        q -> q.id("none").metricStat(s -> s.period(300).stat("Sum").metric(m -> m.namespace("AWS/RDS")
                                .metricName("CPUUtilization")
                                .dimensions(Dimension.builder().name("DBInstanceIdentifier").value("legacy-db").build())))));
        List<MetricDataResult> results = new ArrayList<>();
        pages.stream().forEach(p -> results.addAll(p.metricDataResults()));
        assertThat(results.stream().filter(r -> r.id().equals("a")).flatMap(r -> r.values().stream())).containsExactly(59.0, 119.0, 179.0,
                239.0,
                299.0, 359.0);
        assertThat(results.stream().filter(r -> r.id().equals("b")).flatMap(r -> r.values().stream())).hasSize(6);
        assertThat(results.stream().filter(r -> r.id().equals("none")).flatMap(r -> r.values().stream())).isEmpty();
        assertThatThrownBy(() -> metrics.getMetricData(r -> r.startTime(START).endTime(NOON).nextToken("x").metricDataQueries(q -> q.id("a")
                .metricStat(s -> s.period(300).stat("Sum").metric(m -> m.namespace("AWS/RDS").metricName("X")))))).isInstanceOfSatisfying(
                        CloudWatchException.class, e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("InvalidNextToken"));
    }

    @Test
    void statisticsMetricsAndAlarmsAreOfWhatWasMeasured() {
        var points = metrics
                .getMetricStatistics(r -> r.namespace("AWS/RDS").metricName("CPUUtilization").dimensions(blog()).startTime(START)
                        .endTime(NOON).period(1800).statistics(Statistic.MINIMUM, Statistic.SAMPLE_COUNT).extendedStatistics("p90"))
                .datapoints();
        assertThat(points).hasSize(1);
        assertThat(points.getFirst().sampleCount()).isEqualTo(360);
        assertThat(points.getFirst().extendedStatistics()).containsEntry("p90", 323.0);
        assertThat(points.getFirst().unitAsString()).isEqualTo("Percent");
        assertThat(metrics.listMetrics(r -> r.namespace("AWS/RDS")).metrics()).hasSize(2);
        assertThat(metrics.describeAlarms().metricAlarms()).extracting(a -> a.stateValueAsString()).as("connections, cpu, free storage")
                .containsExactly("INSUFFICIENT_DATA", "ALARM", "ALARM");
    }

    @Test
    void theServersDoTheWorkAndTheLogIsTheirs() {
        rds.createDBSnapshot(r -> r.dbInstanceIdentifier("blog-db").dbSnapshotIdentifier("by-hand"));
        Waiting.until(() -> servers.done.contains("snapshot by-hand") && after(Pace.BRISK.backup()).equals("available"));
        rds.rebootDBInstance(r -> r.dbInstanceIdentifier("blog-db").forceFailover(true));
        Waiting.until(() -> servers.done.contains("failover") && after(Pace.BRISK.failover()).equals("available"));
        rds.rebootDBInstance(r -> r.dbInstanceIdentifier("blog-db").forceFailover(true));
        assertThat(after(Pace.BRISK.settle())).isEqualTo("available");
        assertThat(rds.describeEvents().events()).extracting(e -> e.message()).contains(
                "Abandoning user requested failover since a failover recently occurred on the database instance.");
        assertThat(servers.done).containsOnlyOnce("failover");
        rds.deleteDBSnapshot(r -> r.dbSnapshotIdentifier("by-hand"));
        Waiting.until(() -> servers.done.contains("drop by-hand"));
        assertThat(rds.describeDBLogFiles(r -> r.dbInstanceIdentifier("blog-db")).describeDBLogFiles().getFirst().size()).isEqualTo(14);
        var tail = rds
                .downloadDBLogFilePortion(r -> r.dbInstanceIdentifier("blog-db").logFileName("error/postgresql.log").numberOfLines(1));
        assertThat(tail.logFileData()).isEqualTo("three\n");
        var head = rds.downloadDBLogFilePortion(r -> r.dbInstanceIdentifier("blog-db").logFileName("error/postgresql.log.2026-11-24-11")
                .marker("0").numberOfLines(2));
        assertThat(head.logFileData()).isEqualTo("one\ntwo\n");
        assertThat(head.additionalDataPending()).isTrue();
        assertThat(rds.downloadDBLogFilePortion(r -> r.dbInstanceIdentifier("blog-db").logFileName("error/postgresql.log")
                .marker(head.marker())).logFileData()).isEqualTo("three\n");
    }

    @Test
    void serversThatDoNotComeBackLeaveAFailedInstance() {
        rds.rebootDBInstance(r -> r.dbInstanceIdentifier("blog-db"));
        Waiting.until(() -> status().equals("failed"));
    }

    /// The status once so much more time has passed.
    private String after(Duration more) {
        clock.advance(more);
        return status();
    }

    private String status() {
        return rds.describeDBInstances(r -> r.dbInstanceIdentifier("blog-db")).dbInstances().getFirst().dbInstanceStatus();
    }

    private static Dimension blog() {
        return Dimension.builder().name("DBInstanceIdentifier").value("blog-db").build();
    }

    private JsonNode post(String path, byte[] body, ObjectMapper mapper, String header, String value) throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(drill.endpoint().resolve(path)).header("Authorization", SIGNED).header(header, value)
                    .POST(HttpRequest.BodyPublishers.ofByteArray(body)).build();
            return mapper.readTree(http.send(request, HttpResponse.BodyHandlers.ofByteArray()).body());
        }
    }

    private static List<Double> values(JsonNode answer) {
        List<Double> values = new ArrayList<>();
        answer.path("MetricDataResults").path(0).path("Values").forEach(v -> values.add(v.doubleValue()));
        return values;
    }
}
