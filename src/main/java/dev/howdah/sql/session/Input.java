package dev.howdah.sql.session;

import java.io.BufferedReader;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// Where lines of a script come from, with their number.
final class Input {
    private final BufferedReader reader;
    private final @Nullable String name;
    private int number;

    /// @param name what messages call it; null when they name no file
    Input(BufferedReader reader, @Nullable String name) {
        this.reader = reader;
        this.name = name;
    }

    /// The next line without its end, or null.
    @Nullable
    String next() throws IOException {
        String line = reader.readLine();
        if (line == null) {
            return null;
        }
        number++;
        return number == 1 && line.startsWith("\ufeff") ? line.substring(1) : line;
    }

    @Nullable
    String name() {
        return name;
    }

    int number() {
        return number;
    }
}
