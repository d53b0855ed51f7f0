package dev.howdah.sql.session;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/// What the server is told when a session begins, so that it holds whatever is typed later: transactions start read-only, a
/// statement that waits for a lock or runs for long is ended by the server, and so is a session that leaves a transaction open.
///
/// @param operator who the session is for; in `application_name`, where the server's log and `pg_stat_activity` show it
/// @param lock the longest wait for a lock
/// @param statement the longest run of a statement
/// @param idle how long a transaction may stand open without a statement
public record Safety(String operator, Duration lock, Duration statement, Duration idle) {
    /// `application_name` keeps 63 bytes.
    private static final int LONGEST = 63 - "howdah/".length();

    /// The limits that every session of the console begins with.
    public static Safety of(String operator) {
        return new Safety(operator, Duration.ofSeconds(5), Duration.ofSeconds(30), Duration.ofMinutes(5));
    }

    /// The same with another longest run of a statement.
    public Safety withStatement(Duration longest) {
        return new Safety(operator, lock, longest, idle);
    }

    /// `howdah/OPERATOR`; what the server would replace in it is replaced here, so that both say the same.
    public String applicationName() {
        String plain = operator.replaceAll("[^A-Za-z0-9@._+=-]", "_");
        return "howdah/" + (plain.length() > LONGEST ? plain.substring(plain.length() - LONGEST) : plain);
    }

    /// The limits in a line, as a session's first lines and the window's bar say them.
    public String words() {
        return "read-only, lock_timeout " + seconds(lock) + ", statement_timeout " + seconds(statement) + ", as " + applicationName();
    }

    private static String seconds(Duration time) {
        return time.toMillis() % 1000 == 0 ? time.toSeconds() + " s" : time.toMillis() + " ms";
    }

    /// Parameter and value.
    Map<String, String> parameters() {
        var all = new LinkedHashMap<String, String>();
        all.put("default_transaction_read_only", "on");
        all.put("lock_timeout", lock.toMillis() + "ms");
        all.put("statement_timeout", statement.toMillis() + "ms");
        all.put("idle_in_transaction_session_timeout", idle.toMillis() + "ms");
        all.put("application_name", applicationName());
        return all;
    }

    /// For the startup packet: what stands there is also what RESET goes back to.
    String options() {
        var text = new StringBuilder();
        parameters().forEach((name, value) -> text.append(text.isEmpty() ? "" : " ").append("-c ").append(name).append('=').append(value));
        return text.toString();
    }
}
