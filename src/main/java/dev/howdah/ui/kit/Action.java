package dev.howdah.ui.kit;

import java.util.Optional;
import java.util.function.Supplier;
import javafx.scene.input.KeyCombination;
import org.jspecify.annotations.Nullable;

/// Something that an operator can do, declared once: it feeds the palette, the key, the tooltip and the help page. When it
/// is off it says why.
///
/// @param keys shortcut in JavaFX's notation, such as `Shortcut+K`; null for none
/// @param whyOff empty when it can be done now, else the reason as a sentence
public record Action(String name, String group, @Nullable String keys, Supplier<Optional<String>> whyOff, Runnable run) {
    /// An action that can always be done.
    public static Action always(String name, String group, @Nullable String keys, Runnable run) {
        return new Action(name, group, keys, Optional::empty, run);
    }

    /// The shortcut as people read it: `Ctrl+K`.
    public String keyWords() {
        return keys == null ? "" : KeyCombination.valueOf(keys).getDisplayText();
    }
}
