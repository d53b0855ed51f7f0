package dev.howdah.aws.logs;

import dev.howdah.aws.session.AwsSession;
import dev.howdah.model.LogLine;
import dev.howdah.model.Problem;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;

/// The reads of CloudWatch Logs in one account and region.
public final class LogReads {
    private final AwsSession session;
    private final CloudWatchLogsClient logs;

    public LogReads(AwsSession session) {
        this.session = session;
        this.logs = session.client("cloudwatch_logs", CloudWatchLogsClient.builder());
    }

    /// A page of a stream.
    ///
    /// @param next where the next page begins
    /// @param end whether this was the last for now: the token that was sent came back
    /// @param there false as long as the stream has no line, and when its group is not there
    public record Page(List<LogLine> lines, @Nullable String next, boolean end, boolean there) {}

    /// The lines of a stream from its beginning on, one page a call (`logs:GetLogEvents`). The service promises that no line is left out
    /// when each call is given the token of the last; a page may be empty before the end.
    ///
    /// @param token of the page before; null for the first
    public Page page(String group, String stream, @Nullable String token) throws InterruptedException {
        try {
            var answer = session.call("logs:GetLogEvents",
                    () -> logs.getLogEvents(r -> r.logGroupName(group).logStreamName(stream).startFromHead(true).nextToken(token)));
            List<LogLine> lines = answer.events().stream()
                    .map(e -> new LogLine(Instant.ofEpochMilli(e.timestamp() == null ? 0 : e.timestamp()),
                            e.message() == null ? "" : e.message()))
                    .toList();
            String next = answer.nextForwardToken();
            return new Page(lines, next == null ? token : next, next == null || next.equals(token), true);
        } catch (Problem.Thrown e) {
            if (e.problem() instanceof Problem.Missing) {
                return new Page(List.of(), token, true, false);
            }
            throw e;
        }
    }

    /// Whether a group is there (`logs:DescribeLogGroups`).
    public boolean has(String group) throws InterruptedException {
        return session.call("logs:DescribeLogGroups", () -> logs.describeLogGroups(r -> r.logGroupNamePrefix(group))).logGroups().stream()
                .anyMatch(g -> group.equals(g.logGroupName()));
    }
}
