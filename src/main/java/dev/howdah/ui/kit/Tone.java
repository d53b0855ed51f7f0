package dev.howdah.ui.kit;

/// How serious something is. A tone always comes with a word; colour alone says nothing (law 4).
public enum Tone {
    NEUTRAL, GOOD, INFO, WARN, BAD, UNKNOWN;

    /// The style class that colours a node by this tone.
    public String style() {
        return "tone-" + name().toLowerCase(java.util.Locale.ROOT);
    }
}
