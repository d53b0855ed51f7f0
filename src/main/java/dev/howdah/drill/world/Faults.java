package dev.howdah.drill.world;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The faults that wait for their request. Rules are tried in the order in which they were set, each as often as it says.
public final class Faults {
    /// Lasts until it is cleared.
    public static final int ALWAYS = Integer.MAX_VALUE;
    private final List<Rule> rules = new ArrayList<>();

    /// Sets a fault.
    ///
    /// @param pattern `rds:DescribeDBInstances`, with `*` for any run of letters: `rds:Describe*`, `*`
    /// @param times how many requests it hits
    public synchronized void set(String pattern, int times, Fault fault) {
        rules.add(new Rule(Pattern.compile(Pattern.quote(pattern).replace("*", "\\E.*\\Q")), new AtomicInteger(times), fault));
    }

    /// The fault for this request, used up once; null for none.
    public synchronized @Nullable Fault take(String action) {
        Rule hit = rules.stream().filter(r -> r.pattern.matcher(action).matches()).findFirst().orElse(null);
        if (hit == null) {
            return null;
        }
        if (hit.left.get() != ALWAYS && hit.left.decrementAndGet() == 0) {
            rules.remove(hit);
        }
        return hit.fault;
    }

    public synchronized void clear() {
        rules.clear();
    }

    private record Rule(Pattern pattern, AtomicInteger left, Fault fault) {}
}
