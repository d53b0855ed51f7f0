package dev.howdah.posture;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What two readings differ in: of two instances, or of one at two times. What reads alike but in figures, such as a date or an amount,
/// is no difference.
public final class Compared {
    private Compared() {}

    /// One check as it came out.
    ///
    /// @param word severity, `unknown` or `good`
    public record Outcome(String word, String saw) {
        public static final String UNKNOWN = "unknown";

        public static Outcome of(Verdict verdict) {
            return new Outcome(switch (verdict) {
                case Verdict.Bad bad -> bad.severity().word();
                case Verdict.Unknown _ -> UNKNOWN;
                case Verdict.Good _ -> "good";
            }, verdict.saw());
        }
    }

    /// A check that came out otherwise.
    ///
    /// @param before null for a check that the earlier reading did not have
    /// @param after null for one that the later reading does not have
    public record Difference(String check, @Nullable Outcome before, @Nullable Outcome after) {}

    /// Check → outcome, the worst first.
    public static Map<String, Outcome> outcomes(Looked looked) {
        var all = new LinkedHashMap<String, Outcome>();
        looked.findings().forEach(f -> all.put(f.check().id(), Outcome.of(f.verdict())));
        return all;
    }

    /// The checks whose word differs, in the order of `after`, then those that only `before` has.
    public static List<Difference> of(Map<String, Outcome> before, Map<String, Outcome> after) {
        var all = new ArrayList<Difference>();
        after.forEach((check, now) -> {
            Outcome was = before.get(check);
            if (was == null || !was.word().equals(now.word())) {
                all.add(new Difference(check, was, now));
            }
        });
        before.forEach((check, was) -> {
            if (!after.containsKey(check)) {
                all.add(new Difference(check, was, null));
            }
        });
        return List.copyOf(all);
    }
}
