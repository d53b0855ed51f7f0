package dev.howdah.ui.health;

import dev.howdah.health.Amount;
import dev.howdah.health.Facts;
import dev.howdah.health.Finding;
import dev.howdah.posture.Part;
import dev.howdah.health.Verdict;
import dev.howdah.ops.health.Checkups;
import dev.howdah.posture.Severity;
import dev.howdah.ui.kit.Inert;
import dev.howdah.ui.kit.Texts;
import dev.howdah.ui.kit.Tone;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the Health screen shows: findings in words, made from one reading.
///
/// @param trouble why there is no newer reading; null when there is
/// @param notice what is missing in this one; null when nothing is
/// @param database whose tables were looked at; "" before the first reading
/// @param databases those that can be chosen
/// @param read by our clock; null before the first
public record HealthState(boolean reached, boolean busy, @Nullable String trouble, @Nullable String notice, String database,
        List<String> databases, List<Chip> chips, List<Row> rows, @Nullable Instant read, Duration took) {

    private static final Texts TEXTS = Texts.of(HealthState.class);
    public record Chip(String words, Tone tone) {}

    /// One check as it came out.
    ///
    /// @param word `high`, `unknown`, `good`, …
    /// @param facts what it was read of, one line each
    /// @param next a safe next step, to be copied; "" for none
    /// @param reads where it is from
    public record Row(String check, String word, Tone tone, String title, String saw, String facts, String matters, String next,
            String reads) {}

    public static HealthState of(Checkups.State from) {
        Facts facts = from.facts();
        if (facts == null) {
            String wished = from.wished();
            return new HealthState(from.reached(), from.busy(), from.trouble(), null, wished == null ? "" : wished,
                    wished == null ? List.of() : List.of(wished), List.of(), List.of(), null, Duration.ZERO);
        }
        List<String> databases = facts.databases() instanceof Part.Read<List<Facts.Database>>(var all)
                ? all.stream().filter(Facts.Database::enters).map(Facts.Database::name).toList()
                : List.of(facts.server().database());
        return new HealthState(from.reached(), from.busy(), from.trouble(),
                facts.server().monitor()
                        ? null
                        : TEXTS.get("The role {0} does not see what others do: it is not a member of "
                                + "pg_monitor. What depends on it is unknown.", Inert.pictures(facts.server().role())),
                facts.server().database(), databases, chips(from.findings(), facts),
                from.findings().stream().map(HealthState::row).toList(),
                from.read(), from.took());
    }

    private static List<Chip> chips(List<Finding> findings, Facts facts) {
        var chips = new ArrayList<Chip>();
        for (Severity severity : Severity.values()) {
            long count = findings.stream().filter(f -> f.verdict() instanceof Verdict.Bad b && b.severity() == severity).count();
            if (count > 0) {
                chips.add(new Chip(count + " " + severity.word(), tone(severity)));
            }
        }
        long unknown = findings.stream().filter(f -> f.verdict() instanceof Verdict.Unknown).count();
        if (unknown > 0) {
            chips.add(new Chip(TEXTS.get("{0} unknown", unknown), Tone.UNKNOWN));
        }
        chips.add(new Chip(TEXTS.get("{0} good", findings.stream().filter(f -> f.verdict() instanceof Verdict.Good).count()), Tone.GOOD));
        chips.add(new Chip(
                facts.server().counting().map(c -> TEXTS.get("counted for {0}", Amount.time(c)))
                        .orElse(TEXTS.get("since when is counted is not known")),
                Tone.NEUTRAL));
        if (facts.server().recovery()) {
            chips.add(new Chip(TEXTS.get("a replica: its counters are its own"), Tone.INFO));
        }
        return List.copyOf(chips);
    }

    private static Row row(Finding finding) {
        Verdict verdict = finding.verdict();
        String word = switch (verdict) {
            case Verdict.Bad bad -> bad.severity().word();
            case Verdict.Unknown _ -> TEXTS.get("unknown");
            case Verdict.Good _ -> TEXTS.get("good");
        };
        Tone tone = switch (verdict) {
            case Verdict.Bad bad -> tone(bad.severity());
            case Verdict.Unknown _ -> Tone.UNKNOWN;
            case Verdict.Good _ -> Tone.GOOD;
        };
        String next = switch (verdict) {
            case Verdict.Bad bad -> bad.next();
            case Verdict.Unknown unknown -> unknown.next();
            case Verdict.Good _ -> "";
        };
        return new Row(finding.check().id(), word, tone, finding.check().title(), Inert.pictures(sentence(verdict.saw())),
                Inert.lines(String.join("\n", verdict.facts())), finding.check().matters(), Inert.lines(next), finding.check().reads());
    }

    private static String sentence(String words) {
        return words.isEmpty() ? words : Character.toUpperCase(words.charAt(0)) + words.substring(1) + ".";
    }

    private static Tone tone(Severity severity) {
        return switch (severity) {
            case CRITICAL, HIGH -> Tone.BAD;
            case MEDIUM -> Tone.WARN;
            case LOW, INFO -> Tone.INFO;
        };
    }
}
