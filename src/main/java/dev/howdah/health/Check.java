package dev.howdah.health;

import dev.howdah.posture.Part;
import dev.howdah.posture.Severity;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/// One thing that makes a database slow, full or stop.
public interface Check {
    /// How many objects a finding names; what is beyond is counted.
    int NAMED = 12;

    /// A word that scripts may rely on: `unused-indexes`.
    String id();

    /// What is asked, in a few words.
    String title();

    /// Why it matters: what comes of it when nobody looks.
    String matters();

    /// The catalogs and statistics that it reads (PostgreSQL manual, "System Catalogs" and "The Cumulative Statistics System").
    String reads();

    Verdict look(Facts facts);

    /// What a part comes to; unknown where it was not read.
    static <T> Verdict of(Part<T> part, Function<T, Verdict> look) {
        return switch (part) {
            case Part.Read<T>(T value) -> look.apply(value);
            case Part.Unread<T>(String why) -> new Verdict.Unknown(why, "");
        };
    }

    /// Not told to this role.
    static Verdict hidden(String what, Facts facts) {
        return new Verdict.Unknown(what + " is not told to the role " + facts.server().role() + ": it is not a member of pg_monitor",
                "GRANT pg_monitor TO " + facts.server().role() + ";");
    }

    /// Lines of which only the first are kept, with the number of the others.
    static List<String> first(Collection<String> lines) {
        List<String> named = lines.stream().limit(NAMED).collect(Collectors.toList());
        if (lines.size() > NAMED) {
            named.add("and " + (lines.size() - NAMED) + " more");
        }
        return List.copyOf(named);
    }

    /// SQL for the first of several.
    static <T> String sql(Collection<T> of, Function<T, String> line) {
        return of.stream().limit(NAMED).map(line).distinct().collect(Collectors.joining("\n"));
    }

    /// The worse of two.
    static Severity worse(Severity a, Severity b) {
        return a.compareTo(b) <= 0 ? a : b;
    }
}
