package dev.howdah.timeline;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/// A post-mortem as Markdown, with tables as GitHub has them.
public final class Markdown {
    private static final int SUMMARY_LOCAL = 2;
    private static final int EVENT_LOCAL = 1;

    private Markdown() {}

    public static String of(Postmortem p) {
        ZoneId zone = p.zone();
        Instant from = p.timeline().span().from();
        boolean two = Moments.other(from, zone);
        String local = Moments.name(from, zone);
        var out = new StringBuilder("# " + cell(p.title()) + "\n\n");
        p.head().forEach(line -> out.append(cell(line)).append("  \n"));
        out.append("\n## Summary\n\n");
        row(out, SUMMARY_LOCAL, two, "", "UTC", local, "After it began", "Told by");
        row(out, SUMMARY_LOCAL, two, "---", "---", "---", "---", "---");
        for (Summary.Row r : p.summary().rows()) {
            Instant at = r.at();
            Duration after = r.after();
            row(out, SUMMARY_LOCAL, two, r.stage().words(), at == null ? "unknown" : Moments.utc(at),
                    at == null ? "unknown" : Moments.local(at, zone),
                    after == null ? "" : signed(after), cell(r.told()));
        }
        out.append("\n## What happened\n\n");
        if (p.timeline().marks().isEmpty()) {
            out.append("Nothing is known to have happened.\n");
        } else {
            row(out, EVENT_LOCAL, two, "UTC", local, "Lasted", "What", "Event", "Told by");
            row(out, EVENT_LOCAL, two, "---", "---", "---", "---", "---", "---");
            p.timeline().marks().forEach(m -> rowOf(out, two, zone, m));
        }
        out.append("\n## What was read\n\n| Source | Marks | Read (UTC) | Trouble |\n| --- | --- | --- | --- |\n");
        for (Told t : p.sources()) {
            Instant at = t.asOf();
            String trouble = t.trouble();
            out.append("| ").append(cell(t.source())).append(" | ").append(at == null ? "unknown" : String.valueOf(t.count())).append(" | ")
                    .append(at == null ? "never" : Moments.utc(at)).append(" | ").append(trouble == null ? "" : cell(trouble))
                    .append(" |\n");
        }
        String clock = p.timeline().clock();
        out.append('\n').append(clock.isEmpty() ? "" : cell(clock) + "\n");
        return out.toString();
    }

    private static void rowOf(StringBuilder out, boolean two, ZoneId zone, Mark m) {
        String detail = cell(m.detail());
        row(out, EVENT_LOCAL, two, Moments.utc(m.at()), Moments.local(m.at(), zone), lasted(m),
                m.kind().words() + (m.weight().words().isEmpty() ? "" : " (" + m.weight().words() + ")"),
                "**" + cell(m.title()) + "**" + (detail.isEmpty() ? "" : "<br>" + detail), cell(m.source()));
    }

    static String lasted(Mark m) {
        return m.going() ? "still going on" : m.length().map(Moments::words).orElse("");
    }

    static String signed(Duration after) {
        return after.isNegative() ? "−" + Moments.words(after.abs()) : Moments.words(after);
    }

    /// @param local which cell is the time in the local zone
    /// @param two whether it is written
    private static void row(StringBuilder out, int local, boolean two, String... cells) {
        out.append('|');
        for (int i = 0; i < cells.length; i++) {
            if (two || i != local) {
                out.append(' ').append(cells[i]).append(" |");
            }
        }
        out.append('\n');
    }

    /// Text that means nothing to Markdown or HTML, on one line.
    private static String cell(@Nullable String text) {
        var out = new StringBuilder();
        for (char c : (text == null ? "" : text.strip()).toCharArray()) {
            switch (c) {
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '&' -> out.append("&amp;");
                case '\n' -> out.append("<br>");
                case '\\', '`', '*', '_', '[', ']', '|', '#', '~' -> out.append('\\').append(c);
                default -> out.append(Character.isISOControl(c) ? ' ' : c);
            }
        }
        return out.toString();
    }
}
