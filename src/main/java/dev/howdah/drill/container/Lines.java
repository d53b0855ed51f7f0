package dev.howdah.drill.container;

import java.io.PrintStream;
import org.flywaydb.core.api.logging.Log;
import org.flywaydb.core.api.logging.LogCreator;

/// What Flyway says, as lines on standard output: a container's log is what it writes there.
public final class Lines implements LogCreator {
    @Override
    public Log createLogger(Class<?> from) {
        return new Line(System.out);
    }

    private record Line(PrintStream out) implements Log {
        private void say(String level, String message) {
            for (String line : message.split("\n", -1)) {
                if (!line.isBlank()) {
                    out.println(level + " [migrate] " + line);
                }
            }
            out.flush();
        }

        @Override
        public boolean isDebugEnabled() { return false; }

        @Override
        public void debug(String message) {
            // nobody reads it
        }

        @Override
        public void info(String message) {
            say("INFO ", message);
        }

        @Override
        public void warn(String message) {
            say("WARN ", message);
        }

        @Override
        public void error(String message) {
            say("ERROR", message);
        }

        @Override
        public void error(String message, Exception e) {
            say("ERROR", message);
        }

        @Override
        public void notice(String message) {
            // Flyway's own announcements
        }
    }
}
