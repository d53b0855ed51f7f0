package dev.howdah.ui.verify;

import dev.howdah.model.InstanceRef;
import dev.howdah.ops.compare.Comparison;
import dev.howdah.ops.compare.Difference;
import dev.howdah.ops.reach.Ways;
import dev.howdah.ui.kit.Texts;
import dev.howdah.ui.kit.Tone;
import dev.howdah.ui.kit.Words;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What Verify shows.
///
/// @param live,copy how each is reached
/// @param summary the whole in a sentence
/// @param rows a line for each table, those that differ first
/// @param definitions what differs in them; null before they were compared
/// @param repairable tables whose rows could be brought back, by their full names
/// @param running what is being read; null when nothing is
/// @param problem why the last thing did not work; null when it did
public record VerifyState(InstanceRef liveRef, InstanceRef copyRef, Reach live, Reach copy, String summary, List<Row> rows,
        @Nullable List<String> definitions, List<String> repairable, Optional<Both> both, @Nullable String running,
        @Nullable String problem) {
    private static final Texts TEXTS = Texts.of(VerifyState.class);
    private static final int WIDEST = 40;
    /// A time to the second; what is behind that is compared and not shown.
    private static final java.util.regex.Pattern SECONDS = java.util.regex.Pattern
            .compile("^(\\d+-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d)(?:\\.\\d+)?(?:\\+00)?$");

    /// How one of the two is reached.
    public record Reach(String words, Tone tone, boolean open, boolean broken) {
        static Reach of(Ways.Way way) {
            return switch (way.condition()) {
                case OPEN -> new Reach(TEXTS.get("connected as {0}", way.user()), Tone.GOOD, true, false);
                case CLIMBING -> new Reach(TEXTS.get("connecting…"), Tone.INFO, false, false);
                case LOST -> new Reach(TEXTS.get("lost, connecting again"), Tone.WARN, false, false);
                case BROKEN -> new Reach(way.said() == null ? TEXTS.get("not reached") : TEXTS.get("not reached: {0}", way.said()),
                        Tone.BAD, false, true);
                case CLOSED, CLOSING -> new Reach(TEXTS.get("not connected"), Tone.UNKNOWN, false, false);
            };
        }
    }

    /// One table.
    ///
    /// @param counts whether the rows' numbers or the newest rows differ
    /// @param byKey what comparing row by row said; empty before
    public record Row(String name, String liveRows, String copyRows, String liveNewest, String copyNewest, boolean differs, String byKey,
            Tone tone) {}

    /// What both answered.
    public record Both(String sql, String live, String copy, boolean same) {}

    /// @param live,copy the ways to them
    public static VerifyState of(Comparison c, Ways.Way live, Ways.Way copy, Instant now) {
        var rows = new ArrayList<>(c.tables().stream().map(t -> row(t, c)).toList());
        rows.sort(java.util.Comparator.comparing((Row r) -> !r.differs()));
        var repairable = c.rows().entrySet().stream().filter(e -> e.getValue().sum() != null && !e.getValue().sum().nothing())
                .map(java.util.Map.Entry::getKey).sorted().toList();
        long differ = rows.stream().filter(Row::differs).count();
        String summary = c.at() == null
                ? TEXTS.get(
                        "Rows are counted on both, the newest row of each table is found, and the definitions are compared. Nothing is changed.")
                : (differ == 0
                        ? TEXTS.get("All {0} tables have as many rows and the same newest row", rows.size())
                        : differ == 1
                                ? TEXTS.get("{0} of {1} tables differs", differ, rows.size())
                                : TEXTS.get("{0} of {1} tables differ", differ, rows.size()))
                        + " · " + definitions(c.definitions()) + " · "
                        + TEXTS.get("read {0}", Words.ago(Objects.requireNonNull(c.at()), now));
        return new VerifyState(c.live(), c.copy(), Reach.of(live), Reach.of(copy), summary, List.copyOf(rows), c.definitions(), repairable,
                Optional.ofNullable(c.asked()).map(a -> new Both(a.sql(), text(a.live()), text(a.copy()), a.same())), c.running(),
                c.said());
    }

    private static String definitions(@Nullable List<String> differ) {
        return differ == null
                ? TEXTS.get("definitions not compared")
                : differ.isEmpty()
                        ? TEXTS.get("definitions are the same")
                        : differ.size() == 1 ? TEXTS.get("1 definition differs") : TEXTS.get("{0} definitions differ", differ.size());
    }

    private static Row row(Comparison.Table t, Comparison c) {
        Comparison.Rows rows = c.rows().get(t.name());
        Difference sum = rows == null ? null : rows.sum();
        String byKey = rows == null ? "" : sum == null ? rows.why() : sum.words();
        Tone tone = sum == null
                ? rows == null ? Tone.NEUTRAL : Tone.UNKNOWN
                : sum.nothing() ? Tone.GOOD : Tone.WARN;
        return new Row(t.name(), count(t.live()), count(t.copy()), newest(t.live()), newest(t.copy()), !t.same(), byKey, tone);
    }

    private static String count(Comparison.@Nullable Side side) {
        return side == null
                ? TEXTS.get("not there")
                : side.rows() == null ? TEXTS.get("took too long") : String.format(Locale.ROOT, "%,d", side.rows());
    }

    private static String newest(Comparison.@Nullable Side side) {
        return side == null || side.newestOf() == null
                ? "–"
                : side.newest() == null
                        ? side.rows() == null ? TEXTS.get("took too long") : TEXTS.get("no row")
                        : SECONDS.matcher(side.newest()).replaceAll("$1");
    }

    /// A result as text, cut to what can be read side by side.
    private static String text(Comparison.Given given) {
        if (given.failure() != null) {
            return "ERROR: " + given.failure();
        }
        var lines = new ArrayList<List<String>>();
        lines.add(given.fields().stream().map(f -> f.name()).toList());
        given.rows().forEach(r -> lines.add(r.stream().map(v -> v == null ? "∅" : Words.shortened(v.replace('\n', '⏎'), WIDEST)).toList()));
        int columns = lines.getFirst().size();
        int[] widths = new int[columns];
        for (List<String> line : lines) {
            for (int i = 0; i < columns; i++) {
                widths[i] = Math.max(widths[i], line.get(i).length());
            }
        }
        var text = new StringBuilder();
        for (List<String> line : lines) {
            for (int i = 0; i < columns; i++) {
                text.append(line.get(i)).append(" ".repeat(widths[i] - line.get(i).length() + (i + 1 < columns ? 2 : 0)));
            }
            text.append('\n');
        }
        return text + "(" + given.rows().size() + (given.more() ? " rows, and more)" : given.rows().size() == 1 ? " row)" : " rows)");
    }
}
