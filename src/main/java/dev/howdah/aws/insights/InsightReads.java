package dev.howdah.aws.insights;

import dev.howdah.aws.session.AwsSession;
import dev.howdah.model.LoadAnswer;
import dev.howdah.model.LoadKey;
import dev.howdah.model.LoadLine;
import dev.howdah.model.Series;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.pi.PiClient;
import software.amazon.awssdk.services.pi.model.DataPoint;
import software.amazon.awssdk.services.pi.model.DetailStatus;
import software.amazon.awssdk.services.pi.model.DimensionGroup;
import software.amazon.awssdk.services.pi.model.DimensionKeyDescription;
import software.amazon.awssdk.services.pi.model.GetResourceMetricsRequest;
import software.amazon.awssdk.services.pi.model.GetResourceMetricsResponse;
import software.amazon.awssdk.services.pi.model.MetricKeyDataPoints;
import software.amazon.awssdk.services.pi.model.MetricQuery;
import software.amazon.awssdk.services.pi.model.PeriodAlignment;
import software.amazon.awssdk.services.pi.model.ResponsePartitionKey;
import software.amazon.awssdk.services.pi.model.ServiceType;

/// The reads of Performance Insights in one account and region. Instances are named by their DbiResourceId, which outlives a rename. Off,
/// unknown and beyond retention are all one error of the service, `InvalidArgumentException`.
public final class InsightReads {
    private static final String LOAD = "db.load.avg";
    private static final String VCPUS = "os.general.numVCPUs.avg";
    private static final int MOST_PAGES = 20;
    private final AwsSession session;
    private final PiClient pi;

    public InsightReads(AwsSession session) {
        this.session = session;
        this.pi = session.client("pi", PiClient.builder());
    }

    /// The load, in all and by group, and the vCPUs, in one call (`pi:GetResourceMetrics`).
    ///
    /// @param group such as `db.wait_event`
    /// @param most how many of the greatest groups, 25 at most
    /// @param period in seconds: 1, 60, 300, 3600 or 86400
    /// @throws dev.howdah.model.Problem.Thrown when the service refuses or does not answer
    public LoadAnswer load(String resourceId, String group, int most, Instant from, Instant to, int period) throws InterruptedException {
        var request = GetResourceMetricsRequest.builder().serviceType(ServiceType.RDS).identifier(resourceId).startTime(from).endTime(to)
                .periodInSeconds(period).periodAlignment(PeriodAlignment.START_TIME)
                .metricQueries(MetricQuery.builder().metric(LOAD).groupBy(g -> g.group(group).limit(most)).build(),
                        MetricQuery.builder().metric(VCPUS).build())
                .build();
        List<LoadLine> lines = new ArrayList<>();
        @Nullable
        Double vcpus = null;
        @Nullable
        String token = null;
        @Nullable
        GetResourceMetricsResponse last = null;
        int page = 0;
        do {
            var asked = request.toBuilder().nextToken(token).build();
            GetResourceMetricsResponse answer = session.call("pi:GetResourceMetrics", () -> pi.getResourceMetrics(asked));
            for (MetricKeyDataPoints metric : answer.metricList()) {
                if (VCPUS.equals(metric.key().metric())) {
                    vcpus = metric.dataPoints().stream().map(DataPoint::value).filter(v -> v != null && v > 0).reduce((_, b) -> b)
                            .orElse(vcpus);
                } else {
                    lines.add(line(metric));
                }
            }
            last = answer;
            token = next(answer.nextToken(), token);
        } while (token != null && ++page < MOST_PAGES);
        return new LoadAnswer(last.alignedStartTime() == null ? from : last.alignedStartTime(),
                last.alignedEndTime() == null ? to : last.alignedEndTime(), lines, vcpus, date(last));
    }

    /// A value that the service left out is no number, and neither is one that it calls NaN.
    static LoadLine line(MetricKeyDataPoints metric) {
        var points = metric.dataPoints().stream().filter(p -> p.timestamp() != null)
                .map(p -> new Series.Point(p.timestamp(), p.value() == null ? Double.NaN : p.value())).toList();
        return new LoadLine(metric.key().hasDimensions() && !metric.key().dimensions().isEmpty() ? metric.key().dimensions() : null,
                points);
    }

