package dev.howdah.timeline;

import dev.howdah.insights.Span;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What happened in a piece of time, each thing once, on AWS's clock.
///
/// @param marks oldest first; of one moment, what is wrong before what was done about it
/// @param behind how far this machine's clock is behind AWS's, by which what was told here was moved; null where nobody could tell: then
/// nothing was moved
public record Timeline(Span span, List<Mark> marks, @Nullable Duration behind) {
    /// AWS's `Date` has whole seconds, and the answer was on its way: less than this is no difference.
    public static final Duration SAME = Duration.ofMillis(1500);

    public Timeline {
        marks = List.copyOf(marks);
    }

    /// @param marks in any order, by the clocks of those who tell them
    public static Timeline of(Span span, Collection<Mark> marks, @Nullable Duration behind) {
        Duration move = behind == null || behind.abs().compareTo(SAME) < 0 ? Duration.ZERO : behind;
        Set<Mark> seen = new HashSet<>();
        var all = new ArrayList<Mark>();
        for (Mark mark : marks) {
            Mark moved = mark.clock() == Mark.Clock.HERE && !move.isZero() ? mark.moved(move) : mark;
            if (moved.touches(span.from(), span.to()) && seen.add(moved)) {
                all.add(moved);
            }
        }
        all.sort(Comparator.comparing(Mark::at).thenComparing(Mark::weight).thenComparing(Mark::kind).thenComparing(Mark::title));
        return new Timeline(span, all, behind);
    }

    /// How many there are of each kind.
    public Map<Mark.Kind, Integer> counts() {
        var counts = new EnumMap<Mark.Kind, Integer>(Mark.Kind.class);
        marks.forEach(m -> counts.merge(m.kind(), 1, Integer::sum));
        return counts;
    }

    /// What holds all of these words, and is of one of these kinds.
    ///
    /// @param words with blanks between them; case does not matter
    public List<Mark> having(String words, Collection<Mark.Kind> kinds) {
        String[] wanted = words.toLowerCase(java.util.Locale.ROOT).strip().split("\\s+");
        return marks.stream().filter(m -> kinds.contains(m.kind())).filter(m -> {
            String all = (m.kind().words() + " " + m.weight().words() + " " + m.title() + "\n" + m.detail() + "\n" + m.source())
                    .toLowerCase(java.util.Locale.ROOT);
            for (String word : wanted) {
                if (!all.contains(word)) {
                    return false;
                }
            }
            return true;
        }).toList();
    }

    /// This machine's clock in words; empty when it is right, or nobody could tell.
    public String clock() {
        if (behind == null || behind.abs().compareTo(SAME) < 0) {
            return "";
        }
        String size = Moments.words(behind.abs());
        return "This machine's clock is " + size + (behind.isNegative() ? " ahead of" : " behind")
                + " AWS's; what was told here was moved by that.";
    }
}
