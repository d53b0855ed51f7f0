package dev.howdah.sql.session;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// A person who types lines.
public interface Keyboard {
    /// Ctrl-C while a line was typed: what is in the buffer is forgotten.
    final class Dropped extends Exception {
        public Dropped() {
            super("the line was dropped");
        }
    }

    /// Waits for a line.
    ///
    /// @param prompt what stands before it
    /// @return without its end; null at the end of all lines (Ctrl-D)
    @Nullable
    String line(String prompt) throws IOException, Dropped;

    /// A statement or command that was typed, with all of its lines, for the history.
    void remember(String typed);
}
