package dev.howdah.drill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.howdah.aws.AwsAccount;
import dev.howdah.aws.session.AwsSettings;
import dev.howdah.drill.world.DataPlane.Look;
import dev.howdah.drill.world.DrillClock;
import dev.howdah.drill.world.Fault;
import dev.howdah.insights.Dimension;
import dev.howdah.insights.LoadChart;
import dev.howdah.insights.Span;
import dev.howdah.model.AwsScope;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.pi.PiClient;
import software.amazon.awssdk.services.pi.model.DataPoint;
import software.amazon.awssdk.services.pi.model.InvalidArgumentException;
import software.amazon.awssdk.services.pi.model.MetricKeyDataPoints;
import software.amazon.awssdk.services.pi.model.PiException;

/// Performance Insights as its clients see it. What the load is, is counted here once more, another way.
final class PiOnTheWireTest {
    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");
    private static final Instant START = FakeServers.FIRST_SAMPLE;
    private static Drill drill;
    private static FakeServers servers;
    private static PiClient pi;
    private static JsonWire wire;
    private static String id;
    private static String withoutInsights;

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        servers = new FakeServers(Files.writeString(folder.resolve("log"), "one\n"));
        drill = Drill.start(DrillOptions.standard().withClock(DrillClock.stoppedAt(NOON)), _ -> {
        }, _ -> servers);
        drill.awaitReady();
        pi = Clients.of(drill).pi();
        wire = JsonWire.of(drill);
        id = drill.world().home().instance("blog-db").resourceId();
        withoutInsights = drill.world().home().instance("legacy-db").resourceId();
    }

    @AfterAll
    static void stop() {
        pi.close();
        drill.close();
    }

    @AfterEach
    void clear() {
        drill.faults().clear();
    }

    @Test
    void theLoadIsTheAverageOfTheLooksAndAGapHasNoPoint() {
        var answer = pi.getResourceMetrics(r -> r.serviceType("RDS").identifier(id).startTime(START).endTime(NOON).periodInSeconds(60)
                .metricQueries(q -> q.metric("db.load.avg").groupBy(g -> g.group("db.wait_event"))));
        Map<Instant, List<Integer>> counted = new HashMap<>();
        for (Look look : servers.load(START, NOON)) {
            counted.computeIfAbsent(Instant.ofEpochSecond(look.at().getEpochSecond() / 60 * 60 + 60), _ -> new ArrayList<>())
                    .add(look.sessions().size());
        }
        var total = answer.metricList().getFirst();
        assertThat(total.key().hasDimensions()).isFalse();
        assertThat(total.dataPoints()).hasSize(28);
        assertThat(total.dataPoints()).allSatisfy(p -> assertThat(p.value())
                .isCloseTo(counted.get(p.timestamp()).stream().mapToInt(n -> n).average().orElseThrow(), within(1e-9)));
        assertThat(total.dataPoints()).extracting(DataPoint::timestamp).doesNotContain(Instant.parse("2026-11-24T11:41:00Z"),
                Instant.parse("2026-11-24T11:42:00Z"));
        assertThat(answer.metricList().subList(1, 4)).extracting(m -> m.key().dimensions().get("db.wait_event.name"))
                .containsExactly("Lock:relation", "CPU", "IO:DataFileRead");
        for (int i = 0; i < 28; i++) {
            int point = i;
            assertThat(answer.metricList().stream().skip(1).mapToDouble(m -> m.dataPoints().get(point).value()).sum())
                    .isCloseTo(total.dataPoints().get(i).value(), within(1e-9));
        }
    }

    @Test
    void timesAreWidenedToWholePeriodsAndPointsStandAtTheSideAskedFor() {
        Instant from = Instant.parse("2026-11-24T11:50:30.250Z");
        Instant to = Instant.parse("2026-11-24T11:52:00.001Z");
        var end = pi.getResourceMetrics(r -> r.serviceType("RDS").identifier(id).startTime(from).endTime(to).periodInSeconds(60)
                .metricQueries(q -> q.metric("db.load.avg")));
        assertThat(end.alignedStartTime()).isEqualTo("2026-11-24T11:50:00Z");
        assertThat(end.alignedEndTime()).isEqualTo("2026-11-24T11:53:00Z");
        assertThat(times(end.metricList())).containsExactly("2026-11-24T11:51:00Z", "2026-11-24T11:52:00Z", "2026-11-24T11:53:00Z");
        var start = pi.getResourceMetrics(r -> r.serviceType("RDS").identifier(id).startTime(from).endTime(to).periodInSeconds(60)
                .periodAlignment("START_TIME").metricQueries(q -> q.metric("db.load.avg")));
        assertThat(times(start.metricList())).containsExactly("2026-11-24T11:50:00Z", "2026-11-24T11:51:00Z", "2026-11-24T11:52:00Z");
        var chosen = pi.getResourceMetrics(r -> r.serviceType("RDS").identifier(id).startTime(START).endTime(NOON)
                .metricQueries(q -> q.metric("db.load.avg")));
        assertThat(chosen.metricList().getFirst().dataPoints()).hasSize(28);
    }

    @Test
    void topStatementsAreKeysWithTheirWaitsAndTheirTextIsCutAtFiveHundredBytes() {
        var top = pi.describeDimensionKeys(r -> r.serviceType("RDS").identifier(id).startTime(START).endTime(NOON).metric("db.load.avg")
                .groupBy(g -> g.group("db.sql_tokenized")).partitionBy(g -> g.group("db.wait_event")));
        assertThat(top.keys()).extracting(k -> k.dimensions().get("db.sql_tokenized.db_id")).hasSize(3).endsWith("11", "12");
        assertThat(top.keys().getFirst().dimensions().get("db.sql_tokenized.statement")).isEqualTo(
                "ALTER TABLE posts ADD COLUMN status varchar(?) NOT NULL DEFAULT ?");
        assertThat(top.keys().getFirst().dimensions().get("db.sql_tokenized.db_id")).startsWith("pi-");
        assertThat(top.keys().get(1).dimensions().get("db.sql_tokenized.statement")).isEqualTo("SELECT * FROM posts WHERE id = ?");
        assertThat(top.keys().getFirst().total()).isCloseTo(6.0 * 300 / 1680, within(1e-9));
        assertThat(top.partitionKeys()).extracting(p -> p.dimensions().get("db.wait_event.name")).startsWith("Lock:relation");
        assertThat(top.keys()).allSatisfy(
                k -> assertThat(k.partitions().stream().mapToDouble(d -> d).sum()).isCloseTo(k.total(), within(1e-9)));
        var texts = pi.describeDimensionKeys(r -> r.serviceType("RDS").identifier(id).startTime(START).endTime(NOON).metric("db.load.avg")
                .groupBy(g -> g.group("db.sql").limit(1)));
        var dimensions = texts.keys().getFirst().dimensions();
        assertThat(dimensions.get("db.sql.statement").getBytes(StandardCharsets.UTF_8).length).isBetween(498, 500);
        assertThat(pi.getDimensionKeyDetails(r -> r.serviceType("RDS").identifier(id).group("db.sql")
                .groupIdentifier(dimensions.get("db.sql.id")).requestedDimensions("statement")).dimensions())
                .singleElement().satisfies(d -> {
                    assertThat(d.value()).isEqualTo(FakeServers.LONG);
                    assertThat(d.statusAsString()).isEqualTo("AVAILABLE");
                });
    }

    @Test
    void filtersNarrowAndPagesEnd() {
        var narrowed = pi.getResourceMetrics(r -> r.serviceType("RDS").identifier(id).startTime(START).endTime(NOON).periodInSeconds(3600)
                .metricQueries(q -> q.metric("db.load.avg").filter(Map.of("db.user.name", "blog_admin"))));
        assertThat(narrowed.metricList().getFirst().dataPoints()).singleElement()
                .satisfies(p -> assertThat(p.value()).isCloseTo(6.0 * 300 / 1680, within(1e-9)));
        List<MetricKeyDataPoints> all = new ArrayList<>();
        String token = null;
        int pages = 0;
        do {
            String next = token;
            var page = pi.getResourceMetrics(r -> r.serviceType("RDS").identifier(id).startTime(START).endTime(NOON).periodInSeconds(300)
                    .maxResults(3).nextToken(next).metricQueries(q -> q.metric("db.load.avg").groupBy(g -> g.group("db.host").limit(25))));
            all.addAll(page.metricList());
            token = page.nextToken();
            pages++;
        } while (token != null);
        assertThat(pages).isEqualTo(3);
        assertThat(all).hasSize(9);
        assertThat(all.subList(1, 9)).extracting(m -> m.key().dimensions().get("db.host.name")).doesNotHaveDuplicates();
    }

    @Test
    void countersAndMenusSayWhatThereIs() {
        var answer = pi.getResourceMetrics(r -> r.serviceType("RDS").identifier(id).startTime(START).endTime(NOON).periodInSeconds(60)
                .metricQueries(q -> q.metric("os.general.numVCPUs.avg"), q -> q.metric("db.Cache.blks_hit.max")));
        assertThat(answer.metricList().getFirst().dataPoints()).extracting(DataPoint::value).containsOnly(2.0);
        assertThat(answer.metricList().get(1).dataPoints().getFirst().value()).isEqualTo(11.0);
        assertThat(pi.listAvailableResourceDimensions(r -> r.serviceType("RDS").identifier(id).metrics("db.load")).metricDimensions()
                .getFirst().groups()).extracting(g -> g.group()).contains("db.wait_event", "db.sql_tokenized", "db.user", "db");
        assertThat(pi.listAvailableResourceMetrics(r -> r.serviceType("RDS").identifier(id).metricTypes("os")).metrics())
                .extracting(m -> m.metric()).contains("os.general.numVCPUs").allMatch(m -> m.startsWith("os."));
        assertThat(pi.getResourceMetadata(r -> r.serviceType("RDS").identifier(id)).features()).containsKey("SQL_DIGEST_STATISTICS");
    }

    @Test
    void whatAwsRefusesIsRefused() {
        Map<String, Object> good = Map.of("ServiceType", "RDS", "Identifier", id, "StartTime", START.getEpochSecond(), "EndTime",
                NOON.getEpochSecond(), "MetricQueries", List.of(Map.of("Metric", "db.load.avg")));
        assertThat(error(good, Map.of())).isEmpty();
        assertThat(error(good, Map.of("Identifier", withoutInsights))).as("Performance Insights is off")
                .isEqualTo("InvalidArgumentException");
        assertThat(error(good, Map.of("Identifier", "blog-db"))).as("a name is no identifier").isEqualTo("InvalidArgumentException");
        assertThat(error(good, Map.of("ServiceType", "EC2"))).isEqualTo("InvalidArgumentException");
        assertThat(error(good, Map.of("PeriodInSeconds", 30))).isEqualTo("InvalidArgumentException");
        assertThat(error(good, Map.of("StartTime", NOON.minus(Duration.ofDays(8)).getEpochSecond()))).as("before what is kept")
                .isEqualTo("InvalidArgumentException");
        assertThat(error(good, Map.of("EndTime", START.getEpochSecond()))).isEqualTo("InvalidArgumentException");
        assertThat(error(good, Map.of("MaxResults", 26))).isEqualTo("InvalidArgumentException");
        assertThat(error(good, Map.of("NextToken", "x"))).isEqualTo("InvalidArgumentException");
        assertThat(error(good, Map.of("MetricQueries", List.of()))).isEqualTo("InvalidArgumentException");
        assertThat(error(good, query(Map.of("Metric", "db.load")))).isEqualTo("InvalidArgumentException");
        assertThat(error(good, query(Map.of("Metric", "db.load.avg", "GroupBy", Map.of("Group", "db.query")))))
                .isEqualTo("InvalidArgumentException");
        assertThat(error(good, query(Map.of("Metric", "db.load.avg", "GroupBy", Map.of("Group", "db.user", "Limit", 26)))))
                .isEqualTo("InvalidArgumentException");
        assertThat(error(good, query(Map.of("Metric", "db.load.avg", "Filter", Map.of("db.user.id", "a", "db.user.name", "b")))))
                .as("one filter a group").isEqualTo("InvalidArgumentException");
        assertThat(error(good, query(Map.of("Metric", "db.Cache.blks_hit.avg", "GroupBy", Map.of("Group", "db.user")))))
                .isEqualTo("InvalidArgumentException");
        assertThatThrownBy(() -> pi.getDimensionKeyDetails(r -> r.serviceType("RDS").identifier(id).group("db.sql").groupIdentifier("0")))
                .isInstanceOf(InvalidArgumentException.class);
        drill.faults().set("pi:GetResourceMetrics", 1, new Fault.Throttle());
        assertThat(error(good, Map.of())).isEqualTo("ThrottlingException");
        drill.faults().set("pi:GetResourceMetrics", 1, new Fault.Deny());
        assertThatThrownBy(() -> pi.getResourceMetrics(r -> r.serviceType("RDS").identifier(id).startTime(START).endTime(NOON)
                .metricQueries(q -> q.metric("db.load.avg")))).isInstanceOfSatisfying(PiException.class, e -> {
                    assertThat(e.awsErrorDetails().errorCode()).isEqualTo("AccessDeniedException");
                    assertThat(e.awsErrorDetails().errorMessage()).contains("metrics/rds/" + id);
                });
    }

    /// What the console draws from the wire against what was sampled, counted once more.
    @Test
    void theConsoleDrawsWhatWasSampled() throws Exception {
        Map<String, String> environment = new HashMap<>(drill.variables());
        environment.put("AWS_CONFIG_FILE", "/nonexistent/config");
        environment.put("AWS_SHARED_CREDENTIALS_FILE", "/nonexistent/credentials");
        var settings = new AwsSettings(environment);
        var span = new Span(START, NOON);
        try (var account = new AwsAccount(new AwsScope(null, "ap-northeast-2"), settings)) {
            for (int period : List.of(1, 60, 300)) {
                for (Dimension by : List.of(Dimension.WAIT, Dimension.SQL, Dimension.HOST)) {
                    var answer = account.insights().load(id, by.group(), 10, START, NOON, period);
                    LoadChart chart = LoadChart.of(answer.lines(), by, span, period);
                    assertThat(answer.vcpus()).isEqualTo(2.0);
                    assertThat(answer.serviceTime()).isNotNull();
                    for (int p = 0; p < chart.periods(); p++) {
                        Instant begin = START.plusSeconds((long) p * period);
                        List<Look> looks = servers.load(begin, begin.plusSeconds(period));
                        double counted = looks.stream().mapToInt(l -> l.sessions().size()).average().orElse(Double.NaN);
                        int at = p;
                        assertThat(chart.total()[p]).isEqualTo(counted, offset(Double.isNaN(counted) ? 0.01 : counted / 100));
                        assertThat(chart.bands().stream().mapToDouble(b -> b.values()[at]).sum()).isEqualTo(counted,
                                offset(Double.isNaN(counted) ? 0.01 : counted / 100));
                    }
                }
            }
            var top = account.insights().top(id, "db.sql_tokenized", "db.wait_event", "db.wait_event.name", 10, START, NOON);
            assertThat(top.getFirst().parts()).containsOnlyKeys("Lock:relation");
            assertThat(account.insights().statement(id, top.getFirst().text("db.sql_tokenized.id"), START, NOON))
                    .hasValueSatisfying(t -> assertThat(t.sql()).isEqualTo(FakeServers.LONG));
            assertThat(account.insights().statement(id, "nothing", START, NOON)).isEmpty();
        }
    }

    @Test
    void whatIsKeptUnderALostKeyIsNotAuthorized() {
        String key = drill.world().home().instance("blog-db").storage().kmsKey();
        drill.world().home().key(key, false);
        try {
            assertThat(wire.error("pi", "GetResourceMetadata", Map.of("ServiceType", "RDS", "Identifier", id)))
                    .isEqualTo("NotAuthorizedException");
        } finally {
            drill.world().home().key(key, true);
        }
    }

    private static Map<String, Object> query(Map<String, Object> query) {
        return Map.of("MetricQueries", List.of(query));
    }

    private static String error(Map<String, Object> good, Map<String, Object> change) {
        var input = new HashMap<>(good);
        input.putAll(change);
        JsonNode answer = wire.ask("pi", "GetResourceMetrics", input);
        return answer.path("__type").asText().replaceFirst(".*#", "");
    }

    private static List<String> times(List<MetricKeyDataPoints> metrics) {
        return metrics.getFirst().dataPoints().stream().map(p -> p.timestamp().toString()).toList();
    }
}
