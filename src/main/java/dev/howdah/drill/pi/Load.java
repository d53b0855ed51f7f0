package dev.howdah.drill.pi;

import dev.howdah.drill.world.DataPlane.Active;
import dev.howdah.drill.world.DataPlane.Look;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Average active sessions: in each period the sessions counted, over the looks taken. A period without a look has no value.
final class Load {
    private final Span span;
    private final List<Look> looks;
    private final Statements statements = new Statements();

    Load(Source source, Span span) {
        this.span = span;
        var servers = source.servers();
        this.looks = servers == null ? List.of() : servers.load(span.start(), span.end());
        for (Look look : looks) {
            look.sessions().forEach(s -> statements.learn(s.sql(), s.queryId()));
        }
    }

    /// One line of an answer.
    ///
    /// @param key null for the total
    /// @param values one for each period, NaN where there is none
    /// @param average over the whole span
    record Series(@Nullable Map<String, String> key, double[] values, double average) {}

    /// The total, then the groups, the greatest first.
    List<Series> series(@Nullable Grouping by, Map<String, String> filter) {
        int periods = span.periods();
        int[] taken = new int[periods];
        double[] total = new double[periods];
        Map<Map<String, String>, double[]> sums = new HashMap<>();
        Map<Active, Map<String, String>> keys = new HashMap<>();
        Map<Active, Boolean> counted = new HashMap<>();
        for (Look look : looks) {
            int period = span.at(look.at());
            taken[period]++;
            for (Active session : look.sessions()) {
                if (counted.computeIfAbsent(session, s -> Grouping.matches(filter, s, statements))) {
                    total[period]++;
                    if (by != null) {
                        sums.computeIfAbsent(keys.computeIfAbsent(session, s -> by.key(s, statements)), _ -> new double[periods])[period]++;
                    }
                }
            }
        }
        List<Series> all = new ArrayList<>();
        sums.forEach((key, sum) -> all.add(series(key, sum, taken)));
        all.sort(Comparator.comparingDouble(Series::average).reversed().thenComparing(s -> String.valueOf(s.key())));
        List<Series> answer = new ArrayList<>(List.of(series(null, total, taken)));
        answer.addAll(by == null ? List.of() : all.subList(0, Math.min(by.limit(), all.size())));
        return answer;
    }

    /// How the load of one group divides: an average for each of `wanted`, in their order.
    List<Double> partitions(Map<String, String> of, Grouping by, Grouping partition, Map<String, String> filter,
            List<Map<String, String>> wanted) {
        Map<Map<String, String>, Integer> sums = new HashMap<>();
        for (Look look : looks) {
            for (Active session : look.sessions()) {
                if (Grouping.matches(filter, session, statements) && by.key(session, statements).equals(of)) {
                    sums.merge(partition.key(session, statements), 1, Integer::sum);
                }
            }
        }
        return wanted.stream().map(key -> looks.isEmpty() ? 0.0 : (double) sums.getOrDefault(key, 0) / looks.size()).toList();
    }

    /// The statement of this id, if one of the samples has it.
    @Nullable
    String text(String id) {
        for (Look look : looks.reversed()) {
            for (Active session : look.sessions()) {
                if (statements.of(session.sql()).id().equals(id)) {
                    return session.sql();
                }
            }
        }
        return null;
    }

    private static Series series(@Nullable Map<String, String> key, double[] sum, int[] taken) {
        double[] values = new double[sum.length];
        for (int i = 0; i < sum.length; i++) {
            values[i] = taken[i] == 0 ? Double.NaN : sum[i] / taken[i];
        }
        int all = Arrays.stream(taken).sum();
        return new Series(key, values, all == 0 ? Double.NaN : Arrays.stream(sum).sum() / all);
    }
}
