package dev.howdah.sql.meta;

import dev.howdah.sql.scan.Variables;
import dev.howdah.sql.table.Look;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// psql's variables, with the rules of those that control it.
public final class Settings implements Variables {
    private static final List<String> SWITCHES = List.of("AUTOCOMMIT", "HIDE_TABLEAM", "HIDE_TOAST_COMPRESSION", "ON_ERROR_STOP", "QUIET",
            "SHOW_ALL_RESULTS", "SINGLELINE", "SINGLESTEP");
    private static final Map<String, List<String>> CHOICES = Map.of("ECHO", List.of("none", "errors", "queries", "all"), "ECHO_HIDDEN",
            List.of("on", "off", "noexec"), "ON_ERROR_ROLLBACK", List.of("on", "off", "interactive"), "COMP_KEYWORD_CASE",
            List.of("lower", "upper", "preserve-lower", "preserve-upper"), "HISTCONTROL",
            List.of("none", "ignorespace", "ignoredups", "ignoreboth"), "VERBOSITY", List.of("default", "verbose", "terse", "sqlstate"),
            "SHOW_CONTEXT", List.of("never", "errors", "always"));
    private static final List<String> NUMBERS = List.of("FETCH_COUNT", "HISTSIZE", "IGNOREEOF");
    private static final Map<String, String> DEFAULTS = Map.ofEntries(Map.entry("AUTOCOMMIT", "on"),
            Map.entry("COMP_KEYWORD_CASE", "preserve-upper"),
            Map.entry("ECHO", "none"), Map.entry("ECHO_HIDDEN", "off"), Map.entry("FETCH_COUNT", "0"), Map.entry("HIDE_TABLEAM", "off"),
            Map.entry("HIDE_TOAST_COMPRESSION", "off"), Map.entry("HISTCONTROL", "none"), Map.entry("HISTSIZE", "500"),
            Map.entry("IGNOREEOF", "0"), Map.entry("ON_ERROR_ROLLBACK", "off"), Map.entry("ON_ERROR_STOP", "off"),
            Map.entry("PROMPT1", "%/%R%x%# "), Map.entry("PROMPT2", "%/%R%x%# "), Map.entry("PROMPT3", ">> "), Map.entry("QUIET", "off"),
            Map.entry("SHOW_ALL_RESULTS", "on"), Map.entry("SHOW_CONTEXT", "errors"), Map.entry("SINGLELINE", "off"),
            Map.entry("SINGLESTEP", "off"), Map.entry("VERBOSITY", "default"));
    private final Map<String, String> values = new TreeMap<>(DEFAULTS);

    @Override
    public @Nullable String value(String name) {
        return values.get(name);
    }

    /// All variables, sorted by name.
    public Map<String, String> all() {
        return values;
    }

    /// A variable's value, or the empty string.
    public String text(String name) {
        return values.getOrDefault(name, "");
    }

    public boolean on(String name) {
        return "on".equals(values.get(name));
    }

    public int number(String name) {
        String text = text(name);
        return text.matches("\\d{1,9}") ? Integer.parseInt(text) : 0;
    }

    /// Sets a variable without asking its rules, as psql does with those that only tell.
    public void tell(String name, String value) {
        values.put(name, value);
    }

    /// Sets a variable.
    ///
    /// @return what is wrong, in psql's words, or empty
    public String set(String name, String value) {
        if (name.isEmpty() || !name.chars().allMatch(c -> c >= 0x80 || c == '_' || Character.isLetterOrDigit(c))) {
            return "invalid variable name: \"" + name + "\"";
        }
        if (SWITCHES.contains(name)) {
            Boolean truth = Look.truth(value.isEmpty() ? "on" : value);
            if (truth == null) {
                return "unrecognized value \"" + value + "\" for \"" + name + "\": Boolean expected";
            }
            values.put(name, truth ? "on" : "off");
            return "";
        }
        List<String> choices = CHOICES.get(name);
        if (choices != null) {
            return choose(name, value, choices);
        }
        if (NUMBERS.contains(name) && !value.matches("\\s*[-+]?\\d{1,9}")) {
            return "invalid value \"" + value + "\" for \"" + name + "\": integer expected";
        }
        values.put(name, value);
        return "";
    }

    private String choose(String name, String value, List<String> choices) {
        boolean boolish = choices.contains("on");
        String low = value.toLowerCase(Locale.ROOT);
        String chosen = choices.stream().filter(c -> c.equals(low)).findFirst().orElse(null);
        if (chosen == null && boolish) {
            Boolean truth = Look.truth(value.isEmpty() ? "on" : value);
            chosen = truth == null ? null : truth ? "on" : "off";
        }
        if (chosen == null) {
            return "unrecognized value \"" + value + "\" for \"" + name + "\"\nAvailable values are: "
                    + String.join(", ", boolish && name.equals("ECHO_HIDDEN")
                            ? List.of("on", "off", "noexec")
                            : boolish
                                    ? List.of("on", "off", "interactive")
                                    : name.equals("ECHO")
                                            ? List.of("none", "errors", "queries", "all")
                                            : choices)
                    + ".";
        }
        values.put(name, chosen);
        return "";
    }

    /// Whether a variable controls psql: a result is not put into it.
    public static boolean controls(String name) {
        return SWITCHES.contains(name) || CHOICES.containsKey(name) || NUMBERS.contains(name) || name.matches("PROMPT[123]");
    }

    /// Unsets a variable; one that controls psql goes back to its default.
    public String unset(String name) {
        if (!name.isEmpty() && !name.chars().allMatch(c -> c >= 0x80 || c == '_' || Character.isLetterOrDigit(c))) {
            return "invalid variable name: \"" + name + "\"";
        }
        String standard = DEFAULTS.get(name);
        if (standard == null) {
            values.remove(name);
        } else {
            values.put(name, SWITCHES.contains(name) ? "off" : standard);
        }
        return "";
    }
}
