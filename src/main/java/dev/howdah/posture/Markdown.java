package dev.howdah.posture;

/// The findings as a page of Markdown, for a ticket or a chat.
public final class Markdown {
    private Markdown() {}

    public static String of(Looked looked) {
        var ref = looked.instance().ref();
        var page = new StringBuilder("## Posture of ").append(ref.id()).append("\n\nAccount ").append(ref.account()).append(", ")
                .append(ref.region()).append(", read at ").append(looked.at()).append(": ").append(looked.words()).append(".\n");
        for (Finding finding : looked.findings()) {
            Check check = finding.check();
            switch (finding.verdict()) {
                case Verdict.Bad bad -> page.append("\n### ").append(bad.severity().word()).append(": ")
                        .append(text(check.title())).append(" (`").append(check.id()).append("`)\n\n- Found: ").append(text(bad.saw()))
                        .append("\n- Prevents: ").append(text(check.prevents())).append("\n- Fix: ").append(text(bad.procedure()))
                        .append(bad.procedure().isEmpty() ? "" : " ").append(bad.command().map(Markdown::code).orElse(""))
                        .append("\n- Read: ").append(text(check.reads()))
                        .append('\n');
                case Verdict.Unknown(var saw) -> page.append("\n### unknown: ").append(text(check.title())).append(" (`")
                        .append(check.id()).append("`)\n\n- Why: ").append(text(saw)).append("\n- Read: ").append(text(check.reads()))
                        .append('\n');
                case Verdict.Good _ -> {
                    // counted above
                }
            }
        }
        return page.toString();
    }

    /// What names of AWS hold is text, never markup.
    public static String text(String words) {
        return words.replaceAll("([\\\\`*_\\[\\]<>|])", "\\\\$1").replace('\n', ' ');
    }

    private static String code(String line) {
        String ticks = line.contains("`") ? "``" : "`";
        return ticks + line.replace('\n', ' ') + ticks;
    }
}
