package dev.howdah.posture.checks;

import dev.howdah.insights.Trend;
import dev.howdah.model.Hardening;
import dev.howdah.model.Instance;
import dev.howdah.model.Series;
import dev.howdah.posture.Check;
import dev.howdah.posture.Facts;
import dev.howdah.posture.Mend;
import dev.howdah.posture.Severity;
import dev.howdah.posture.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Storage lasts for a month or more.
public final class StorageLeft implements Check {
    @Override
    public String id() {
        return "storage-left";
    }

    @Override
    public String title() {
        return "Storage lasts for a month or more";
    }

    @Override
    public String prevents() {
        return "A full database accepts no writes, and takes no backups.";
    }

    @Override
    public String reads() {
        return "cloudwatch:GetMetricData FreeStorageSpace, hourly, seven days, and the newest minute; rds:DescribeDBInstances AllocatedStorage, MaxAllocatedStorage";
    }

    private static final double GIB = 1L << 30;

    @Override
    public Verdict look(Facts facts) {
        Integer allocated = facts.instance().storage().allocatedGib();
        if (allocated == null || allocated == 0) {
            return new Verdict.Unknown("AllocatedStorage was not told");
        }
        return facts.week().judged(week -> week.free().points().isEmpty()
                ? new Verdict.Unknown("CloudWatch has no FreeStorageSpace of the last seven days")
                : look(facts.instance(), allocated, week.free().points()));
    }

    private static Verdict look(Instance instance, int allocated, List<Series.Point> points) {
        double free = points.getLast().value();
        double share = 100 * free / (allocated * GIB);
        Optional<Duration> left = Trend.until(points, 0);
        Integer most = instance.storage().maxAllocatedGib();
        boolean grows = most != null && most > allocated;
        String saw = String.format(Locale.ROOT, "%.1f of %d GiB are free (%.0f %%)", free / GIB, allocated, share)
                + left.map(d -> ", full in " + d.toDays() + " days at the pace of this week").orElse("")
                + (grows ? "; it grows by itself up to " + most + " GiB" : "");
        @Nullable
        Severity severity = share < 5
                ? Severity.CRITICAL
                : grows ? null : share < 10 ? Severity.HIGH : share < 15 ? Severity.MEDIUM : soon(left);
        return severity == null
                ? new Verdict.Good(saw)
                : new Verdict.Bad(severity, saw,
                        "no outage, and no other change of storage for six hours: " + Check.modify(instance,
                                "--allocated-storage " + Hardening.more(allocated) + " --apply-immediately"),
                        new Mend.Grow());
    }

    private static @Nullable Severity soon(Optional<Duration> left) {
        return left.map(d -> d.toDays() < 7 ? Severity.HIGH : d.toDays() < 30 ? Severity.MEDIUM : null).orElse(null);
    }
}
