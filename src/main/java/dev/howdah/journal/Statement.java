package dev.howdah.journal;

import dev.howdah.json.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One statement as the journal keeps it: its text, whose it was, and what came of it; never what it gave.
///
/// @param intent what allowed the session to write; null in a read-only session
/// @param phase whether it is about to be sent, or has its answer
/// @param text without literals unless `redacted` is false; cut at [#LONGEST]
/// @param rows that came or were changed; 0 before the answer
/// @param state SQLSTATE; empty before the answer
public record Statement(Instant at, @Nullable String intent, Session session, Phase phase, String text, boolean redacted, long rows,
        String state, Duration took) {
    /// Characters of a text: a line of the journal has to fit into the part of the file that is read to find its end.
    public static final int LONGEST = 8_000;

    /// Where it ran.
    ///
    /// @param operator who typed it
    /// @param instance DB instance, or `host:port` of a server that was reached in another way
    /// @param account,region of the instance; empty for another server
    /// @param pid the server's process
    public record Session(String operator, String instance, String account, String region, String database, String login, int pid) {}

    /// One line for a statement that reads, two for one that may write.
    public enum Phase {
        BEFORE, AFTER
    }

    Map<String, @Nullable Object> fields() {
        boolean after = phase == Phase.AFTER;
        return Json.object("operator", session.operator(), "instance", session.instance(), "account", session.account(), "region",
                session.region(), "database", session.database(), "login", session.login(), "backend", session.pid(), "phase",
                phase.name().toLowerCase(java.util.Locale.ROOT), "text", cut(text), "characters", text.length(), "redacted", redacted,
                "rows", after ? rows : null, "outcome", after ? state : null, "tookMillis", after ? took.toMillis() : null);
    }

    private static String cut(String text) {
        if (text.length() <= LONGEST) {
            return text;
        }
        return text.substring(0, Character.isHighSurrogate(text.charAt(LONGEST - 1)) ? LONGEST - 1 : LONGEST) + "…";
    }
}
