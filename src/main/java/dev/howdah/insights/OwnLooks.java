package dev.howdah.insights;

import dev.howdah.model.LoadKey;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What we saw at work ourselves, look by look, for the last hour. Load is what was counted over the looks taken, as the service has it;
/// a second in which nobody could look is a gap.
public final class OwnLooks {
    private static final int REMEMBERED = 4_000;
    /// Guarded by `this`, as is the next.
    private final Deque<Look> looks = new ArrayDeque<>();
    /// Most looks see what the one before saw: each is kept once.
    private final Map<Working, Working> seen = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Working, Working> eldest) {
            return size() > REMEMBERED;
        }
    };

    private record Look(Instant at, List<Working> working) {}

    /// @param at by the server's clock. A look before the last one (the clock was set back, or another server took over) is kept, and all
    /// that seemed to be later goes
    public synchronized void add(Instant at, List<Working> working) {
        while (!looks.isEmpty() && looks.getLast().at.isAfter(at)) {
            looks.removeLast();
        }
        looks.addLast(new Look(at, working.stream().map(w -> {
            Working known = seen.putIfAbsent(w, w);
            return known == null ? w : known;
        }).toList()));
        Instant oldest = at.minus(Range.OWN).minusSeconds(1);
        while (looks.getFirst().at.isBefore(oldest)) {
            looks.removeFirst();
        }
    }

    public synchronized int count() {
        return looks.size();
    }

    public synchronized Optional<Instant> newest() {
        return looks.isEmpty() ? Optional.empty() : Optional.of(looks.getLast().at);
    }

    public synchronized Optional<Instant> oldest() {
        return looks.isEmpty() ? Optional.empty() : Optional.of(looks.getFirst().at);
    }

    private synchronized List<Look> in(Span span) {
        var found = new ArrayList<Look>();
        for (var newest = looks.descendingIterator(); newest.hasNext();) {
            Look look = newest.next();
            if (look.at.isBefore(span.from())) {
                break;
            }
            if (look.at.isBefore(span.to())) {
                found.add(look);
            }
        }
        return found.reversed();
    }

    /// @param period in seconds
    /// @param most how many groups are told apart
    public LoadChart chart(Dimension by, Span span, int period, int most) {
        int periods = Math.toIntExact(span.length().toSeconds() / period);
        int[] taken = new int[periods];
        double[] total = new double[periods];
        Map<String, double[]> sums = new HashMap<>();
        Map<String, String> labels = new HashMap<>();
        Map<String, Integer> weight = new HashMap<>();
        Map<Working, String> ids = new HashMap<>();
        long begin = span.from().getEpochSecond();
        for (Look look : in(span)) {
            int at = (int) ((look.at.getEpochSecond() - begin) / period);
            taken[at]++;
            total[at] += look.working.size();
            for (Working each : look.working) {
                String id = ids.computeIfAbsent(each, w -> {
                    Map<String, String> key = w.key(by);
                    labels.putIfAbsent(by.id(key), by.label(key));
                    return by.id(key);
                });
                sums.computeIfAbsent(id, _ -> new double[periods])[at]++;
                weight.merge(id, 1, Integer::sum);
            }
        }
        Map<String, double[]> greatest = new LinkedHashMap<>();
        weight.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey()))
                .limit(most).forEach(e -> greatest.put(e.getKey(), averages(sums.getOrDefault(e.getKey(), new double[periods]), taken)));
        return LoadChart.of(span.from(), period, averages(total, taken), greatest, labels);
    }

    private static double[] averages(double[] sums, int[] taken) {
        double[] values = new double[sums.length];
        for (int i = 0; i < sums.length; i++) {
            values[i] = taken[i] == 0 ? Double.NaN : sums[i] / taken[i];
        }
        return values;
    }

    /// What loads a window most, each with what it waits for.
    public List<LoadKey> top(Dimension by, Span span, int most) {
        List<Look> within = in(span);
        if (within.isEmpty()) {
            return List.of();
        }
        Map<String, Map<String, String>> keys = new HashMap<>();
        Map<String, Map<String, Integer>> parts = new HashMap<>();
        for (Look look : within) {
            for (Working each : look.working) {
                Map<String, String> key = each.key(by);
                keys.putIfAbsent(by.id(key), key);
                parts.computeIfAbsent(by.id(key), _ -> new HashMap<>()).merge(Working.wait(each.waitType(), each.waitEvent()), 1,
                        Integer::sum);
            }
        }
        double looks = within.size();
        return parts.entrySet().stream().map(e -> {
            Map<String, Double> shares = new HashMap<>();
            e.getValue().forEach((wait, count) -> shares.put(wait, count / looks));
            return new LoadKey(keys.getOrDefault(e.getKey(), Map.of()), e.getValue().values().stream().mapToInt(n -> n).sum() / looks,
                    shares);
        }).sorted(Comparator.comparingDouble(LoadKey::total).reversed().thenComparing(k -> by.id(k.key()))).limit(most).toList();
    }

    /// The newest statement, as it was sent, behind a digest.
    public synchronized Optional<String> whole(String id) {
        for (var newest = looks.descendingIterator(); newest.hasNext();) {
            for (Working each : newest.next().working) {
                if (Dimension.SQL.id(each.key(Dimension.SQL)).equals(id)) {
                    return Optional.of(each.whole());
                }
            }
        }
        return Optional.empty();
    }
}
