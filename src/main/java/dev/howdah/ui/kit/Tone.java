package dev.howdah.ui.kit;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/// How serious something is. A tone always comes with a word; colour alone says nothing (law 4).
public enum Tone {
    NEUTRAL, GOOD, INFO, WARN, BAD, UNKNOWN;

    /// Every tone's style class.
    static final Set<String> STYLES = Arrays.stream(values()).map(Tone::style).collect(Collectors.toUnmodifiableSet());

    /// The style class that colours a node by this tone.
    public String style() {
        return "tone-" + name().toLowerCase(java.util.Locale.ROOT);
    }
}
