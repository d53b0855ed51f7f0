package dev.howdah.ui.kit;

import java.util.Locale;
import javafx.css.PseudoClass;

/// How serious something is. A tone always comes with a word; colour alone says nothing (law 4).
public enum Tone {
    NEUTRAL, GOOD, INFO, WARN, BAD, UNKNOWN;

    /// The style class of whatever has a tone.
    static final String STYLE = "toned";

    private final PseudoClass state = PseudoClass.getPseudoClass(name().toLowerCase(Locale.ROOT));

    /// The state that colours a node by this tone: `.chip.toned:warn`.
    PseudoClass state() {
        return state;
    }
}
