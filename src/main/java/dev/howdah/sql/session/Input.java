package dev.howdah.sql.session;

import java.io.BufferedReader;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// Where lines of a script come from, with their number.
final class Input {
    private interface Source {
        @Nullable
        String next() throws IOException, Keyboard.Dropped;
    }

    private final Source source;
    private final @Nullable String name;
    private final boolean interactive;
    private String prompt = "";
    private int number;

    /// @param name what messages call it; null when they name no file
    Input(BufferedReader reader, @Nullable String name) {
        this.source = reader::readLine;
        this.name = name;
        interactive = false;
    }

    /// A person types.
    Input(Keyboard keyboard) {
        source = () -> keyboard.line(prompt());
        name = null;
        interactive = true;
    }

    /// What a person sees before the next line.
    void prompt(String text) {
        prompt = text;
    }

    private String prompt() {
        return prompt;
    }

    boolean isInteractive() { return interactive; }

    /// The next line without its end, or null.
    ///
    /// @throws Keyboard.Dropped when a person dropped what was typed
    @Nullable
    String typed() throws IOException, Keyboard.Dropped {
        String line = source.next();
        if (line == null) {
            return null;
        }
        number++;
        return number == 1 && line.startsWith("\ufeff") ? line.substring(1) : line;
    }

    /// The next line of data, or null; data that is dropped ends there.
    @Nullable
    String next() throws IOException {
        try {
            return typed();
        } catch (Keyboard.Dropped e) {
            return null;
        }
    }

    @Nullable
    String name() {
        return name;
    }

    int number() {
        return number;
    }
}
