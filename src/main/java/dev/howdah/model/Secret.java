package dev.howdah.model;

import java.util.Objects;

/// A password or token. It prints as dots, is no record (whose parts would print), and never goes into JSON, journal or log.
public final class Secret {
    private final String value;

    public Secret(String value) {
        this.value = Objects.requireNonNull(value);
    }

    /// The text itself, for whoever hands it to a server.
    public String reveal() {
        return value;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Secret s && s.value.equals(value);
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    @Override
    public String toString() {
        return "••••••";
    }
}
