package dev.howdah.health.checks;

import dev.howdah.health.Amount;
import dev.howdah.health.Check;
import dev.howdah.health.Facts;
import dev.howdah.health.Verdict;
import dev.howdah.posture.Severity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// Settings that differ from what is sensible on RDS, each with why.
public final class SensibleSettings implements Check {
    /// @param bad whether a value needs a word; `should` is what it would be
    private record Rule(String name, Predicate<String> bad, String should, Severity severity, String why, boolean restart) {}

    private static final Predicate<String> OFF = "off"::equals;
    private static final List<Rule> RULES = List.of(
            new Rule("fsync", OFF, "on", Severity.CRITICAL, "a crash loses the database", false),
            new Rule("full_page_writes", OFF, "on", Severity.CRITICAL, "a crash can leave torn pages", false),
            new Rule("autovacuum", OFF, "1", Severity.HIGH, "dead rows stay, and ids run out", false),
            new Rule("track_counts", OFF, "1", Severity.HIGH, "autovacuum does not know what to do", false),
            new Rule("synchronous_commit", OFF, "on", Severity.MEDIUM, "a crash loses the last commits that were acknowledged", false),
            new Rule("idle_in_transaction_session_timeout", v -> number(v) == 0 || number(v) >= 86_400_000, "600000", Severity.MEDIUM,
                    "a forgotten transaction holds its locks and VACUUM back for a day or for ever", false),
            new Rule("password_encryption", "md5"::equals, "scram-sha-256", Severity.MEDIUM, "passwords are stored as MD5", false),
            new Rule("random_page_cost", v -> number(v) >= 4, "1.1", Severity.LOW, "the default is that of spinning disks", false),
            new Rule("shared_preload_libraries", v -> !v.contains("pg_stat_statements"), "pg_stat_statements", Severity.LOW,
                    "which statements cost most is not counted", true),
            new Rule("track_io_timing", OFF, "1", Severity.LOW, "how long reads take is not measured", false),
            new Rule("log_lock_waits", OFF, "1", Severity.LOW, "who waited for whom leaves no trace", false),
            new Rule("log_temp_files", v -> number(v) < 0, "1024", Severity.LOW, "large sorts on the volume leave no trace", false),
            new Rule("log_autovacuum_min_duration", v -> number(v) < 0, "10000", Severity.LOW, "what autovacuum does leaves no trace",
                    false),
            new Rule("log_min_duration_statement", v -> number(v) < 0, "1000", Severity.LOW, "slow statements leave no trace in the log",
                    false),
            new Rule("enable_seqscan", OFF, "1", Severity.MEDIUM, "the planner is denied what is often fastest", false),
            new Rule("enable_hashjoin", OFF, "1", Severity.MEDIUM, "the planner is denied what is often fastest", false),
            new Rule("enable_nestloop", OFF, "1", Severity.MEDIUM, "the planner is denied what is often fastest", false));

    @Override
    public String id() {
        return "settings";
    }

    @Override
    public String title() {
        return "Settings are sensible";
    }

    @Override
    public String matters() {
        return "Most settings are a matter of taste; these few lose data, hide what happens, or mislead the planner on "
                + "RDS's storage.";
    }

    @Override
    public String reads() {
        return "pg_settings setting, source, pending_restart";
    }

    @Override
    public Verdict look(Facts facts) {
        return Check.of(facts.settings(), settings -> look(settings, facts));
    }

    private static Verdict look(Map<String, Facts.Setting> settings, Facts facts) {
        List<Rule> bad = RULES.stream().filter(r -> settings.get(r.name()) instanceof Facts.Setting s && r.bad().test(s.value()))
                .sorted(Comparator.comparing(Rule::severity)).toList();
        List<String> dark = RULES.stream().map(Rule::name).filter(name -> !settings.containsKey(name)).toList();
        var lines = new ArrayList<String>();
        bad.forEach(r -> {
            Facts.Setting s = Objects.requireNonNull(settings.get(r.name()));
            lines.add(r.name() + " is " + (s.value().isEmpty() ? "empty" : s.value() + unit(s)) + " (" + s.source() + "): " + r.why());
        });
        List<String> pending = settings.entrySet().stream().filter(e -> e.getValue().pending()).map(Map.Entry::getKey).sorted().toList();
        pending.forEach(name -> lines.add(name + " was changed and waits for a restart"));
        if (!dark.isEmpty()) {
            lines.add("not told to the role " + facts.server().role() + " (no pg_monitor): " + String.join(", ", dark));
        }
        if (bad.isEmpty() && pending.isEmpty()) {
            return dark.isEmpty()
                    ? new Verdict.Good("all of " + RULES.size() + " that are looked at")
                    : new Verdict.Unknown(String.join(", ", dark) + (dark.size() == 1 ? " is" : " are") + " not told to the role "
                            + facts.server().role() + ": it is not a member of pg_monitor",
                            "GRANT pg_monitor TO " + facts.server().role() + ";");
        }
        Severity severity = bad.isEmpty() ? Severity.LOW : bad.getFirst().severity();
        return new Verdict.Bad(severity, bad.isEmpty()
                ? Amount.of(pending.size(), "setting") + " waits for a restart"
                : Amount.of(bad.size(), "setting") + (bad.size() == 1 ? " differs" : " differ") + " from what is sensible: "
                        + bad.stream().limit(3).map(Rule::name).collect(Collectors.joining(", ")) + (bad.size() > 3 ? ", …" : ""),
                List.copyOf(lines),
                (bad.isEmpty() ? "" : before(facts.server()))
                        + bad.stream().map(r -> set(facts.server(), r.name(), r.should(), r.restart()))
                                .collect(Collectors.joining("\n"))
                        + (pending.isEmpty() ? "" : "\n-- Reboot in a quiet hour: " + String.join(", ", pending)));
    }

    /// What is to be known before [#set]: RDS keeps settings in a parameter group, and its own groups cannot be changed.
    static String before(Facts.Server server) {
        String group = server.group();
        return group == null
                ? "-- GROUP is the instance's parameter group\n"
                : group.startsWith("default.")
                        ? "-- " + group + " cannot be changed: make a group first, and give it to the instance\n"
                        : "";
    }

    /// The line that sets a parameter.
    static String set(Facts.Server server, String name, String value, boolean restart) {
        String group = server.group();
        return "aws rds modify-db-parameter-group --db-parameter-group-name "
                + (group == null || group.startsWith("default.") ? "GROUP" : group) + " --parameters \"ParameterName=" + name
                + ",ParameterValue=" + value + ",ApplyMethod=" + (restart ? "pending-reboot" : "immediate") + "\"";
    }

    private static String unit(Facts.Setting s) {
        return s.unit() == null || !s.value().matches("-?[0-9.]+") || s.value().startsWith("-") || s.value().equals("0")
                ? ""
                : " × " + s.unit();
    }

    private static double number(String value) {
        return value.matches("-?[0-9]+([.][0-9]+)?") ? Double.parseDouble(value) : 0;
    }
}