    /// The groups that load a window most, each divided by another group (`pi:DescribeDimensionKeys`).
    ///
    /// @param by such as `db.sql_tokenized`
    /// @param partition such as `db.wait_event`
    /// @param name the dimension that names a partition: `db.wait_event.name`
    /// @param most 25 at most
    public List<LoadKey> top(String resourceId, String by, String partition, String name, int most, Instant from, Instant to)
            throws InterruptedException {
        var answer = session.call("pi:DescribeDimensionKeys",
                () -> pi.describeDimensionKeys(r -> r.serviceType(ServiceType.RDS).identifier(resourceId).metric(LOAD).startTime(from)
                        .endTime(to).groupBy(group(by, most)).partitionBy(group(partition, 10)).maxResults(most)));
        List<String> names = answer.partitionKeys().stream().map(ResponsePartitionKey::dimensions)
                .map(d -> d.getOrDefault(name, String.valueOf(d))).toList();
        return answer.keys().stream().map(k -> key(k, names)).toList();
    }

    private static DimensionGroup group(String name, int most) {
        return DimensionGroup.builder().group(name).limit(most).build();
    }

    private static LoadKey key(DimensionKeyDescription key, List<String> names) {
        Map<String, Double> parts = new HashMap<>();
        for (int i = 0; i < Math.min(names.size(), key.partitions().size()); i++) {
            Double part = key.partitions().get(i);
            if (part != null && part > 0) {
                parts.merge(names.get(i), part, Double::sum);
            }
        }
        return new LoadKey(key.dimensions(), key.total() == null ? Double.NaN : key.total(), parts);
    }

    /// What was found out about the text of a statement.
    ///
    /// @param whole false while the service still works on it, and this is the beginning only
    public record Text(String sql, boolean whole) {}

    /// The statement that stands most often behind a digest, in full (`pi:DescribeDimensionKeys`, `pi:GetDimensionKeyDetails`). It has the
    /// literals of its callers.
    ///
    /// @param digest `db.sql_tokenized.id`
    public Optional<Text> statement(String resourceId, String digest, Instant from, Instant to) throws InterruptedException {
        var found = session.call("pi:DescribeDimensionKeys",
                () -> pi.describeDimensionKeys(r -> r.serviceType(ServiceType.RDS).identifier(resourceId).metric(LOAD).startTime(from)
                        .endTime(to).groupBy(group("db.sql", 1)).filter(Map.of("db.sql_tokenized.id", digest)).maxResults(1)));
        if (found.keys().isEmpty()) {
            return Optional.empty();
        }
        Map<String, String> key = found.keys().getFirst().dimensions();
        String beginning = key.getOrDefault("db.sql.statement", "");
        String id = key.get("db.sql.id");
        if (id == null) {
            return Optional.of(new Text(beginning, false));
        }
        var details = session.call("pi:GetDimensionKeyDetails", () -> pi.getDimensionKeyDetails(r -> r.serviceType(ServiceType.RDS)
                .identifier(resourceId).group("db.sql").groupIdentifier(id).requestedDimensions("statement"))).dimensions();
        return details.stream().filter(d -> d.value() != null && !d.value().isEmpty())
                .map(d -> new Text(d.value(), d.status() == DetailStatus.AVAILABLE)).findFirst()
                .or(() -> Optional.of(new Text(beginning, false)));
    }

    /// A token that comes back unchanged would go on for ever.
    private static @Nullable String next(@Nullable String token, @Nullable String before) {
        return token == null || token.isEmpty() || token.equals(before) ? null : token;
    }

    private static @Nullable Instant date(GetResourceMetricsResponse answer) {
        if (answer.sdkHttpResponse() == null) {
            return null;
        }
        return answer.sdkHttpResponse().firstMatchingHeader("Date").map(InsightReads::instant).orElse(null);
    }

    private static @Nullable Instant instant(String date) {
        try {
            return Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(date));
        } catch (DateTimeException e) {
            // a proxy's own idea of a date tells nothing
            return null;
        }
    }
}
