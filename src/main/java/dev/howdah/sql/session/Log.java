package dev.howdah.sql.session;

import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;

/// Where errors and notices go, with the place in the script before them, as psql writes it: `psql:FILE:LINE: `.
final class Log {
    private final PrintWriter out;
    private final PrintWriter err;
    private @Nullable String file;
    private int line;

    /// @param out is flushed before anything is said, so that both stay in their order
    Log(PrintWriter out, PrintWriter err) {
        this.out = out;
        this.err = err;
    }

    /// @param script as it was named; null when what runs is no file
    void at(@Nullable String script, int lineNumber) {
        file = script;
        line = lineNumber;
    }

    @Nullable
    String file() {
        return file;
    }

    int line() {
        return line;
    }

    void error(String text) {
        say(file == null ? "" : "error: ", text);
    }

    void warning(String text) {
        say(file == null ? "" : "warning: ", text);
    }

    /// What brings its own severity.
    void info(String text) {
        say("", text);
    }

    /// Text without a place.
    void plain(String text) {
        out.flush();
        err.print(text);
        err.flush();
    }

    private void say(String severity, String text) {
        out.flush();
        err.println((file == null ? "" : "psql:" + file + ":" + line + ": ") + severity + text);
        err.flush();
    }
}
