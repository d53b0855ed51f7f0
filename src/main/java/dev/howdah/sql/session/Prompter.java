package dev.howdah.sql.session;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// Asks a person for a value, for `\prompt`.
public interface Prompter {
    /// Nobody is there.
    Prompter NOBODY = _ -> null;

    /// Waits for an answer.
    ///
    /// @param words what is asked; may be empty
    /// @return null when nobody answered
    @Nullable
    String ask(String words) throws IOException;
}
