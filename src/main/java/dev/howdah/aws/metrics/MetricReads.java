package dev.howdah.aws.metrics;

import dev.howdah.aws.session.AwsSession;
import dev.howdah.model.Alarm;
import dev.howdah.model.AlarmChange;
import dev.howdah.model.Series;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.GetMetricDataResponse;
import software.amazon.awssdk.services.cloudwatch.model.HistoryItemType;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataQuery;
import software.amazon.awssdk.services.cloudwatch.model.ScanBy;

/// CloudWatch's namespace `AWS/RDS`, dimension `DBInstanceIdentifier` (which follows the name, not the instance). Each
/// metric asked for is charged, so one call asks only for those that a visible screen draws.
public final class MetricReads {
    private final AwsSession session;
    private final CloudWatchClient cloudwatch;

    public MetricReads(AwsSession session) {
        this.session = session;
        this.cloudwatch = session.client("cloudwatch", CloudWatchClient.builder());
    }

    /// A metric to ask for.
    ///
    /// @param statistic `Average`, `Minimum`, `Maximum` or `Sum`
    /// @param unit CloudWatch's documented unit
    public record Wanted(String name, String statistic, String unit) {}

    /// Reads `wanted` of one instance in one batch (`cloudwatch:GetMetricData`), oldest point first. A period without a
    /// point is absent, never zero.
    ///
    /// @param period a multiple of 60 s
    public Map<String, Series> series(String instanceId, List<Wanted> wanted, Instant from, Instant to, Duration period)
            throws InterruptedException {
        var queries = new ArrayList<MetricDataQuery>();
        for (int i = 0; i < wanted.size(); i++) {
            Wanted w = wanted.get(i);
            String id = "m" + i;
            queries.add(MetricDataQuery.builder().id(id)
                    .metricStat(s -> s.stat(w.statistic()).period((int) period.toSeconds())
                            .metric(m -> m.namespace("AWS/RDS").metricName(w.name())
                                    .dimensions(Dimension.builder().name("DBInstanceIdentifier").value(instanceId).build())))
                    .build());
        }
        Map<String, TreeMap<Instant, Double>> points = collect(queries, from, to);
        var result = new LinkedHashMap<String, Series>();
        for (int i = 0; i < wanted.size(); i++) {
            Wanted w = wanted.get(i);
            var own = points.getOrDefault("m" + i, new TreeMap<>());
            result.put(w.name(), new Series(w.name(), w.unit(),
                    own.entrySet().stream().map(e -> new Series.Point(e.getKey(), e.getValue())).toList()));
        }
        return result;
    }

    private Map<String, TreeMap<Instant, Double>> collect(List<MetricDataQuery> queries, Instant from, Instant to)
            throws InterruptedException {
        var points = new HashMap<String, TreeMap<Instant, Double>>();
        @Nullable
        String token = null;
        int page = 0;
        do {
            String next = token;
            GetMetricDataResponse answer = session.call("cloudwatch:GetMetricData", () -> cloudwatch.getMetricData(r -> r
                    .metricDataQueries(queries).startTime(from).endTime(to).scanBy(ScanBy.TIMESTAMP_ASCENDING).nextToken(next)));
            answer.metricDataResults().forEach(result -> {
                var own = points.computeIfAbsent(result.id(), _ -> new TreeMap<>());
                int n = Math.min(result.timestamps().size(), result.values().size());
                for (int i = 0; i < n; i++) {
                    own.put(result.timestamps().get(i), result.values().get(i));
                }
            });
            token = answer.nextToken() == null || answer.nextToken().isEmpty() ? null : answer.nextToken();
        } while (token != null && ++page < 50);
        return points;
    }

    /// The alarms on metrics of one instance (`cloudwatch:DescribeAlarms`).
    public List<Alarm> alarms(String instanceId) throws InterruptedException {
        var result = new ArrayList<Alarm>();
        @Nullable
        String token = null;
        int page = 0;
        do {
            String next = token;
            var answer = session.call("cloudwatch:DescribeAlarms", () -> cloudwatch.describeAlarms(r -> r.maxRecords(100).nextToken(next)));
            answer.metricAlarms().stream()
                    .filter(a -> a.dimensions().stream()
                            .anyMatch(d -> "DBInstanceIdentifier".equals(d.name()) && instanceId.equals(d.value())))
                    .map(a -> new Alarm(String.valueOf(a.alarmName()), a.metricName(), String.valueOf(a.stateValueAsString()),
                            a.stateReason(), a.stateTransitionedTimestamp() == null
                                    ? a.stateUpdatedTimestamp()
                                    : a.stateTransitionedTimestamp()))
                    .forEach(result::add);
            token = answer.nextToken() == null || answer.nextToken().isEmpty() ? null : answer.nextToken();
        } while (token != null && ++page < 50);
        return result;
    }

    /// How alarms went from state to state (`cloudwatch:DescribeAlarmHistory`, which keeps 30 days), oldest first.
    ///
    /// @param names of the alarms
    public List<AlarmChange> alarmChanges(List<String> names, Instant from, Instant to) throws InterruptedException {
        var changes = new ArrayList<AlarmChange>();
        for (String name : names) {
            @Nullable
            String token = null;
            int page = 0;
            do {
                String next = token;
                var answer = session.call("cloudwatch:DescribeAlarmHistory",
                        () -> cloudwatch.describeAlarmHistory(r -> r.alarmName(name).historyItemType(HistoryItemType.STATE_UPDATE)
                                .startDate(from).endDate(to).maxRecords(100).scanBy(ScanBy.TIMESTAMP_ASCENDING).nextToken(next)));
                answer.alarmHistoryItems().stream().filter(i -> i.timestamp() != null)
                        .forEach(i -> AlarmHistory.of(name, i.timestamp(), i.historyData(), i.historySummary()).ifPresent(changes::add));
                token = answer.nextToken() == null || answer.nextToken().isEmpty() ? null : answer.nextToken();
            } while (token != null && ++page < 50);
        }
        changes.sort(Comparator.comparing(AlarmChange::at));
        return changes;
    }
}
