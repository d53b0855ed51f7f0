package dev.howdah.posture.checks;

import dev.howdah.model.Series;
import dev.howdah.posture.Check;
import dev.howdah.posture.Facts;
import dev.howdah.posture.Mend;
import dev.howdah.posture.Severity;
import dev.howdah.posture.Verdict;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Backups are taken when it is quiet.
public final class BackupWindow implements Check {
    @Override
    public String id() {
        return "backup-window";
    }

    @Override
    public String title() {
        return "Backups are taken when it is quiet";
    }

    @Override
    public String prevents() {
        return "A Single-AZ database stands still for seconds to minutes when its backup begins; at the busiest hour everybody feels it.";
    }

    @Override
    public String reads() {
        return "rds:DescribeDBInstances PreferredBackupWindow; cloudwatch:GetMetricData CPUUtilization, hourly, seven days";
    }

    /// Two days, so that no single job decides.
    private static final int FEWEST = 48;
    private static final double BUSY = 1.5;
    private static final double NOTHING = 10;

    @Override
    public Verdict look(Facts facts) {
        String window = facts.instance().backup().windowUtc();
        if (window == null || !window.matches("\\d\\d:\\d\\d-\\d\\d:\\d\\d")) {
            return new Verdict.Unknown("PreferredBackupWindow was not told");
        }
        return facts.week().judged(week -> look(facts, window, week.cpu().points()));
    }

    private static Verdict look(Facts facts, String window, List<Series.Point> points) {
        Map<Integer, Double> hours = byHour(points);
        int hour = Integer.parseInt(window.substring(0, 2));
        Double during = hours.get(hour);
        if (points.size() < FEWEST || during == null) {
            return new Verdict.Unknown("CloudWatch has " + points.size() + " hours of CPUUtilization in seven days, and "
                    + FEWEST + " are needed");
        }
        List<Double> sorted = hours.values().stream().sorted().toList();
        double usual = sorted.get(sorted.size() / 2);
        String saw = String.format(java.util.Locale.ROOT, "the window is %s UTC; CPU in that hour is %.0f %%, in the middle hour %.0f %%",
                window, during, usual);
        if (during < NOTHING || during <= usual * BUSY) {
            return new Verdict.Good(saw);
        }
        int quiet = hours.entrySet().stream().filter(e -> !maintenance(facts, e.getKey())).min(Map.Entry.comparingByValue()).orElseThrow()
                .getKey();
        String next = String.format(java.util.Locale.ROOT, "%02d:00-%02d:30", quiet, quiet);
        return new Verdict.Bad(Boolean.TRUE.equals(facts.instance().placement().multiAz()) ? Severity.LOW : Severity.MEDIUM, saw,
                Check.modify(facts.instance(), "--preferred-backup-window " + next), new Mend.MoveBackups(next));
    }

    /// RDS refuses windows that overlap.
    private static boolean maintenance(Facts facts, int hour) {
        String window = facts.instance().maintenance().windowUtc();
        return window != null && window.matches("\\w{3}:\\d\\d:.*") && Integer.parseInt(window.substring(4, 6)) == hour;
    }

    /// Hour of the day in UTC → its mean.
    private static Map<Integer, Double> byHour(List<Series.Point> points) {
        var sums = new TreeMap<Integer, double[]>();
        for (Series.Point point : points) {
            double[] sum = sums.computeIfAbsent(point.at().atOffset(ZoneOffset.UTC).getHour(), _ -> new double[2]);
            sum[0] += point.value();
            sum[1]++;
        }
        var means = new TreeMap<Integer, Double>();
        sums.forEach((hour, sum) -> means.put(hour, sum[0] / sum[1]));
        return means;
    }
}
