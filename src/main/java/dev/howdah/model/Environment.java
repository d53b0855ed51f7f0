package dev.howdah.model;

/// What an environment is to the people who use it. Production looks like production on every window (law 4).
public enum Environment {
    PRODUCTION("PROD"), STAGING("STAGING"), DEVELOPMENT("DEV"), DRILL("DRILL"),
    /// Nobody said yet: treated as production by every guard, and shown as undeclared.
    UNDECLARED("UNDECLARED");

    private final String band;

    Environment(String band) {
        this.band = band;
    }

    /// The word on the environment band.
    public String band() {
        return band;
    }

    /// Whether guards must treat it as production.
    public boolean guardedAsProduction() {
        return this == PRODUCTION || this == UNDECLARED;
    }
}
