package dev.howdah.timeline;

import dev.howdah.journal.Entry;
import dev.howdah.model.InstanceRef;
import dev.howdah.timeline.Mark.Clock;
import dev.howdah.timeline.Mark.Kind;
import dev.howdah.timeline.Mark.Weight;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What was done and asked from this machine: changes with what came of them, and statements. A change that has no outcome yet still goes
/// on; a statement of which only the beginning is known was about to be sent.
public final class FromJournal {
    public static final String SOURCE = "journal";
    private static final int TITLE = 160;

    private FromJournal() {}

    /// @param entries oldest first
    /// @param ref the instance; a change of another one counts when it names this one (a copy that was restored from it)
    public static List<Mark> of(List<Entry> entries, InstanceRef ref) {
        Map<String, Entry> outcomes = new LinkedHashMap<>();
        entries.stream().filter(e -> e.kind() == Entry.Kind.OUTCOME && e.intent() != null)
                .forEach(e -> outcomes.put(String.valueOf(e.intent()), e));
        List<Mark> marks = new ArrayList<>();
        Map<String, Entry> begun = new LinkedHashMap<>();
        for (Entry entry : entries) {
            if (entry.kind() == Entry.Kind.INTENT && concerns(entry, ref)) {
                marks.add(change(entry, outcomes.get(String.valueOf(entry.intent()))));
            } else if (entry.kind() == Entry.Kind.STATEMENT && ref.id().equals(entry.field("instance"))
                    && ref.account().equals(entry.field("account")) && ref.region().equals(entry.field("region"))) {
                String session = entry.field("backend") + "/" + entry.field("text");
                if (entry.field("phase").equals("before")) {
                    begun.put(session, entry);
                } else {
                    begun.remove(session);
                    marks.add(statement(entry));
                }
            }
        }
        begun.values().forEach(e -> marks.add(statement(e)));
        return marks;
    }

    private static boolean concerns(Entry intent, InstanceRef ref) {
        boolean here = ref.account().equals(intent.field("account")) && ref.region().equals(intent.field("region"));
        return here && (ref.id().equals(intent.field("instance"))
                || intent.fields().get("details") instanceof Map<?, ?> details && details.containsValue(ref.id()));
    }

    private static Mark change(Entry intent, @Nullable Entry outcome) {
        String result = outcome == null ? "no outcome yet" : outcome.field("result");
        String title = intent.field("operation") + " " + intent.field("instance") + ": " + result + ", by " + intent.field("operator");
        String detail = (outcome == null ? "" : outcome.field("words") + "\n") + "confirmed: " + intent.field("how") + "\n"
                + intent.field("command");
        return new Mark(intent.at(), outcome == null || outcome.at().isBefore(intent.at()) ? null : outcome.at(), outcome == null,
                Kind.CHANGE, Weight.ACT, Clock.HERE, title, detail, SOURCE);
    }

    private static Mark statement(Entry entry) {
        String text = entry.field("text");
        String who = entry.field("database") + " as " + entry.field("login") + ", by " + entry.field("operator") + ", backend "
                + entry.field("backend");
        if (entry.field("phase").equals("before")) {
            return Mark.point(entry.at(), Kind.STATEMENT, Weight.ACT, Clock.HERE, line(text) + " — no answer is known",
                    rest(text) + who, SOURCE);
        }
        long took = number(entry.field("tookMillis"));
        String state = entry.field("outcome");
        String came = state.equals("00000")
                ? entry.field("rows") + (entry.field("rows").equals("1") ? " row" : " rows")
                : "SQLSTATE " + state;
        Instant at = entry.at().minusMillis(took);
        return new Mark(at, entry.at(), false, Kind.STATEMENT, Weight.ACT, Clock.HERE,
                line(text) + " — " + came + ", " + Moments.words(Duration.ofMillis(took)), rest(text) + who, SOURCE);
    }

    private static String line(String text) {
        String line = text.strip().replaceAll("\\s+", " ");
        return line.length() <= TITLE ? line : line.substring(0, TITLE - 1) + "…";
    }

    /// The whole text where the title has not all of it.
    private static String rest(String text) {
        return text.strip().replaceAll("\\s+", " ").length() <= TITLE ? "" : text.strip() + "\n";
    }

    private static long number(String digits) {
        return digits.matches("\\d{1,15}") ? Long.parseLong(digits) : 0;
    }
}
